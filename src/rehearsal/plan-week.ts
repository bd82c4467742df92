import type { CallSid } from '../values/call-sid.ts';
import type { E164 } from '../values/phone-number.ts';
import { createRandom, type Random } from './random.ts';

/** What a made-up caller rings about: the labels of the ways that they choose where they are offered. */
export type Purpose = readonly string[];

/** Somebody who will ring. */
export interface PlannedCall {
  readonly sid: CallSid;
  /** Epoch milliseconds. */
  readonly startsAt: number;
  readonly caller: E164;
  readonly callerName?: string;
  readonly dialled: string;
  readonly language: string;
  readonly purpose: Purpose;
  /** How long they wait for a person. */
  readonly patienceSeconds: number;
  readonly random: Random;
}

/** Where people ring from. */
export interface Place {
  readonly region: string;
  /** The hotline's number there. */
  readonly dialled: string;
  /** Milliseconds from UTC at an instant. */
  readonly offsetMsAt: (at: number) => number;
  readonly callers: readonly { readonly phone: E164; readonly name: string; readonly language: string }[];
}

export interface WeekOptions {
  /** The week ends here, epoch milliseconds. */
  readonly until: number;
  readonly places: readonly Place[];
  readonly seed: number;
  readonly toSid: (number: number) => CallSid;
}

const HOUR_MS = 3_600_000;
const HOURS = 7 * 24;
/** Calls in an hour of a working day, in all regions together, by the hour of the day where the caller is. */
const BUSY: readonly number[] = [
  0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 0.7, 1.6, 3.6, 6.2, 7.4, 6.4, 4.8, 5.2, 6.2, 5.8, 5.0, 4.2, 2.8, 2.0, 1.4, 1.0, 0.7,
  0.4,
];
const WEEKEND_SHARE = 0.35;
const SATURDAY = 6;
const SUNDAY = 0;

const PURPOSES: readonly { readonly weight: number; readonly purpose: Purpose }[] = [
  { weight: 22, purpose: ['payment', 'status', 'latest', 'last-payments', 'by-number', 'sms'] },
  { weight: 16, purpose: ['payment', 'failed', 'look-up', 'latest', 'last-payments', 'sms', 'why', 'text-me'] },
  { weight: 9, purpose: ['payment', 'failed', 'advice', 'change-method'] },
  { weight: 9, purpose: ['cross-border', 'quote', 'another-amount', 'asia', 'europe', 'text-me'] },
  { weight: 8, purpose: ['cross-border', 'track', 'email', 'sms'] },
  { weight: 9, purpose: ['login', 'sign-in', 'new-password', 'this-number', 'locked'] },
  { weight: 6, purpose: ['login', 'code', 'by-text', 'by-email'] },
  { weight: 4, purpose: ['login', 'register', 'unfinished', 'sms'] },
  { weight: 5, purpose: ['other', 'bills', 'next-bill', 'sms', 'text-me'] },
  { weight: 4, purpose: ['other', 'opening-hours', 'enough'] },
  { weight: 3, purpose: ['other', 'offers', 'next-offer'] },
  { weight: 4, purpose: ['complaint', 'suggestion'] },
  { weight: 3, purpose: ['payment', 'suspicious-payment', 'without-number'] },
  { weight: 12, purpose: ['payment', 'cross-border', 'login', 'agent', 'callback', 'message'] },
];

/** A believable week of calls, in the order in which they begin. The same seed and the same end give the same week. */
export function planWeek({ until, places, seed, toSid }: WeekOptions): readonly PlannedCall[] {
  const random = createRandom(seed);
  const planned = Array.from({ length: HOURS }, (_, hour) => until - (HOURS - hour) * HOUR_MS).flatMap((from) =>
    places.flatMap((place) => planHour(from, place, { random, share: 1 / places.length })),
  );
  return planned
    .toSorted((one, other) => one.startsAt - other.startsAt)
    .map((call, number) => ({ ...call, sid: toSid(number) }));
}

interface Chances {
  readonly random: Random;
  /** Of all calls, those from this place. */
  readonly share: number;
}

type Unnamed = Omit<PlannedCall, 'sid'>;

function planHour(from: number, place: Place, { random, share }: Chances): readonly Unnamed[] {
  const local = new Date(from + place.offsetMsAt(from));
  const isWeekend = [SATURDAY, SUNDAY].includes(local.getUTCDay());
  const expected = (BUSY[local.getUTCHours()] ?? 0) * share * (isWeekend ? WEEKEND_SHARE : 1);
  const calls = Math.floor(expected + random.next());
  return Array.from({ length: calls }, () => planCall(from + random.between(0, HOUR_MS - 1), place, random));
}

/** Most callers have an account here; the others ring from a number that is not known. */
const STRANGERS = 0.35;
const PATIENCE = { least: 40, most: 900 };

function planCall(startsAt: number, { dialled, callers }: Place, random: Random): Unnamed {
  const known = random.pick(callers);
  const isStranger = !known || random.chance(STRANGERS);
  const phone = isStranger ? strangersNumber(dialled, random) : known.phone;
  return {
    startsAt,
    caller: phone,
    ...(isStranger ? {} : { callerName: known.name }),
    dialled,
    language: known?.language ?? 'en',
    purpose: random.pick(PURPOSES, ({ weight }) => weight)?.purpose ?? [],
    patienceSeconds: random.between(PATIENCE.least, PATIENCE.most),
    random: createRandom(random.between(0, 2 ** 31)),
  };
}

/** Beside the hotline's own number, so that it belongs to nobody either. */
const strangersNumber = (dialled: string, random: Random): E164 =>
  `${dialled.slice(0, -2)}${String(random.between(20, 99))}` as E164;
