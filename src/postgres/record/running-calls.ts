import type { CallRecord } from '../../calls/call-record.ts';
import { isCallSid } from '../../values/call-sid.ts';
import { LONGEST_CALL_MS } from '../count-running.ts';
import type { Database } from '../database.ts';
import { readCalls } from './rows.ts';

/** A board of more can be read by nobody; the latest are shown. */
const MOST_CALLS = 2000;

/**
 * The calls that have begun and not ended. Rejects where the database cannot be asked.
 *
 * @param at epoch milliseconds
 */
export async function findRunning({ ready }: Pick<Database, 'ready'>, at: number): Promise<readonly CallRecord[]> {
  const database = await ready();
  const running = await database
    .selectFrom('calls')
    .select(['sid', 'month'])
    .where('ended_at', 'is', null)
    .where('started_at', '>', new Date(at - LONGEST_CALL_MS))
    .orderBy('started_at', 'desc')
    .limit(MOST_CALLS)
    .execute();
  const months = new Map(running.flatMap(({ sid, month }) => (isCallSid(sid) ? [[sid, month] as const] : [])));
  return readCalls(database, months);
}
