import fc from 'fast-check';
import type { CallRecord } from '../../src/calls/call-record.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { LEVELS } from '../../src/flow/variables.ts';
import type { CallFilter } from '../../src/records/call-filter.ts';
import { DISPOSITIONS } from '../../src/records/read-filter.ts';
import { toSearchable } from '../../src/records/searchable-text.ts';
import { isE164 } from '../../src/values/phone-number.ts';
import { callSid, type Turn } from './journal-entries.ts';
import { nameCaller } from './name-caller.ts';

const NUMBERS = ['+442079460123', '+442079460124', '+8613800138123', '+85291230000', '+34600000001'];
const DIALLED = ['+442079460000', '+85230000000'];
const QUEUES = ['login', 'payment-status', 'general'];
const NODES = ['hotline/main-menu', 'payment/menu', 'payment/say-status', 'identify/enter-code'];
const TOPICS = ['login', 'payment', "it's 100%_\\"];
const LANGUAGES = ['en', 'zh-CN', 'es'];
const REGIONS = ['gb', 'cn', 'hk'];
const RELEASES = ['r1', 'r2'];
const RATINGS = ['1', '5'];

/** Names and words as they come: scripts, marks, markup, signs that mean something somewhere, and what cannot be stored. */
export const WORDS = [
  "Zoë O'Brien",
  '李明',
  'شركة \u200F(OK)\u200F Pay',
  '<b>50% off</b> & more',
  'a_b\\c "quoted"',
  'my card 💳 was declined 👩‍👧',
  'Straße ÉCLAIR ﬁnally ＯＫ',
  'cut \ud83d and \0 nothing',
  '%',
];

const DAY_MS = 86_400_000;
const OCTOBER = Date.UTC(2025, 9, 1);
/** Some at one instant, some on both sides of a month's end, some months apart. */
const anyStart = fc.oneof(
  fc.constantFrom(OCTOBER, OCTOBER - 1, OCTOBER + DAY_MS),
  fc.nat(150).map((days) => OCTOBER - 60 * DAY_MS + days * DAY_MS),
  fc.nat(3_600_000).map((ms) => OCTOBER + ms),
);

const of = <const Of extends { readonly type: Fact['type'] }>(fact: Of): fc.Arbitrary<Of> => fc.constant(fact);
const maybe = (...facts: readonly fc.Arbitrary<Fact>[]): fc.Arbitrary<readonly Fact[]> =>
  fc.tuple(...facts.map((fact) => fc.option(fact))).map((some) => some.filter((fact) => fact !== null));

const anyRinging: fc.Arbitrary<Fact> = fc.record(
  {
    type: fc.constant('call-started' as const),
    release: fc.constantFrom(...RELEASES),
    dialled: fc.constantFrom(...DIALLED),
    caller: fc.constantFrom(...NUMBERS),
    callerName: fc.constantFrom(...WORDS),
  },
  { requiredKeys: ['type', 'release', 'dialled'] },
);

const tagged = (key: string, values: readonly string[]): fc.Arbitrary<Fact> =>
  fc.constantFrom(...values).map((value) => ({ type: 'tagged', key, value }));

const anyWait: fc.Arbitrary<readonly Fact[]> = fc
  .tuple(fc.constantFrom(...QUEUES), fc.nat(900), fc.constantFrom('left', 'bridged', 'hung-up'))
  .map(([queue, waitSeconds, result]) => [
    { type: 'queue-joined', queue },
    { type: 'queue-left', queue, result, waitSeconds },
  ]);

const anyEnd: fc.Arbitrary<Fact> = fc.oneof<fc.Arbitrary<Fact>[]>(
  fc
    .constantFrom('completed' as const, 'caller-hung-up' as const, 'failed' as const)
    .map((disposition) => ({ type: 'call-ended', disposition, status: 'completed' })),
  of({ type: 'reaped' }),
);

/** The facts of a call, those of one turn together. */
const anyTurnsOfFacts: fc.Arbitrary<readonly (readonly Fact[])[]> = fc.tuple(
  anyRinging.map((fact) => [fact]),
  maybe(
    fc.constantFrom(...LANGUAGES).map((language) => ({ type: 'language-set', language }) as const),
    fc.constantFrom(...REGIONS).map((region) => ({ type: 'region-set', region }) as const),
    tagged('topic', TOPICS),
    tagged('rating', RATINGS),
    fc.constantFrom(...LEVELS).map((level) => ({ type: 'verified', level }) as const),
    fc.nat(900).map((talkSeconds) => ({ type: 'dialled', outcome: 'completed', talkSeconds }) as const),
    fc.constantFrom(...WORDS).map((text) => ({ type: 'transcribed', recording: 'RE1', text }) as const),
  ),
  fc
    .array(fc.constantFrom(...NODES), { maxLength: 5 })
    .map((nodes) => nodes.map((node) => ({ type: 'node-entered', node }) as const)),
  fc.array(anyWait, { maxLength: 2 }).map((waits) => waits.flat()),
  maybe(anyEnd),
);

/** Calls that differ in whatever calls are looked for by, numbered from 1. */
export const anySearchedCalls = (count: number): fc.Arbitrary<readonly (readonly Turn[])[]> =>
  fc
    .array(fc.tuple(anyStart, anyTurnsOfFacts), { minLength: count, maxLength: count })
    .map((calls) =>
      calls.map(([at, turns], number) =>
        turns
          .map((facts, turn) => ({ call: callSid(number + 1), turn: `c.${turn}`, at: at + turn * 1000, facts }))
          .filter(({ facts }) => facts.length > 0),
      ),
    );

const anyPartOf = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 6 }))
    .map(([from, length]) => text.slice(from, from + length));

/** Any filter: of what the calls above have, and of what none has. */
export const anyFilter: fc.Arbitrary<CallFilter> = fc.record(
  {
    from: anyStart,
    to: anyStart.map((at) => at + 40 * DAY_MS),
    callerKey: fc
      .constantFrom(...NUMBERS.filter(isE164), '+10000000000' as const)
      .map((number) => (isE164(number) ? nameCaller(number) : '')),
    callerTail: fc.constantFrom('0123', '123', '23', '3', '9999', '%', '_'),
    dialled: fc.constantFrom(...DIALLED, '+1'),
    queue: fc.constantFrom(...QUEUES, "'; drop table calls"),
    topic: fc.constantFrom(...TOPICS, '%', 'a\0b'),
    node: fc.constantFrom(...NODES, 'payment/%'),
    disposition: fc.constantFrom(...DISPOSITIONS),
    language: fc.constantFrom(...LANGUAGES),
    region: fc.constantFrom(...REGIONS, 'es'),
    release: fc.constantFrom(...RELEASES),
    rating: fc.constantFrom(...RATINGS),
    verification: fc.constantFrom(...LEVELS),
    waitedOver: fc.nat(900),
    talkedOver: fc.nat(900),
    text: fc.oneof(fc.constantFrom(...WORDS).chain(anyPartOf), fc.constantFrom('%', '_', "'", 'ok', '💳', 'card')),
  },
  { requiredKeys: [] },
);

/** Whether a call meets a filter, told as plainly as may be: what a search is held to. */
export function meets(call: CallRecord, filter: CallFilter): boolean {
  const { caller, callerName, transcript } = call;
  const isAs = <Value>(asked: Value | undefined, is: (asked: Value) => boolean): boolean =>
    asked === undefined || is(asked);
  const words = [callerName, transcript].filter((text) => text !== undefined).map(toSearchable);
  return (
    isAs(filter.from, (from) => call.startedAt >= from) &&
    isAs(filter.to, (to) => call.startedAt < to) &&
    isAs(filter.callerKey, (key) => caller !== undefined && isE164(caller) && nameCaller(caller) === key) &&
    isAs(filter.callerTail, (tail) => call.callerTail?.endsWith(tail) ?? false) &&
    isAs(filter.dialled, (dialled) => call.dialled === dialled) &&
    isAs(filter.queue, (queue) => call.queues.includes(queue)) &&
    isAs(filter.topic, (topic) => call.topic === topic) &&
    isAs(filter.node, (node) => call.nodes.includes(node)) &&
    isAs(filter.disposition, (disposition) => (call.disposition ?? 'running') === disposition) &&
    isAs(filter.language, (language) => call.language === language) &&
    isAs(filter.region, (region) => call.region === region) &&
    isAs(filter.release, (release) => call.release === release) &&
    isAs(filter.rating, (rating) => call.rating === rating) &&
    isAs(filter.verification, (level) => call.verification === level) &&
    isAs(filter.waitedOver, (seconds) => call.waitedSeconds > seconds) &&
    isAs(filter.talkedOver, (seconds) => call.talkSeconds > seconds) &&
    isAs(filter.text, (text) => words.some((of) => of.includes(toSearchable(text))))
  );
}
