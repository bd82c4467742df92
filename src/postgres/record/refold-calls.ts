import { type Kysely, sql, type Transaction } from 'kysely';
import { foldFacts } from '../../calls/call-record.ts';
import { isCallSid } from '../../values/call-sid.ts';
import type { Tables } from '../tables.ts';
import { readFacts } from './facts.ts';
import { findMonths } from './months.ts';
import { createKeyOf, type NameCaller, replaceRows } from './rows.ts';
import { markStale } from './stale-intervals.ts';
import { removeVisits, writeVisits } from './visits.ts';

const CALLS_AT_A_TIME = 200;

/**
 * Derives the calls anew that a migration has left to this. Several processes may do so at once: each waits for what
 * another has in hand, so that none is left once this resolves.
 */
export async function refoldCalls(database: Kysely<Tables>, nameCaller: NameCaller): Promise<void> {
  while ((await database.transaction().execute((transaction) => refoldSome(transaction, nameCaller))) > 0);
}

/** Gives how many were taken. */
async function refoldSome(transaction: Transaction<Tables>, nameCaller: NameCaller): Promise<number> {
  const { rows } = await sql<{ readonly sid: string }>`
    select sid from unfolded_calls order by sid limit ${CALLS_AT_A_TIME} for update`.execute(transaction);
  if (rows.length === 0) return 0;
  const sids = rows.map(({ sid }) => sid);
  const months = await findMonths(transaction, sids.filter(isCallSid));
  const records = [...(await readFacts(transaction, months))].map(([sid, facts]) => foldFacts(sid, facts));
  if (records.length > 0) await replaceRows(transaction, records, { months, keyOf: createKeyOf(nameCaller) });
  await removeVisits(transaction, months);
  await writeVisits(transaction, records, months);
  await markStale(transaction, records);
  await sql`delete from unfolded_calls where sid = any(${sids})`.execute(transaction);
  return rows.length;
}
