import type { CallSid } from '../../values/call-sid.ts';
import type { Month } from './months.ts';

/** A call that nobody has told the end of. */
export interface SilentCall {
  readonly sid: CallSid;
  /** When it was last heard of, epoch milliseconds. */
  readonly lastAt: number;
}

/** What a run of a job did: counts and months, never a number or a name. */
export type JobDetails = Readonly<Record<string, number | readonly Month[]>>;

/**
 * What looks after the record of calls where it is kept. Every method rejects where the database cannot be reached, or
 * where others are in its way for longer than a second.
 */
export interface RecordKeeping {
  /** Notes the beginning of a run. Nothing where one that did not fail, of any process, began within `everyMs` before. */
  begin(job: string, run: { readonly at: number; readonly everyMs: number }): Promise<number | undefined>;
  end(run: number, end: { readonly at: number; readonly outcome: 'done' | 'failed' } & RunDetails): Promise<void>;
  /** Makes room for a month. False where there was. */
  makeMonth(month: Month): Promise<boolean>;
  /** Takes away the facts of whole months before this one. Gives the months. */
  dropFacts(before: Month): Promise<readonly Month[]>;
  /** Takes away all that is kept of the calls of whole months before this one. Gives the months. */
  dropCalls(before: Month): Promise<readonly Month[]>;
  /** Takes numbers, names and what was understood out of the calls of months before this one. Gives how many had some. */
  forgetCallers(before: Month): Promise<number>;
  /** Calls without an end that were last heard of before this instant, the longest silent first. */
  findSilent(before: number, limit: number): Promise<readonly SilentCall[]>;
}

interface RunDetails {
  readonly details: JobDetails;
}
