import { describe, expect, test } from 'vitest';
import { type CallRecord, foldFacts } from '../../../src/calls/call-record.ts';
import type { Disposition, Fact } from '../../../src/flow/facts.ts';
import { callSid, NOON } from '../../support/journal-entries.ts';
import { inTurns } from './in-turns.ts';

const recordOf = (...told: readonly (number | Fact)[]): CallRecord => foldFacts(callSid(1), inTurns(...told));

const ends = (disposition: Disposition): Fact => ({ type: 'call-ended', disposition, status: 'completed' });
const starts: Fact = { type: 'call-started', release: 'r1', dialled: '+442079460000' };
const joins: Fact = { type: 'queue-joined', queue: 'login' };
const talked: Fact = { type: 'queue-left', queue: 'login', result: 'bridged', waitSeconds: 10 };

describe('whose side ended a call', () => {
  test.each([
    ['completed', 'system'],
    ['caller-hung-up', 'caller'],
    ['abandoned-in-queue', 'caller'],
    ['no-answer', 'caller'],
    ['failed', 'system'],
  ] as const)('%s: the %s', (disposition, by) => {
    expect(recordOf(starts, 20, ends(disposition)).endedBy).toBe(by);
  });

  test('a talk that was over before the call was ended by the agent', () => {
    expect(recordOf(starts, joins, 100, talked, 101, ends('answered')).endedBy).toBe('agent');
  });

  test('a talk that was over with the call was ended by the caller', () => {
    expect(recordOf(starts, joins, 100, ends('answered'), talked).endedBy).toBe('caller');
  });

  test('nobody tells of a call that is on', () => {
    expect(recordOf(starts).endedBy).toBeUndefined();
  });
});

describe('a call of which nothing is heard any more', () => {
  const silent = [starts, 30, joins, 40, { type: 'missed', node: 'n', cause: 'no-input' }] as const;
  const reaped = [...silent, 30_000, { type: 'reaped' }] as const;

  test('is lost since it was last heard of, and so is its wait', () => {
    const record = recordOf(...reaped);
    expect(record).toMatchObject({ disposition: 'lost', endedAt: NOON + 40_000, lastAt: NOON + 30_000_000 });
    expect(record.endedBy).toBeUndefined();
    expect(record.visits).toEqual([
      { queue: 'login', joinedAt: NOON + 30_000, leftAt: NOON + 40_000, result: 'lost', handleSeconds: 0 },
    ]);
  });

  test('was not lost if more is heard of it', () => {
    const later = [31_000, { type: 'language-set', language: 'en' }] as const;
    expect(recordOf(...reaped, ...later)).toEqual({
      ...recordOf(...silent, ...later),
      lastTurn: 'c.4',
    });
  });

  test('ended as it is told in the end, late as that is', () => {
    const record = recordOf(...reaped, 31_000, ends('abandoned-in-queue'));
    expect(record).toMatchObject({ disposition: 'abandoned-in-queue', endedAt: NOON + 31_000_000, endedBy: 'caller' });
    expect(record.visits[0]).toMatchObject({ result: 'abandoned' });
  });

  test('is as it was where its end was only stored late', () => {
    const late = inTurns(...reaped);
    const end = { turn: 'n.status', index: 0, at: NOON + 50_000, fact: ends('completed') };
    expect(foldFacts(callSid(1), [...late, end])).toMatchObject({ disposition: 'completed', endedAt: NOON + 50_000 });
  });

  test.each<Fact>([
    { type: 'recording-ready', recording: 'RE1', seconds: 9 },
    { type: 'transcribed', recording: 'RE1', text: 'hello' },
    { type: 'call-lasted', seconds: 50 },
  ])('stays lost where only $type comes', (fact) => {
    expect(recordOf(...reaped, 31_000, fact)).toMatchObject({ disposition: 'lost', endedAt: NOON + 40_000 });
  });

  test('is taken for lost again, if nothing more comes', () => {
    const record = recordOf(...reaped, 31_000, { type: 'language-set', language: 'en' }, 60_000, { type: 'reaped' });
    expect(record).toMatchObject({ disposition: 'lost', endedAt: NOON + 31_000_000 });
  });

  test('a call that is over is never lost', () => {
    expect(recordOf(starts, 20, ends('completed'), 30_000, { type: 'reaped' })).toMatchObject({
      disposition: 'completed',
      endedAt: NOON + 20_000,
    });
  });
});
