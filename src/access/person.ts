import type { Role } from './roles.ts';

/** Who asks the hotline for something: a member of staff, or a command on the hotline's own machine. */
export interface Person {
  readonly id: string;
  /** As the audit and the console name them. */
  readonly name: string;
  readonly roles: readonly Role[];
}

/**
 * It is not known who asks, or not believed: `not-from-our-page` where a session is not backed by the token that a page of
 * ours has.
 */
export interface Refusal {
  readonly refused: 'not-signed-in' | 'session-over' | 'not-from-our-page';
}

/** How it went: it was done, not allowed, or did not work. */
export const OUTCOMES = ['done', 'refused', 'failed'] as const;

/** What somebody did, or was not let do. It never holds a caller's number or words. */
export interface Deed {
  /** Absent where nobody was known. */
  readonly person?: Pick<Person, 'id' | 'name'>;
  /** What it was, in one word, such as `reveal-number`; a permission where one was wanted. */
  readonly action: string;
  readonly outcome: (typeof OUTCOMES)[number];
  /** What it was done to: a CallSid, the id of a person, a masked number. */
  readonly subject?: string;
  /** More of it in few words, such as the roles that were given. */
  readonly detail?: string;
  /** The address that it was asked from. */
  readonly from: string;
}

/**
 * Puts a deed on record. What nobody may do unseen waits for it, and is not done where it rejects.
 */
export type Audit = (deed: Deed) => Promise<void>;
