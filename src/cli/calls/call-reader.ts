import type { CallSummaryView, CallView } from '../../records/call-view.ts';
import type { AskedFilter } from '../../records/read-filter.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import type { CallSid } from '../../values/call-sid.ts';
import type { WrongUsage } from '../wrong-usage.ts';

/** Calls, the latest first, and where the next page begins, if there is one. */
export interface ShownPage {
  readonly calls: readonly CallSummaryView[];
  readonly next?: string | undefined;
}

/** A call with all that is told of it; instants in ISO 8601. */
export interface ShownCall {
  readonly call: CallView;
  readonly story: string;
  readonly timeline: readonly (Omit<TimelineEntry, 'at'> & { readonly at: string })[];
}

/** The record of calls as commands read it: in the database, or by way of the hotline that has it open. */
export interface CallReader {
  findCalls(
    asked: AskedFilter,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<ShownPage | WrongUsage>;
  findCall(sid: CallSid): Promise<ShownCall | undefined>;
}
