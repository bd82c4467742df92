import fc from 'fast-check';
import type { RecordedFact } from '../../src/calls/call-record.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { LEVELS } from '../../src/flow/variables.ts';
import type { CallSid } from '../../src/values/call-sid.ts';
import { NOON, type Turn } from './journal-entries.ts';

const seconds = fc.nat(3600);

const anyQueue = fc.constantFrom('login', 'general');
const anyService = fc.constantFrom('payments.status', 'identity.send-code');

/** Any fact that a record is made from, and one that changes nothing in it. */
const anyFact = (word: fc.Arbitrary<string>): fc.Arbitrary<Fact> =>
  fc.oneof<fc.Arbitrary<Fact>[]>(
    fc.record(
      {
        type: fc.constant('call-started' as const),
        release: word,
        dialled: word,
        caller: fc.constantFrom('+442079460123', '+8613800138000'),
        callerName: word,
        language: fc.constantFrom('es', 'en'),
        region: word,
      },
      { requiredKeys: ['type', 'release', 'dialled'] },
    ),
    fc.record({ type: fc.constant('language-set' as const), language: fc.constantFrom('en', 'zh-CN') }),
    fc.record({ type: fc.constant('region-set' as const), region: word }),
    fc.record({ type: fc.constant('verified' as const), level: fc.constantFrom(...LEVELS) }),
    fc.record({ type: fc.constant('queue-joined' as const), queue: anyQueue }),
    fc.record({
      type: fc.constant('queue-left' as const),
      queue: anyQueue,
      result: fc.constantFrom('bridged', 'left', 'full', 'failed', 'hung-up', 'redirected', 'unheard-of'),
      waitSeconds: fc.nat(3),
    }),
    fc.record({ type: fc.constant('missed' as const), node: word, cause: fc.constant('no-input' as const) }),
    fc.record({
      type: fc.constant('chosen' as const),
      node: word,
      exit: fc.constantFrom('always-agent', 'payment'),
      by: fc.constant('key' as const),
    }),
    fc.record({
      type: fc.constant('hours-checked' as const),
      calendar: word,
      state: fc.constantFrom('open', 'closed'),
      layer: fc.constantFrom('weekly', 'holiday'),
      rule: word,
    }),
    fc.record({ type: fc.constant('service-asked' as const), service: anyService }),
    fc.record({
      type: fc.constant('service-answered' as const),
      service: anyService,
      outcome: fc.constantFrom('found', 'unavailable', 'sent-by-sms', 'sent-by-email'),
      tookMs: seconds,
    }),
    fc.record({ type: fc.constant('transcribed' as const), recording: word, text: word }),
    fc.record({ type: fc.constant('not-transcribed' as const), recording: word }),
    fc.record({ type: fc.constant('state-lost' as const), turn: seconds }),
    fc.record({ type: fc.constant('callback-requested' as const), queue: anyQueue }),
    fc.record({ type: fc.constant('reaped' as const) }),
    fc.record({ type: fc.constant('dialled' as const), outcome: word, talkSeconds: seconds }),
    fc.record({ type: fc.constant('tagged' as const), key: fc.constantFrom('topic', 'rating', 'other'), value: word }),
    fc.record({ type: fc.constant('node-entered' as const), node: word }),
    fc.record(
      {
        type: fc.constant('call-ended' as const),
        disposition: fc.constantFrom('completed' as const, 'abandoned-in-queue' as const, 'answered' as const),
        status: word,
        seconds,
      },
      { requiredKeys: ['type', 'disposition', 'status'] },
    ),
  );

const anyTurnKey = fc.oneof(
  fc.nat(15).map((turn) => `c.${turn}`),
  fc.nat(3).map((turn) => `w.${turn}`),
  fc.constantFrom('n.status', 'n.recording', 'n.talk.CA1.3'),
);

/** The turns of call `sid`: any facts, many at one instant, none of the keys twice. */
export const anyTurns = (sid: CallSid, word = fc.string({ maxLength: 12 })): fc.Arbitrary<readonly Turn[]> =>
  fc.uniqueArray(
    fc.record({
      call: fc.constant(sid),
      turn: anyTurnKey,
      at: fc.nat(5).map((place) => NOON + place),
      facts: fc.array(anyFact(word), { minLength: 1, maxLength: 4 }),
    }),
    { selector: ({ turn }) => turn, minLength: 1, maxLength: 12 },
  );

/** The same turns in another order, some of them more than once. */
export const anyDelivery = (turns: readonly Turn[]): fc.Arbitrary<readonly Turn[]> =>
  fc
    .shuffledSubarray([...turns])
    .chain((again) => fc.shuffledSubarray([...turns, ...again], { minLength: turns.length + again.length }));

/** The facts of turns, each with its place. */
export const factsOf = (turns: readonly Turn[]): readonly RecordedFact[] =>
  turns.flatMap(({ turn, at, facts }) => facts.map((fact, index) => ({ turn, index, at, fact })));
