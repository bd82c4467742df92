import { describe, expect, test } from 'vitest';
import { BACK_OFFICE_CONTRACTS } from '../../../src/backoffice/contract.ts';
import { type CallRecord, foldFacts } from '../../../src/calls/call-record.ts';
import type { Fact } from '../../../src/flow/facts.ts';
import { sendCode } from '../../../src/identity/contracts.ts';
import { CONTRACTS } from '../../../src/services.ts';
import { callTo } from '../../support/caller.ts';
import { callSid } from '../../support/journal-entries.ts';
import { HONG_KONG, OPEN } from '../../support/moments.ts';
import { inTurns } from './in-turns.ts';

const recordOf = (...facts: readonly Fact[]): CallRecord => foldFacts(callSid(1), inTurns(...facts));
const answers = (service: string, outcome: string): Fact => ({
  type: 'service-answered',
  service,
  outcome,
  tookMs: 20,
});

test('nodes stand in the order in which they were first entered, and the last is told', () => {
  const enters = (node: string): Fact => ({ type: 'node-entered', node });
  const record = recordOf(...['a/menu', 'a/status', 'a/menu', 'b/menu', 'a/status'].map(enters));
  expect(record).toMatchObject({ nodes: ['a/menu', 'a/status', 'b/menu'], lastNode: 'a/status' });
});

test.each([
  ['open', 'weekly', 'open'],
  ['closed', 'weekly', 'closed'],
  ['closed', 'holiday', 'holiday'],
  ['closed', 'closure', 'closure'],
  ['open', 'holiday', 'open'],
  ['unknown', 'weekly', 'unknown'],
])('a call that comes to %s by the layer %s came while %s, whatever is asked later', (state, layer, arrival) => {
  const checked = { type: 'hours-checked', calendar: 'gb', rule: 'gb.yaml:3' } as const;
  const record = recordOf({ ...checked, state, layer }, { ...checked, state: 'closed', layer: 'override' });
  expect(record.arrival).toBe(arrival);
});

test('silence and what was not offered are misses', () => {
  const record = recordOf(
    { type: 'missed', node: 'a/menu', cause: 'no-input' },
    { type: 'missed', node: 'a/menu', cause: 'no-match' },
  );
  expect(record.misses).toBe(2);
});

test('a caller who keys 0 asks for a person, as one who says so does; other keys do not', () => {
  const call = () => callTo({ from: '+85291234567', to: HONG_KONG, at: OPEN, language: 'en' });
  const zeroOuts = (facts: readonly Fact[]) => recordOf(...facts).zeroOuts;
  expect(zeroOuts(call().presses('0').facts())).toBe(1);
  expect(zeroOuts(call().says('agent').facts())).toBe(1);
  expect(zeroOuts(call().presses('1').presses('9').facts())).toBe(0);
});

test('what does not answer, fails, is refused or lost is an error; an effect that nobody knows of is counted once', () => {
  const record = recordOf(
    answers('payments.status', 'unavailable'),
    { type: 'failed', error: 'TypeError' },
    { type: 'reply-refused', code: '12100' },
    { type: 'state-lost', turn: 3 },
    answers('complaints.open', 'unavailable'),
    { type: 'effect-unknown', service: 'complaints.open' },
    answers('payments.status', 'found'),
  );
  expect(record.errors).toBe(5);
});

describe('what callers can do without a person', () => {
  const isAbout = (service: string): boolean =>
    BACK_OFFICE_CONTRACTS.some((contract) => contract.service === service) &&
    !/^(?:customers|identity|incidents)\./.test(service);

  test.each(CONTRACTS.map(({ service }) => service))(
    '%s is begun by asking, where it is about their own',
    (service) => {
      const task = isAbout(service) ? 'started' : undefined;
      expect(recordOf({ type: 'service-asked', service }).task).toBe(task);
    },
  );

  test.each(['unavailable', 'not-verified', 'not-found'])('an answer that is %s leaves it begun', (outcome) => {
    const asked = { type: 'service-asked', service: 'payments.status' } as const;
    expect(recordOf(asked, answers('payments.status', outcome)).task).toBe('started');
  });

  test('it is done once it was answered, whatever comes after', () => {
    const asked = { type: 'service-asked', service: 'payments.status' } as const;
    const record = recordOf(
      asked,
      answers('payments.status', 'found'),
      asked,
      answers('payments.status', 'unavailable'),
    );
    expect(record.task).toBe('completed');
  });
});

test('codes are told by the channels they went out by, each once', () => {
  const { service, outcomes } = sendCode;
  const record = recordOf(...Object.keys(outcomes).map((outcome) => answers(service, outcome)));
  expect([...record.codes].toSorted()).toEqual(['email', 'sms']);
  expect(recordOf(answers(service, 'sent-by-email'), answers(service, 'sent-by-email')).codes).toEqual(['email']);
});

test('a callback and a message are told', () => {
  expect(recordOf({ type: 'callback-requested', queue: 'login' }).callback).toBe(true);
  expect(recordOf({ type: 'recorded', purpose: 'voicemail', recording: 'RE1', seconds: 9 }).voicemail).toBe(true);
  expect(recordOf({ type: 'recorded', purpose: 'complaint', recording: 'RE1', seconds: 9 }).voicemail).toBe(false);
});

test('what was understood of recordings stands in the order in which it came', () => {
  const understood = (text?: string): Fact => ({
    type: 'transcribed',
    recording: 'RE1',
    ...(text === undefined ? {} : { text }),
  });
  expect(recordOf(understood('hello'), understood(''), understood('again')).transcript).toBe('hello\nagain');
  expect(recordOf(understood()).transcript).toBeUndefined();
});
