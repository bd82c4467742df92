import { createHmac, hkdfSync } from 'node:crypto';
import type { Counted, Tries } from './tries.ts';

/** What is kept of tries, over all processes. */
export interface TryLedger {
  /** Changes what is kept of a subject, as one step that no other comes between. */
  change<Result>(subject: string, at: number, decide: (tries: Tries) => Counted<Result>): Promise<Result>;
  /** Forgets a subject, its lock too. Resolves to false where there was nothing. */
  forget(subject: string): Promise<boolean>;
}

/** The names under which tries are kept. */
export interface TrySubjects {
  ofAccount(email: string): string;
  ofAddress(address: string): string;
}

const PURPOSE = 'hotline: names of sign-in tries, version 1';
const KEY_BYTES = 32;
/** Hex digits: 128 bits, so that no two ever share one. */
const NAME_LENGTH = 32;

/**
 * Names accounts and addresses by a keyed hash. What is typed as a mail address may be none: people type their password
 * there, which must not be kept as it is.
 */
export function createTrySubjects(secret: string): TrySubjects {
  const key = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
  const nameOf = (kind: string, value: string): string =>
    createHmac('sha256', key)
      .update(JSON.stringify([kind, value]))
      .digest('hex')
      .slice(0, NAME_LENGTH);
  return {
    ofAccount: (email) => nameOf('account', email),
    ofAddress: (address) => nameOf('address', address),
  };
}
