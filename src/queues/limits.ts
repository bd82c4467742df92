/** How often something may happen: at most `limit` times in any stretch of so many seconds. */
export interface Limit {
  readonly limit: number;
  readonly windowSeconds: number;
}

/** Whether it may happen now. `remaining` times are left in this stretch. */
export interface Taken {
  readonly allowed: boolean;
  readonly remaining: number;
}

/**
 * Counts that must not be lost, over all processes: tries at a PIN, text messages sent.
 *
 * Every method rejects with a `LimitsUnavailable` where the count cannot be kept for certain; who asked then has to act
 * as if nothing were left.
 */
export interface Limits {
  /** Counts one, if there is one left. What is refused does not count. */
  take(key: string, limit: Limit): Promise<Taken>;
  /** Takes back the last one counted, such as a try that was right. Nothing where there is none. */
  giveBack(key: string): Promise<void>;
}

/** The count could not be kept, or not in as many places as it has to be. */
export class LimitsUnavailable extends Error {
  override readonly name = 'LimitsUnavailable';
}

/** The same counts, under keys in which a caller's name by `nameCaller` stands instead of their number. */
export function withoutNumbers(limits: Limits, nameCaller: (number: string) => string): Limits {
  const named = (key: string): string => key.replaceAll(/\+\d{7,}/g, nameCaller);
  return {
    take: (key, limit) => limits.take(named(key), limit),
    giveBack: (key) => limits.giveBack(named(key)),
  };
}

/** `Limits` for one process without Redis. `now` gives epoch milliseconds. */
export function createMemoryLimits(now: () => number): Limits {
  const counted = new Map<string, readonly number[]>();
  return {
    async take(key, { limit, windowSeconds }) {
      const at = now();
      const recent = (counted.get(key) ?? []).filter((time) => time > at - windowSeconds * 1000);
      const allowed = recent.length < limit;
      const kept = allowed ? [...recent, at] : recent;
      counted.set(key, kept);
      return { allowed, remaining: Math.max(0, limit - kept.length) };
    },
    async giveBack(key) {
      counted.set(key, (counted.get(key) ?? []).slice(0, -1));
    },
  };
}
