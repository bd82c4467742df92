import fc from 'fast-check';
import type { Fact } from '../../src/flow/facts.ts';
import type { CallSid } from '../../src/values/call-sid.ts';
import type { Turn } from './journal-entries.ts';

const HALF_DAY_MS = 43_200_000;

const anyNode = fc.constantFrom('hotline/welcome', 'hotline/main-menu', 'payment/menu', 'payment/say-status');
const anyQueue = fc.constantFrom('general', 'login', 'payment-status');

const fact = <const Of extends { readonly type: Fact['type'] }>(of: Of): fc.Arbitrary<Of> => fc.constant(of);

const anyStart = fc.record(
  {
    type: fc.constant('call-started' as const),
    release: fc.constant('r1'),
    dialled: fc.constant('+442079460000'),
    caller: fc.constantFrom('+442079460123', '+8613800138000', '+34600000001'),
    agent: fc.constant('agent-1'),
  },
  { requiredKeys: ['type', 'release', 'dialled'] },
);
/** Nearly always of a caller. */
const anyCallersStart = anyStart.map(
  ({ agent, ...start }): Fact => (agent && start.caller === '+34600000001' ? { ...start, agent } : start),
);

/** What may happen in the middle of a call. */
const anyMiddle: fc.Arbitrary<Fact> = fc.oneof<fc.Arbitrary<Fact>[]>(
  ...[1, 2, 3].map(() => fc.record({ type: fc.constant('node-entered' as const), node: anyNode })),
  fc.record({
    type: fc.constant('missed' as const),
    node: anyNode,
    cause: fc.constantFrom('no-input' as const, 'no-match' as const),
  }),
  fc.record({ type: fc.constant('exhausted' as const), node: anyNode }),
  fc.record({
    type: fc.constant('chosen' as const),
    node: anyNode,
    exit: fc.constantFrom('always-agent', 'status'),
    by: fc.constant('key' as const),
  }),
  fc.record({
    type: fc.constant('hours-checked' as const),
    calendar: fc.constant('gb'),
    state: fc.constantFrom('open', 'closed', 'odd'),
    layer: fc.constantFrom('weekly', 'holiday'),
    rule: fc.constant('monday'),
  }),
  fc.record({ type: fc.constant('region-set' as const), region: fc.constantFrom('gb', 'cn') }),
  fc.record({
    type: fc.constant('tagged' as const),
    key: fc.constant('topic'),
    value: fc.constantFrom('login', 'payment'),
  }),
  fc.record({
    type: fc.constant('tagged' as const),
    key: fc.constant('rating'),
    value: fc.constantFrom('1', '2', '3', '4', '5', 'nine'),
  }),
  ...[1, 2].map(() => fc.record({ type: fc.constant('queue-joined' as const), queue: anyQueue })),
  ...[1, 2].map(() =>
    fc.record({
      type: fc.constant('queue-left' as const),
      queue: anyQueue,
      result: fc.constantFrom('bridged', 'bridged', 'left', 'full', 'hung-up'),
      waitSeconds: fc.oneof(
        fc.nat(30),
        fc.nat(5000),
        fc.nat(90_000).map((ms) => ms / 1000),
      ),
      exit: fc.constantFrom('callback', 'message', 'timeout'),
    }),
  ),
  fact({ type: 'service-asked', service: 'payments.status' }),
  fc.record({
    type: fc.constant('service-answered' as const),
    service: fc.constant('payments.status'),
    outcome: fc.constantFrom('found', 'unavailable'),
    tookMs: fc.constant(20),
  }),
  fc.record({
    type: fc.constant('service-answered' as const),
    service: fc.constant('identity.send-code'),
    outcome: fc.constantFrom('sent-by-sms', 'sent-by-email', 'too-soon'),
    tookMs: fc.constant(20),
  }),
  fc.record({
    type: fc.constant('service-answered' as const),
    service: fc.constant('identity.check-code'),
    outcome: fc.constantFrom('verified-by-sms', 'verified-by-email', 'wrong', 'expired', 'locked'),
    tookMs: fc.constant(20),
  }),
  fact({ type: 'callback-requested', queue: 'general' }),
  fact({ type: 'recorded', purpose: 'voicemail', recording: 'RE1', seconds: 9 }),
  fc.record({
    type: fc.constant('dialled' as const),
    outcome: fc.constantFrom('completed', 'busy'),
    talkSeconds: fc.nat(100),
  }),
);

const anyEnd: fc.Arbitrary<Fact> = fc.oneof<fc.Arbitrary<Fact>[]>(
  fc.record({
    type: fc.constant('call-ended' as const),
    disposition: fc.constantFrom(
      'completed',
      'caller-hung-up',
      'abandoned-in-queue',
      'answered',
      'no-answer',
      'failed',
    ),
    status: fc.constant('completed'),
  }),
  fact({ type: 'reaped' }),
);

/** How long it is from one fact to the next: mostly seconds, now and then past a border of half-hours. */
const anyStep = fc.oneof(fc.nat(20_000), fc.nat(20_000), fc.nat(2_000_000), fc.constant(0));

/** Facts of one instant are told in an order by their lanes. */
const anyLane = fc.constantFrom('c', 'c', 'c', 'w', 'a', 'n');

/**
 * The turns of a call: it begins within half a day of an instant, or up to `days` later, and each fact is a turn. Some calls
 * lack their beginning or their end.
 */
export const anyReportedCall = (
  sid: CallSid,
  { around, days }: { readonly around: number; readonly days: number },
): fc.Arbitrary<readonly Turn[]> =>
  fc
    .record({
      at: fc.integer({ min: around - HALF_DAY_MS, max: around + HALF_DAY_MS }),
      later: fc.nat(days),
      start: fc.option(anyCallersStart, { freq: 9 }),
      /** Now and then the beginning is told after something else. */
      startPlace: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(2)),
      middle: fc.array(fc.tuple(anyStep, anyMiddle, anyLane), { maxLength: 12 }),
      end: fc.option(fc.tuple(anyStep, anyEnd, fc.constant('n' as const)), { freq: 6 }),
    })
    .map(({ at, later, start, startPlace, middle, end }) => {
      let now = at + later * 2 * HALF_DAY_MS;
      const told: readonly (readonly [number, Fact, string])[] = [
        ...middle.slice(0, startPlace),
        ...(start ? [[0, start, 'c'] as const] : []),
        ...middle.slice(startPlace),
        ...(end ? [end] : []),
      ];
      return told.map(([step, one, lane], place) => {
        now += step;
        return { call: sid, turn: lane === 'n' ? `n.told-${place}` : `${lane}.${place}`, at: now, facts: [one] };
      });
    })
    .filter((turns) => turns.length > 0);
