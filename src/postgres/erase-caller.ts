import { type Kysely, sql } from 'kysely';
import type { ErasedCalls } from '../calls/journal.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { E164 } from '../values/phone-number.ts';
import type { Tables } from './tables.ts';

/** Takes a caller out of the rows of their calls, and out of the facts that the rows are derived from. */
export const eraseCaller = (database: Kysely<Tables>, caller: E164): Promise<ErasedCalls> =>
  database.transaction().execute(async (transaction) => {
    // Locked as the writer locks them, in the order of their ids: what it has read before it cannot write back.
    const { rows } = await sql<{ readonly sid: CallSid }>`
      select sid from calls where caller = ${caller} order by sid for update`.execute(transaction);
    const sids = rows.map(({ sid }) => sid);
    if (sids.length === 0) return { calls: 0, recordings: [] };
    await sql`
      update call_facts set fact = fact - 'caller' - 'callerName'
      where call_sid = any(${sids}) and type = 'call-started'`.execute(transaction);
    await sql`
      update calls set caller = null, caller_tail = null, caller_name = null
      where sid = any(${sids})`.execute(transaction);
    const recorded = await sql<{ readonly recording: string }>`
      select distinct fact ->> 'recording' as recording from call_facts
      where call_sid = any(${sids}) and type in ('recorded', 'recording-ready') order by 1`.execute(transaction);
    return { calls: sids.length, recordings: recorded.rows.map(({ recording }) => recording) };
  });
