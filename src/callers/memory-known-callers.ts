import { acquainted, type KnownCaller, type KnownCallers, type NameCaller } from './known-callers.ts';

export interface MemoryKnownCallersOptions {
  readonly nameCaller: NameCaller;
  /** For how long after their last call somebody is remembered. */
  readonly retentionMs: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** More than a laptop is ever called by; the one who has not called for longest goes first. */
const MAX_CALLERS = 10_000;

interface Kept {
  readonly known: KnownCaller;
  readonly until: number;
}

/** `KnownCallers` of one process, for where there is no Redis: nothing outlasts it. */
export function createMemoryKnownCallers({ nameCaller, retentionMs, now }: MemoryKnownCallersOptions): KnownCallers {
  const callers = new Map<string, Kept>();

  const knownAs = (name: string): KnownCaller | undefined => {
    const kept = callers.get(name);
    if (kept && kept.until > now()) return kept.known;
    callers.delete(name);
    return undefined;
  };

  return {
    find: async (caller) => knownAs(nameCaller(caller)),
    async remember(caller, told) {
      const name = nameCaller(caller);
      const known = acquainted(knownAs(name), told);
      callers.delete(name);
      callers.set(name, { known, until: now() + retentionMs });
      const [oldest] = callers.keys();
      if (callers.size > MAX_CALLERS && oldest !== undefined) callers.delete(oldest);
    },
    async forget(caller) {
      const name = nameCaller(caller);
      const isKnown = knownAs(name) !== undefined;
      callers.delete(name);
      return isKnown;
    },
  };
}
