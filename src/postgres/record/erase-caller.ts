import { type Kysely, sql, type Transaction } from 'kysely';
import type { ErasedCalls } from '../../calls/journal.ts';
import type { Month } from '../../calls/record/months.ts';
import type { CallSid } from '../../values/call-sid.ts';
import type { E164 } from '../../values/phone-number.ts';
import type { Tables } from '../tables.ts';

/** Some calls, and the months in which they are kept. */
interface Calls {
  readonly months: readonly Month[];
  readonly sids: readonly string[];
}

/**
 * Takes a caller out of the rows of their calls, and out of the facts that the rows are derived from. `key` is the keyed
 * hash of the number: it finds calls that no longer have the number itself, and with it goes what they could be found by.
 * What is told of these calls later loses the caller before it can be read.
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
    const calls = { months: [...new Set(rows.map(({ month }) => month))], sids: rows.map(({ sid }) => sid) };
    await eraseCalls(transaction, calls);
    // Who rang again is counted of known callers alone.
    await sql`
      insert into stale_intervals (at)
      select distinct date_bin('30 minutes', started_at, timestamptz 'epoch') from calls
      where month = any(${calls.months}::date[]) and sid = any(${calls.sids})`.execute(transaction);
    const recordings = await findRecordings(transaction, calls);
    const details = JSON.stringify({ calls: rows.length });
    await sql`
      insert into job_runs (job, started_at, ended_at, outcome, details)
      values ('erasure', now(), now(), 'done', ${details})`.execute(transaction);
    return { calls: rows.length, recordings };
  });

/** Takes callers out of calls whose rows are locked, with all that these could be found by. */
export async function eraseCalls(transaction: Transaction<Tables>, calls: Calls): Promise<void> {
  if (calls.sids.length === 0) return;
  await takeOutCallers(transaction, calls);
  await sql`
    update calls set caller_key = null, is_erased = true
    where month = any(${calls.months}::date[]) and sid = any(${calls.sids})`.execute(transaction);
}

/**
 * Takes number, name and what was understood out of calls whose rows are locked, and out of their facts. They are still
 * known to be of one caller by the keyed hash of the number.
 */
export async function takeOutCallers(transaction: Transaction<Tables>, { months, sids }: Calls): Promise<void> {
  if (sids.length === 0) return;
  await sql`
    update call_facts set fact = fact - 'caller' - 'callerName' - 'text'
    where month = any(${months}::date[]) and call_sid = any(${sids}) and type in ('call-started', 'transcribed')
  `.execute(transaction);
  await sql`
    update calls set caller = null, caller_tail = null, caller_name = null, transcript = null, words = null
    where month = any(${months}::date[]) and sid = any(${sids})`.execute(transaction);
}

async function findRecordings(transaction: Transaction<Tables>, { months, sids }: Calls): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly recording: string }>`
    select distinct fact ->> 'recording' as recording from call_facts
    where month = any(${months}::date[]) and call_sid = any(${sids}) and type in ('recorded', 'recording-ready')
    order by 1`.execute(transaction);
  return rows.map(({ recording }) => recording);
}
