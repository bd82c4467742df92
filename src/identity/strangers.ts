import type { Limit, Limits } from '../queues/limits.ts';
import { CODE_RULES } from './codes/code-state.ts';
import type { KeyedHashes } from './codes/keyed-hashes.ts';

/** What is counted of whoever asks about a number that is not the one they ring from. */
type Counted = 'asked' | 'wrong';

const DAY_SECONDS = 86_400;
const HOUR_SECONDS = 3600;

/** From one telephone, about all other numbers together. */
const OF_ONE: Readonly<Record<Counted, Limit>> = {
  asked: { limit: 10, windowSeconds: DAY_SECONDS },
  // One too few to lock anybody: a single telephone keeps no customer out.
  wrong: { limit: CODE_RULES.failuresToLock - 1, windowSeconds: DAY_SECONDS },
};

/** From all who withhold their number: they cannot be told apart. */
const OF_WITHHELD: Limit = { limit: 30, windowSeconds: HOUR_SECONDS };

export interface Stranger {
  readonly what: Counted;
  /** E.164: which number it is about. */
  readonly number: string;
  /** The number that rings, where it is known. */
  readonly caller: string | undefined;
}

/** Under which key it is counted; none where callers ask about the number they ring from, which has limits of its own. */
export const strangerKey = (
  { what, number, caller }: Stranger,
  { subjectOf }: Pick<KeyedHashes, 'subjectOf'>,
): string | undefined =>
  number === caller ? undefined : `codes:${what}:${caller === undefined ? 'withheld' : subjectOf(caller)}`;

/** Counts one, the same whether there is an account or not. A number can be forged: it makes attacks dearer, not impossible. */
export async function takeAsStranger(
  stranger: Stranger,
  { limits, hashes }: { readonly limits: Limits; readonly hashes: KeyedHashes },
): Promise<'counted' | 'not-counted' | 'refused'> {
  const key = strangerKey(stranger, hashes);
  if (key === undefined) return 'not-counted';
  const limit = stranger.caller === undefined ? OF_WITHHELD : OF_ONE[stranger.what];
  return (await limits.take(key, limit)).allowed ? 'counted' : 'refused';
}
