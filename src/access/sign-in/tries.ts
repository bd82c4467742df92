/** How many tries there may be, of one account or from one address. */
export interface TryRules {
  /** So many may fail without a pause. */
  readonly freeTries: number;
  /** So many failures within `withinMs` lock. */
  readonly triesToLock: number;
  readonly withinMs: number;
  readonly lockedMs: number;
}

const MINUTE_MS = 60_000;

/** Of an account. A lock lets whoever knows an address keep its owner out, so that it is short. */
export const ACCOUNT_TRIES: TryRules = {
  freeTries: 3,
  triesToLock: 10,
  withinMs: 60 * MINUTE_MS,
  lockedMs: 15 * MINUTE_MS,
};

/** From an address, over all accounts: an office may have one address for all. */
export const ADDRESS_TRIES: TryRules = {
  freeTries: 20,
  triesToLock: 50,
  withinMs: 60 * MINUTE_MS,
  lockedMs: 15 * MINUTE_MS,
};

/** A pause doubles with each failure, up to this. */
export const LONGEST_PAUSE_MS = MINUTE_MS;
const SHORTEST_PAUSE_MS = 1000;

/** What is kept of an account or an address: plain JSON, instants as epoch milliseconds. */
export interface Tries {
  /** When tries failed, within the rule's stretch. A try counts as failed until it is found right. */
  readonly failed: readonly number[];
  readonly lockedUntil?: number;
}

export const NO_TRIES: Tries = { failed: [] };

/** What becomes of the tries, and what is answered. */
export interface Counted<Result> {
  readonly tries: Tries;
  readonly result: Result;
}

export type Admitted =
  /** `locks` where it is locked from now on, unless this try is found right. */
  | { readonly type: 'go'; readonly locks: boolean }
  /** Not yet; a try that was not looked at does not count. */
  | { readonly type: 'wait'; readonly untilMs: number };

/** Counts a try as failed before it is looked at, if there may be one now: many at once are no way around the rules. */
export function countTry(tries: Tries, at: number, rules: TryRules): Counted<Admitted> {
  const failed = tries.failed.filter((instant) => instant > at - rules.withinMs);
  const pausedUntil = failed.length < rules.freeTries ? 0 : (failed.at(-1) ?? 0) + pauseAfter(failed.length, rules);
  const untilMs = Math.max(tries.lockedUntil ?? 0, pausedUntil);
  if (untilMs > at) return { tries, result: { type: 'wait', untilMs } };
  const counted = [...failed, at];
  const locks = counted.length >= rules.triesToLock;
  const lock = locks ? { lockedUntil: at + rules.lockedMs } : {};
  return { tries: { failed: counted, ...lock }, result: { type: 'go', locks } };
}

/** Takes the try of an instant back, which was found right; a lock that it brought goes with it. */
export function takeBack({ failed, ...lock }: Tries, at: number, rules: TryRules): Tries {
  const place = failed.lastIndexOf(at);
  const others = place < 0 ? failed : failed.toSpliced(place, 1);
  return { failed: others, ...(others.length < rules.triesToLock ? {} : lock) };
}

const pauseAfter = (failures: number, { freeTries }: TryRules): number =>
  Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * 2 ** (failures - freeTries));
