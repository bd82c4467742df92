import type { Language } from '../values/language.ts';
import type { E164 } from '../values/phone-number.ts';

/** A call that somebody made. */
export interface RecentCall {
  /** When it began, epoch milliseconds; tells two calls of one caller apart. */
  readonly at: number;
  /** What it was about, once it was known. */
  readonly topic?: string;
}

/** What is remembered of a caller. */
export interface KnownCaller {
  readonly language: Language;
  /** Absent where no call has told it. */
  readonly region?: string;
  /** Calls so far, the forgotten ones included. */
  readonly calls: number;
  /** The last few, the newest first. */
  readonly recent: readonly RecentCall[];
}

/** What one call tells of its caller. */
export interface Acquaintance extends RecentCall {
  readonly language: Language;
  readonly region?: string;
}

/**
 * Callers who are known from earlier calls, each under a name that only whoever holds the key can make of their number.
 * A caller who has not called for the retention time is forgotten.
 *
 * Every method rejects where the store does not answer in time.
 */
export interface KnownCallers {
  find(caller: E164): Promise<KnownCaller | undefined>;
  /** Keeps what a call tells; the same call again adds nothing but what is new in it. */
  remember(caller: E164, told: Acquaintance): Promise<void>;
  /** False where nothing was remembered. */
  forget(caller: E164): Promise<boolean>;
}

/** Recent calls that are remembered of one caller. */
export const MAX_RECENT = 5;

/** Makes the name under which a caller is kept. */
export type NameCaller = (caller: E164) => string;

/** What is known once another call, or the same call again, has told what it knows. */
export function acquainted(known: KnownCaller | undefined, told: Acquaintance): KnownCaller {
  const { language, at } = told;
  const region = told.region ?? known?.region;
  const before = known?.recent ?? [];
  const same = before.find((call) => call.at === at);
  const topic = told.topic ?? same?.topic;
  const call: RecentCall = { at, ...(topic === undefined ? {} : { topic }) };
  const recent = [...before.filter((other) => other !== same), call].toSorted((one, other) => other.at - one.at);
  return {
    language,
    ...(region === undefined ? {} : { region }),
    calls: (known?.calls ?? 0) + (same ? 0 : 1),
    recent: recent.slice(0, MAX_RECENT),
  };
}
