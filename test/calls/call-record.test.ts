import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareFacts, extendRecord, foldFacts, type RecordedFact } from '../../src/calls/call-record.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { anyDelivery, anyTurns, factsOf } from '../support/any-call.ts';
import { callSid, NOON, turnsOfCall } from '../support/journal-entries.ts';

const SID = callSid(1);

test('the record of a plain call tells what happened in it', () => {
  expect(foldFacts(SID, factsOf(turnsOfCall(1)))).toEqual({
    sid: SID,
    startedAt: NOON,
    lastAt: NOON + 5000,
    lastTurn: 'n.status',
    lastIndex: 0,
    endedAt: NOON + 5000,
    caller: '+442079460123',
    callerTail: '0123',
    dialled: '+442079460000',
    release: 'r1',
    region: 'gb',
    language: 'en',
    nodes: [],
    misses: 0,
    zeroOuts: 0,
    errors: 0,
    codes: [],
    callback: false,
    voicemail: false,
    queue: 'login',
    queues: ['login'],
    visits: [
      {
        queue: 'login',
        joinedAt: NOON + 2000,
        leftAt: NOON + 97_000,
        result: 'answered',
        waitSeconds: 95,
        handleSeconds: 0,
      },
    ],
    waitedSeconds: 95,
    handleSeconds: 0,
    talkSeconds: 0,
    transferred: false,
    durationSeconds: 300,
    topic: 'login',
    rating: '5',
    verification: 'none',
    disposition: 'completed',
    status: 'completed',
    endedBy: 'system',
  });
});

test('a call has the region and the language that it began with, until it is told of others', () => {
  const started: Fact = {
    type: 'call-started',
    release: 'r1',
    dialled: '+85230000000',
    region: 'hk',
    language: 'zh-CN',
  };
  const begun: RecordedFact = { turn: 'c.0', index: 0, at: NOON, fact: started };
  const chosen: RecordedFact = { turn: 'c.1', index: 0, at: NOON, fact: { type: 'language-set', language: 'en' } };

  expect(foldFacts(SID, [begun])).toMatchObject({ region: 'hk', language: 'zh-CN' });
  expect(foldFacts(SID, [chosen, begun])).toMatchObject({ region: 'hk', language: 'en' });
});

test('the order in which facts arrive, and how often, changes nothing', () => {
  const deliveries = anyTurns(SID, fc.string({ unit: 'binary', maxLength: 12 })).chain((turns) =>
    fc.tuple(fc.constant(turns), anyDelivery(turns)),
  );
  fc.assert(
    fc.property(deliveries, ([turns, delivered]) => {
      expect(foldFacts(SID, factsOf(delivered))).toEqual(foldFacts(SID, factsOf(turns)));
    }),
    { numRuns: 500 },
  );
});

test('a record that is extended fact by fact is the record of all facts', () => {
  fc.assert(
    fc.property(anyTurns(SID), fc.nat(40), (turns, cut) => {
      const facts = factsOf(turns).toSorted(compareFacts);
      const [before, after] = [facts.slice(0, cut + 1), facts.slice(cut + 1)];
      expect(extendRecord(foldFacts(SID, before), [...after.toReversed(), ...after])).toEqual(foldFacts(SID, facts));
    }),
  );
});

test('a record is not extended by a fact that comes late or again', () => {
  fc.assert(
    fc.property(anyTurns(SID), fc.nat(40), (turns, place) => {
      const facts = factsOf(turns);
      const late = facts[place % facts.length];
      expect(extendRecord(foldFacts(SID, facts), late ? [late] : [])).toBeUndefined();
    }),
  );
});

/** Facts of the caller's lane, one a turn, a second apart. */
const inTurns = (...facts: readonly Fact[]): readonly RecordedFact[] =>
  facts.map((fact, turn) => ({ turn: `c.${turn}`, index: 0, at: NOON + turn * 1000, fact }));

test('what is set again is told as it was last', () => {
  const record = foldFacts(
    SID,
    inTurns(
      { type: 'language-set', language: 'zh-CN' },
      { type: 'queue-joined', queue: 'login' },
      { type: 'tagged', key: 'topic', value: 'login' },
      { type: 'language-set', language: 'en' },
      { type: 'queue-joined', queue: 'general' },
      { type: 'tagged', key: 'topic', value: 'payment' },
    ),
  );
  expect(record).toMatchObject({ language: 'en', queue: 'general', topic: 'payment' });
});

test('the tenth turn comes after the ninth, though both are of one instant', () => {
  const at = NOON;
  const record = foldFacts(SID, [
    { turn: 'c.10', index: 0, at, fact: { type: 'language-set', language: 'en' } },
    { turn: 'c.9', index: 0, at, fact: { type: 'language-set', language: 'zh-CN' } },
  ]);
  expect(record.language).toBe('en');
});

test('waits and talks add up', () => {
  const record = foldFacts(
    SID,
    inTurns(
      { type: 'queue-left', queue: 'login', result: 'timeout', waitSeconds: 600 },
      { type: 'dialled', outcome: 'completed', talkSeconds: 30 },
      { type: 'queue-left', queue: 'general', result: 'answered', waitSeconds: 20 },
      { type: 'dialled', outcome: 'completed', talkSeconds: 12 },
    ),
  );
  expect(record).toMatchObject({ waitedSeconds: 620, talkSeconds: 42 });
});

test('verification is told at the highest level that was reached', () => {
  const record = foldFacts(
    SID,
    inTurns(
      { type: 'verified', level: 'sms' },
      { type: 'verified', level: 'email' },
      { type: 'verified', level: 'none' },
    ),
  );
  expect(record.verification).toBe('sms');
});

test('a call ends once, and what comes later is only its last sign of life', () => {
  const record = foldFacts(
    SID,
    inTurns(
      { type: 'call-ended', disposition: 'abandoned-in-queue', status: 'completed' },
      { type: 'call-ended', disposition: 'failed', status: 'failed' },
      { type: 'recording-ready', recording: 'RE1', seconds: 9 },
    ),
  );
  expect(record).toMatchObject({ endedAt: NOON, lastAt: NOON + 2000, disposition: 'abandoned-in-queue' });
});

test('a call that is measured after its end has its duration', () => {
  const end = { type: 'call-ended', disposition: 'abandoned-in-queue', status: 'completed' } as const;
  expect(foldFacts(SID, inTurns(end, { type: 'call-lasted', seconds: 80 }))).toMatchObject({ durationSeconds: 80 });
});

test('a talk that is told after the end of the call makes it an answered one', () => {
  for (const [disposition, talk] of [
    ['abandoned-in-queue', { type: 'queue-left', queue: 'login', result: 'bridged', waitSeconds: 20 }],
    ['caller-hung-up', { type: 'dialled', outcome: 'completed', talkSeconds: 40 }],
  ] as const) {
    const end = { type: 'call-ended', disposition, status: 'completed' } as const;
    expect(foldFacts(SID, inTurns(end, talk))).toMatchObject({ disposition: 'answered' });
  }
  const end = { type: 'call-ended', disposition: 'caller-hung-up', status: 'completed' } as const;
  const busy = { type: 'dialled', outcome: 'busy', talkSeconds: 0 } as const;
  expect(foldFacts(SID, inTurns(end, busy))).toMatchObject({ disposition: 'caller-hung-up' });
});

test('a call begins in the language and the region of its numbers, until others are chosen', () => {
  const start = {
    type: 'call-started',
    release: 'r1',
    dialled: '+85230000000',
    language: 'zh-CN',
    region: 'hk',
  } as const;
  expect(foldFacts(SID, inTurns(start))).toMatchObject({ language: 'zh-CN', region: 'hk' });
  expect(foldFacts(SID, inTurns(start, { type: 'language-set', language: 'en' }))).toMatchObject({
    language: 'en',
    region: 'hk',
  });
});

test('a call that was never seen to start starts with its earliest fact', () => {
  const record = foldFacts(SID, inTurns({ type: 'call-ended', disposition: 'no-answer', status: 'busy' }));
  expect(record).toMatchObject({ startedAt: NOON, endedAt: NOON, verification: 'none' });
  expect(record.dialled).toBeUndefined();
});

test('of a call without facts there is no record', () => {
  expect(() => foldFacts(SID, [])).toThrow(RangeError);
});
