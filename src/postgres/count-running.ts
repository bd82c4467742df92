import type { Database } from './database.ts';

/** Longer than any call: what began before has lost its end. */
export const LONGEST_CALL_MS = 6 * 3_600_000;

/**
 * How many calls have begun and not ended. Rejects where the database cannot be asked.
 *
 * @param at epoch milliseconds
 */
export async function countRunning(database: Database, at: number): Promise<number> {
  const tables = await database.ready();
  const { count } = await tables
    .selectFrom('calls')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('ended_at', 'is', null)
    .where('started_at', '>', new Date(at - LONGEST_CALL_MS))
    .executeTakeFirstOrThrow();
  return Number(count);
}
