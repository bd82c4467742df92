import { describe, expect, test } from 'vitest';
import { type CallRecord, foldFacts, type RecordedFact } from '../../../src/calls/call-record.ts';
import type { Fact } from '../../../src/flow/facts.ts';
import { callSid, NOON } from '../../support/journal-entries.ts';
import { inTurns } from './in-turns.ts';

const recordOf = (...told: readonly (number | Fact)[]): CallRecord => foldFacts(callSid(1), inTurns(...told));

const joins = (queue: string): Fact => ({ type: 'queue-joined', queue });
const comesOut = (queue: string, result: string, waitSeconds: number, exit?: string): Fact => ({
  type: 'queue-left',
  queue,
  result,
  waitSeconds,
  ...(exit === undefined ? {} : { exit }),
});
const ends = (disposition: 'abandoned-in-queue' | 'answered' | 'completed'): Fact => ({
  type: 'call-ended',
  disposition,
  status: 'completed',
});

test('a caller who waits has a visit that is open', () => {
  const { visits, queues, queue } = recordOf(10, joins('login'));
  expect(visits).toEqual([{ queue: 'login', joinedAt: NOON + 10_000, handleSeconds: 0 }]);
  expect([queues, queue]).toEqual([['login'], 'login']);
});

test('a talk lasts from the end of the wait until it is told', () => {
  const record = recordOf(10, joins('login'), 400, comesOut('login', 'bridged', 90));
  expect(record.visits).toEqual([
    {
      queue: 'login',
      joinedAt: NOON + 10_000,
      leftAt: NOON + 100_000,
      result: 'answered',
      waitSeconds: 90,
      handleSeconds: 300,
    },
  ]);
  expect(record).toMatchObject({ waitedSeconds: 90, handleSeconds: 300, talkSeconds: 300 });
});

test.each([
  ['hung-up', undefined, 'abandoned'],
  ['left', 'callback', 'callback'],
  ['left', 'message', 'message'],
  ['left', 'timeout', 'timeout'],
  ['left', undefined, 'left'],
  ['full', undefined, 'full'],
  ['failed', undefined, 'unavailable'],
  ['redirected', undefined, 'left'],
])('a wait that ends as %s by %s is told as %s, without a talk', (result, exit, told) => {
  const { visits } = recordOf(10, joins('login'), 80, comesOut('login', result, 70, exit));
  expect(visits[0]).toMatchObject({ result: told, waitSeconds: 70, handleSeconds: 0 });
});

test('a caller who goes to another queue visits both', () => {
  const record = recordOf(
    0,
    joins('login'),
    600,
    comesOut('login', 'left', 600, 'timeout'),
    610,
    joins('general'),
    800,
    comesOut('general', 'bridged', 20),
    900,
    joins('login'),
  );
  expect(record.visits.map(({ queue, result }) => [queue, result])).toEqual([
    ['login', 'timeout'],
    ['general', 'answered'],
    ['login', undefined],
  ]);
  expect(record).toMatchObject({ queues: ['login', 'general'], queue: 'login', waitedSeconds: 620 });
});

test('who is put in their queue again, because a reply was refused, waits on', () => {
  const record = recordOf(0, joins('login'), 30, joins('login'), 90, comesOut('login', 'bridged', 60));
  expect(record.visits).toHaveLength(1);
  expect(record.visits[0]).toMatchObject({ joinedAt: NOON, result: 'answered', handleSeconds: 30 });
});

test('a wait whose end was never told ends where the next begins', () => {
  const { visits } = recordOf(0, joins('login'), 40, joins('general'));
  expect(visits[0]).toMatchObject({ result: 'left', leftAt: NOON + 40_000, waitSeconds: 40 });
});

test('a wait whose beginning was never told began when it must have', () => {
  const { visits, queues } = recordOf(100, comesOut('login', 'hung-up', 40));
  expect(visits).toEqual([
    {
      queue: 'login',
      joinedAt: NOON + 60_000,
      leftAt: NOON + 100_000,
      result: 'abandoned',
      waitSeconds: 40,
      handleSeconds: 0,
    },
  ]);
  expect(queues).toEqual(['login']);
});

test('the end of the call ends the wait, until the queue tells of it', () => {
  const told = [0, joins('login'), 50, ends('abandoned-in-queue')];
  expect(recordOf(...told).visits[0]).toMatchObject({ result: 'abandoned', leftAt: NOON + 50_000, waitSeconds: 50 });
  const later = recordOf(...told, 51, comesOut('login', 'hung-up', 49));
  expect(later.visits).toHaveLength(1);
  expect(later.visits[0]).toMatchObject({ result: 'abandoned', waitSeconds: 49 });
  expect(later.waitedSeconds).toBe(49);
});

test('a talk that is told after the call is over lasted until then', () => {
  const record = recordOf(0, joins('login'), 200, ends('abandoned-in-queue'), 230, comesOut('login', 'bridged', 80));
  expect(record).toMatchObject({ disposition: 'answered', handleSeconds: 120, talkSeconds: 120 });
  expect(record.visits[0]).toMatchObject({ result: 'answered', waitSeconds: 80, handleSeconds: 120 });
});

describe('a talk that the agents’ line tells of', () => {
  const bridged = comesOut('login', 'bridged', 40);
  const told = (at: number, talkSeconds: number): RecordedFact => ({
    turn: `n.talk.${callSid(2)}.7`,
    index: 0,
    at: NOON + at * 1000,
    fact: { type: 'dialled', outcome: 'completed', talkSeconds },
  });
  const recordOfBoth = (talk: RecordedFact, ...others: readonly (number | Fact)[]): CallRecord =>
    foldFacts(callSid(1), [...inTurns(...others), talk]);

  test.each([99, 101])('lasted as long as is told, whether that comes before or after the queue tells: at %s', (at) => {
    const record = recordOfBoth(told(at, 58), 0, joins('login'), 100, bridged);
    expect(record.visits[0]).toMatchObject({ result: 'answered', waitSeconds: 40, handleSeconds: 58 });
    expect(record).toMatchObject({ handleSeconds: 58, talkSeconds: 58, transferred: false });
  });

  test('counts for the visit that it came of, though the caller waits for the next already', () => {
    const record = recordOfBoth(told(104, 58), 0, joins('login'), 100, bridged, 101, joins('general'));
    expect(record.visits.map(({ handleSeconds }) => handleSeconds)).toEqual([58, 0]);
  });

  test('makes a call an answered one that seemed to be abandoned', () => {
    const record = recordOfBoth(told(101, 58), 0, joins('login'), 100, ends('abandoned-in-queue'));
    expect(record).toMatchObject({ disposition: 'answered', talkSeconds: 58 });
  });

  test('counts as talk where no visit is known', () => {
    expect(recordOfBoth(told(10, 8), 0, { type: 'language-set', language: 'en' })).toMatchObject({ talkSeconds: 8 });
  });
});

test('talks of queues and on numbers outside add up', () => {
  const record = recordOf(
    0,
    joins('login'),
    100,
    comesOut('login', 'bridged', 40),
    { type: 'dialled', outcome: 'completed', talkSeconds: 30 },
    200,
    joins('general'),
    300,
    comesOut('general', 'bridged', 10),
  );
  expect(record).toMatchObject({ handleSeconds: 150, talkSeconds: 180, waitedSeconds: 50 });
});

test('who is handed on from one queue to another, or put through, is transferred', () => {
  const talked = [0, joins('login'), 100, comesOut('login', 'bridged', 40)];
  expect(recordOf(...talked).transferred).toBe(false);
  expect(recordOf(...talked, 120, joins('general')).transferred).toBe(true);
  expect(recordOf({ type: 'dialled', outcome: 'completed', talkSeconds: 5 }).transferred).toBe(true);
  expect(recordOf({ type: 'dialled', outcome: 'busy', talkSeconds: 0 }).transferred).toBe(false);
});

test('an agent who takes calls is put through to nobody', () => {
  const agent: Fact = { type: 'call-started', release: 'r1', dialled: '+442079460190', agent: 'demo' };
  const record = recordOf(agent, { type: 'dialled', outcome: 'completed', talkSeconds: 5 });
  expect(record).toMatchObject({ transferred: false, talkSeconds: 5 });
});
