import type { AskedFilter } from '../../records/read-filter.ts';
import type { ShownCall, ShownPage } from '../../records/shown-calls.ts';
import type { CallSid } from '../../values/call-sid.ts';
import type { WrongUsage } from '../wrong-usage.ts';

/** The record of calls as commands read it: in the database, or by way of the hotline that has it open. */
export interface CallReader {
  findCalls(
    asked: AskedFilter,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<ShownPage | WrongUsage>;
  findCall(sid: CallSid): Promise<ShownCall | undefined>;
}
