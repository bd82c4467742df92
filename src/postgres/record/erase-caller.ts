import { type Kysely, sql } from 'kysely';
import type { ErasedCalls } from '../../calls/journal.ts';
import type { CallSid } from '../../values/call-sid.ts';
import type { E164 } from '../../values/phone-number.ts';
import type { Tables } from '../tables.ts';
import type { Month } from './months.ts';

/**
 * Takes a caller out of the rows of their calls, and out of the facts that the rows are derived from. `key` is the keyed
 * hash of the number: it finds calls that no longer have the number itself, and with it goes what they could be found by.
 */
export const eraseCaller = (
  database: Kysely<Tables>,
  { caller, key }: { readonly caller: E164; readonly key: string },
): Promise<ErasedCalls> =>
  database.transaction().execute(async (transaction) => {
    // Locked as the writer locks them, in the order of their ids: what it has read before it cannot write back.
    const { rows } = await sql<{ readonly sid: CallSid; readonly month: Month }>`
      select sid, month from calls where caller_key = ${key} or caller = ${caller} order by sid for update
    `.execute(transaction);
    if (rows.length === 0) return { calls: 0, recordings: [] };
    const sids = rows.map(({ sid }) => sid);
    const months = [...new Set(rows.map(({ month }) => month))];
    const theirs = sql`month = any(${months}::date[]) and call_sid = any(${sids})`;
    await sql`
      update call_facts set fact = fact - 'caller' - 'callerName'
      where ${theirs} and type = 'call-started'`.execute(transaction);
    await sql`update call_facts set fact = fact - 'text' where ${theirs} and type = 'transcribed'`.execute(transaction);
    await sql`
      update calls set caller = null, caller_key = null, caller_tail = null, caller_name = null, transcript = null
      where month = any(${months}::date[]) and sid = any(${sids})`.execute(transaction);
    const recorded = await sql<{ readonly recording: string }>`
      select distinct fact ->> 'recording' as recording from call_facts
      where ${theirs} and type in ('recorded', 'recording-ready') order by 1`.execute(transaction);
    return { calls: sids.length, recordings: recorded.rows.map(({ recording }) => recording) };
  });
