import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Caller, callTo } from '../support/caller.ts';
import { CLOSED, HOLIDAY, HONG_KONG, MAINTENANCE, OPEN } from '../support/moments.ts';
import { okpay } from '../support/okpay-release.ts';
import { typicalAnswer } from '../support/typical-answer.ts';

/** Whatever a caller may do next, as far as it fits where they are. */
type Deed =
  | { readonly type: 'presses'; readonly digits: string }
  | { readonly type: 'says'; readonly text: string; readonly confidence: number }
  | { readonly type: 'says-nothing' }
  | { readonly type: 'fares'; readonly luck: number };

const words = Object.values(okpay.phrases).flatMap((sets) => Object.values(sets).flat());
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({
    type: fc.constant('presses' as const),
    digits: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...'0123456789*#') },
      { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'0123456789*#'), minLength: 1, maxLength: 6 }) },
    ),
  }),
  fc.record({
    type: fc.constant('says' as const),
    text: fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary', maxLength: 40 })),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.constant({ type: 'says-nothing' } as const),
  fc.record({ type: fc.constant('fares' as const), luck: fc.nat(100) }),
);

const scene = fc.record(
  {
    at: fc.constantFrom(OPEN, CLOSED, HOLIDAY),
    to: fc.constantFrom(...Object.keys(okpay.numbers)),
    from: fc.constantFrom('+85291234567', '+12125550123', '+34600000000'),
    closures: fc.constantFrom([], [MAINTENANCE]),
    language: fc.constantFrom('zh-CN' as const, 'en' as const, 'es' as const),
  },
  { requiredKeys: ['at', 'to'] },
);

const DEEDS: Readonly<Partial<Record<ReturnType<Caller['phase']>, (caller: Caller, next: Deed) => void>>> = {
  listening: (caller, next) => {
    if (next.type === 'presses') caller.presses(next.digits);
    else if (next.type === 'says') caller.says(next.text, next.confidence);
    else caller.saysNothing();
  },
  queued: (caller, next) => {
    const luck = luckOf(next);
    if (next.type === 'presses') caller.presses(next.digits);
    else if (luck > 50) caller.waits(1 + luck, luck * 10);
    else caller.comesOut((['bridged', 'full', 'failed'] as const)[luck % 3] ?? 'failed');
  },
  recording: (caller, next) => {
    if (luckOf(next) > 50) caller.records(luckOf(next));
    else caller.saysNothing();
  },
  asking: (caller, next) => answer(caller, luckOf(next)),
};

const does = (caller: Caller, next: Deed): void => DEEDS[caller.phase()]?.(caller, next);
const luckOf = (deed: Deed): number => (deed.type === 'fares' ? deed.luck : 0);

function answer(caller: Caller, luck: number): void {
  const [request] = caller.requests();
  if (request?.type === 'service') {
    const { outcome, output } = typicalAnswer(request.service, luck);
    caller.isAnswered(outcome, output);
  } else {
    const outcomes = request?.type === 'message' ? ['sent', 'failed'] : ['requested', 'refused', 'failed'];
    caller.isAnswered(outcomes[luck % outcomes.length] ?? 'failed');
  }
}

/** Asks for a person, leaves the queue by the same key, and so waits in it a second time. */
const LEFT_AND_QUEUED_AGAIN: [typeof scene extends fc.Arbitrary<infer Given> ? Given : never, Deed[]] = [
  { at: OPEN, to: HONG_KONG },
  [
    { type: 'presses', digits: '0' },
    { type: 'presses', digits: '9' },
    { type: 'presses', digits: '0' },
  ],
];

/** Does nothing any more, until the hotline lets go. */
function staysSilent(caller: Caller): number {
  let turns = 0;
  for (; turns < 60 && caller.phase() !== 'closing'; turns += 1) {
    if (caller.phase() === 'queued') caller.waits(1, 600);
    else if (caller.phase() === 'asking') answer(caller, 0);
    else caller.saysNothing();
  }
  return turns;
}

/** Presses nought. Whoever is asked about a recording first, and presses it again and again, goes on without one. */
function asksForPerson(caller: Caller): void {
  caller.presses('0');
  for (let asked = 0; asked < 3 && caller.call().node === 'hotline/ask-recording'; asked += 1) caller.presses('0');
}

describe('any caller', () => {
  test('is never met with silence or an error, whatever they do', () => {
    fc.assert(
      fc.property(scene, fc.array(deed, { maxLength: 40 }), (given, deeds) => {
        const caller = callTo(given);
        for (const next of deeds) does(caller, next);
      }),
      { numRuns: 400 },
    );
  });

  test('who says nothing any more is let go with a goodbye after a bounded time', () => {
    fc.assert(
      fc.property(scene, fc.array(deed, { maxLength: 12 }), (given, deeds) => {
        const caller = callTo(given);
        for (const next of deeds) does(caller, next);
        if (caller.phase() === 'closing') return;
        expect(staysSilent(caller)).toBeLessThan(30);
        caller.isLetGo();
      }),
      { numRuns: 400, examples: [LEFT_AND_QUEUED_AGAIN] },
    );
  });

  test('reaches a person, or is told that nobody answers, by nought from anywhere', () => {
    fc.assert(
      fc.property(scene, fc.array(deed, { maxLength: 15 }), (given, deeds) => {
        const caller = callTo(given);
        for (const next of deeds) does(caller, next);
        if (caller.phase() !== 'listening' || caller.heard().includes('press 1. If not')) return;
        asksForPerson(caller);
        expect(['queued', 'listening', 'recording']).toContain(caller.phase());
        if (caller.phase() !== 'queued') caller.leaves({ type: 'hours-checked', state: 'closed' });
      }),
      { numRuns: 400 },
    );
  });
});
