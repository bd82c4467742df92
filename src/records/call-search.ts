import type { CallRecord, RecordedFact } from '../calls/call-record.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { CallFilter } from './call-filter.ts';

/** A call as a list has it: without what grows with the call, and without what only its writer asks for. */
export type CallSummary = Omit<CallRecord, 'nodes' | 'visits' | 'lastAt' | 'lastTurn' | 'lastIndex'>;

/** Where a page begins: after this call, in the order of pages. */
export interface PageStart {
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly sid: CallSid;
}

/** Calls, the latest first; of two that started together the one with the greater CallSid. */
export interface CallPage {
  readonly calls: readonly CallSummary[];
  /** Where the next page begins; absent on the last. */
  readonly next?: PageStart;
}

/** A call with all that is known of it, in the order in which it happened. */
export interface FoundCall {
  readonly call: CallRecord;
  readonly facts: readonly RecordedFact[];
}

/**
 * The record of calls, as those read it who look for something. Every method rejects where the database cannot be
 * reached.
 */
export interface CallSearch {
  /** At most `limit` calls, after `start` where it is given. */
  findPage(filter: CallFilter, page: { readonly limit: number; readonly start?: PageStart }): Promise<CallPage>;
  findCall(sid: CallSid): Promise<FoundCall | undefined>;
  /** Every call that meets the filter, whole: a batch at a time and the latest first. Ends when whoever reads stops. */
  stream(filter: CallFilter): AsyncIterable<readonly CallRecord[]>;
}
