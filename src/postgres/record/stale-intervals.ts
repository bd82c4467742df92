import { sql, type Transaction } from 'kysely';
import type { CallRecord } from '../../calls/call-record.ts';
import type { Tables } from '../tables.ts';

/** The shortest stretch that figures are kept for. */
const INTERVAL_MS = 30 * 60_000;

/**
 * Marks the half-hours that calls and their visits are counted in: figures of them are no longer right. Marks are only
 * ever added here, so that no writer waits for another; whoever reckons anew takes them away.
 */
export async function markStale(transaction: Transaction<Tables>, records: readonly CallRecord[]): Promise<void> {
  const begun = records.flatMap(({ startedAt, visits }) => [startedAt, ...visits.map(({ joinedAt }) => joinedAt)]);
  const intervals = new Set(begun.map((at) => Math.floor(at / INTERVAL_MS) * INTERVAL_MS));
  if (intervals.size === 0) return;
  await sql`
    insert into stale_intervals (at)
    select to_timestamp(at / 1000) from unnest(${[...intervals]}::double precision[]) as at`.execute(transaction);
}
