import { type Change, type CodeState, NO_CODES } from './code-state.ts';

/**
 * What is kept of each number's codes, over all calls and processes. A subject is a keyed hash of the number.
 *
 * Every method rejects with a `CodesUnavailable` where what it did cannot be kept for certain; nobody is verified then.
 */
export interface CodeLedger {
  /**
   * Changes what is kept of a subject, as one step that no other comes between. `decide` is pure: where another process
   * was faster it is asked again.
   */
  change<Result>(subject: string, decide: (state: CodeState) => Change<Result>): Promise<Result>;
  /** Forgets all that is kept of a subject, its lock too. Tells whether there was anything. */
  forget(subject: string): Promise<boolean>;
}

/** What a code opens could be opened twice or too often, because its use could not be kept. */
export class CodesUnavailable extends Error {
  override readonly name = 'CodesUnavailable';
}

/** A `CodeLedger` for one process without Redis. */
export function createMemoryCodeLedger(): CodeLedger {
  const kept = new Map<string, CodeState>();
  return {
    async change(subject, decide) {
      const { state, result } = decide(kept.get(subject) ?? NO_CODES);
      kept.set(subject, state);
      return result;
    },
    forget: async (subject) => kept.delete(subject),
  };
}
