import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advance } from '../../src/engine/advance.ts';
import { attend } from '../../src/engine/attend.ts';
import type { Call } from '../../src/flow/call.ts';
import type { CallEvent } from '../../src/flow/events.ts';
import { okpay } from '../support/okpay-release.ts';
import { MONDAY_TEN, type PlayedCall, play } from '../support/played-call.ts';

const key = fc.constantFrom(
  '0',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '*',
  '#',
  '1130#',
  '12345678903',
  '0231',
  '99*1',
);
const event: fc.Arbitrary<CallEvent> = fc.oneof(
  { weight: 8, arbitrary: key.map((digits): CallEvent => ({ type: 'digits', digits })) },
  { weight: 2, arbitrary: fc.constant<CallEvent>({ type: 'no-input' }) },
  fc.record({
    type: fc.constant('speech' as const),
    text: fc.oneof(fc.constantFrom('agent', 'payment', 'more time', 'slower', '人工', 'sí', 'main menu'), fc.string()),
    confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('service-answered' as const),
    answer: fc.record({
      outcome: fc.constantFrom('open', 'closed', 'unknown', 'unavailable', 'sent', 'requested', 'nonsense'),
      output: fc.constant({ date: '2026-12-01', from: '09:00', to: '18:00', reason: 'x' }),
    }),
    tookMs: fc.nat(9000),
  }),
  fc.constantFrom<CallEvent>(
    { type: 'still-waiting' },
    { type: 'ask-again' },
    { type: 'recorded', recording: `RE${'1'.repeat(32)}`, seconds: 8 },
    { type: 'not-recorded' },
    { type: 'dialled', outcome: 'busy', talkSeconds: 0 },
    { type: 'left-queue', result: 'bridged', waitSeconds: 9 },
    { type: 'left-queue', result: 'left', waitSeconds: 9 },
    { type: 'left-queue', result: 'failed', waitSeconds: 9 },
    { type: 'state-lost', turn: 3 },
    { type: 'reply-refused', code: '12100' },
  ),
  { weight: 1, arbitrary: fc.constant<CallEvent>({ type: 'hung-up', status: 'completed' }) },
);

const AT = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 30) });

/** What a caller would be left with: something to do, something to hear, or the end. */
const WAYS_TO_END = new Set(['gather', 'enqueue', 'record', 'dial', 'hold', 'hang-up']);

/** What a turn must leave behind: a state that survives storage, and a caller who is not left in silence. */
function expectKept(call: PlayedCall, before: PlayedCall, one: CallEvent): void {
  expect(JSON.parse(JSON.stringify(call.call))).toEqual(call.call);
  expect(call.call.phase).not.toBe('ready');
  // Nothing that the caller keys or says to the hotline itself is ever in the recording of a talk.
  if (call.call.isRecorded && call.call.endedAt === undefined) {
    expect(['queued', 'dialling']).toContain(call.call.phase);
  }
  if (call.call.endedAt !== undefined) {
    expect(call.actions).toEqual([]);
    return;
  }
  const isElsewhere = one.type === 'left-queue' && one.result === 'redirected';
  if (isElsewhere || before.call.endedAt !== undefined || call.last.requests.length > 0) return;
  expect(WAYS_TO_END.has(call.actions.at(-1) ?? 'nothing')).toBe(true);
}

test('any events in any order leave a call that the engine goes on with, and never in silence', () => {
  const callers = fc.constantFrom('+8613800138000', '+14155550123', undefined);
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), AT, callers, (events, at, caller) => {
      let call = play(okpay, { at, ...(caller === undefined ? {} : { caller }) });
      for (const one of events) {
        const before = call;
        call = before.after(one, at);
        expectKept(call, before, one);
      }
    }),
    { numRuns: 400 },
  );
});

test('the same call, event and world always make the same turn, and none of them changes', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), event, (before, one) => {
      const { call } = before.reduce((at, step) => at.after(step), play(okpay));
      const world = { at: MONDAY_TEN, closures: [], overrides: [] };
      const kept = JSON.stringify(call);
      const turn = advance(okpay, call, one, world);
      expect(JSON.stringify(call)).toBe(kept);
      expect(advance(okpay, JSON.parse(kept) as Call, one, world)).toEqual(turn);
    }),
    { numRuns: 300 },
  );
});

test('a wait document never throws and always gives the caller something to hear or a way on', () => {
  fc.assert(
    fc.property(
      fc.array(event, { maxLength: 12 }),
      fc.option(key, { nil: undefined }),
      fc.nat(4000),
      (events, digits, waitSeconds) => {
        const { call } = events.reduce((at, step) => at.after(step), play(okpay));
        const waited = attend(
          okpay,
          call,
          { position: 2, waitSeconds, ...(digits === undefined ? {} : { digits }) },
          { at: MONDAY_TEN, closures: [], overrides: [] },
        );
        expect(waited.actions.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 300 },
  );
});
