import type { Fact } from '../flow/facts.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { E164 } from '../values/phone-number.ts';
import type { CallRecord, RecordedFact } from './call-record.ts';

/** The facts of one turn, as the journal carries them. The id of a fact is its call, the turn's key and its index. */
export interface JournalEntry {
  /** What the journal calls this entry. */
  readonly entry: string;
  /** The stream that holds it, 0 to 63. */
  readonly shard: number;
  readonly call: CallSid;
  /** Lane and turn, such as `c.3` for the caller's third, `w.5` for the wait document, `n.status` for a notice. */
  readonly turn: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly facts: readonly Fact[];
}

/**
 * The reading end of the journal, for one consumer of the group that all processes share.
 *
 * Each entry is given to a consumer at least once. What a consumer read and did not acknowledge is given again: to
 * itself after a restart, to another one when it has lain idle.
 */
export interface JournalSource {
  /** The next entries, oldest first within a shard: about `count` of them, and none where none wait. */
  read(count: number): Promise<readonly JournalEntry[]>;
  /** Takes entries off the journal for good, because they are stored. */
  acknowledge(entries: readonly JournalEntry[]): Promise<void>;
  /** Takes entries off the journal that can never be stored, and keeps them where a person can look at them. */
  putAside(entries: readonly JournalEntry[]): Promise<void>;
  /** How many entries are on the journal, read or not. */
  countWaiting(): Promise<number>;
}

/** What was erased of a caller's calls, and what is left of them elsewhere. */
export interface ErasedCalls {
  /** Calls that no longer say who called. */
  readonly calls: number;
  /** Recordings of these calls, which the carrier keeps. */
  readonly recordings: readonly string[];
}

/** The durable record of calls. */
export interface CallLog {
  /**
   * Stores facts and what follows from them, all or nothing of each call; facts that are stored already change nothing.
   *
   * Resolves to the entries that can never be stored because of what they hold. Rejects where the database cannot be
   * reached or cannot do it now: then some calls may be stored and others not, and the same entries are to come again.
   */
  record(entries: readonly JournalEntry[]): Promise<readonly JournalEntry[]>;
  findCall(sid: CallSid): Promise<CallRecord | undefined>;
  /** The facts of a call in the order in which they happened; none where the call is unknown. */
  factsOf(sid: CallSid): Promise<readonly RecordedFact[]>;
  /** Takes a caller's number and name out of all their calls, all or nothing; the calls stay, without a caller. */
  eraseCaller(caller: E164): Promise<ErasedCalls>;
}
