import { type Kysely, type RawBuilder, sql } from 'kysely';
import { compareFacts } from '../../calls/call-record.ts';
import { type Month, monthAfter, monthOf } from '../../calls/record/months.ts';
import type { FoundCall } from '../../records/call-search.ts';
import type { CallSid } from '../../values/call-sid.ts';
import { prepared } from '../prepared.ts';
import { findMonths } from '../record/months.ts';
import { rowsOf, selectFound } from '../record/rows.ts';
import type { Tables } from '../tables.ts';

/**
 * A call with its facts, as they are at one moment. Most calls that somebody reads are of this month or the one before:
 * these are asked before anybody looks in which month it is kept. `now` is epoch milliseconds.
 */
export async function findCall(database: Kysely<Tables>, sid: CallSid, now: number): Promise<FoundCall | undefined> {
  const latest = monthOf(now);
  const recent = [latest, monthAfter(latest, -1)];
  const found = await readCall(database, sid, { months: recent, manner: prepared });
  if (found) return found;
  const month = (await findMonths(database, [sid])).get(sid);
  return month === undefined ? undefined : readCall(database, sid, { months: [month], manner: sql`` });
}

async function readCall(
  database: Kysely<Tables>,
  sid: CallSid,
  { months, manner }: { readonly months: readonly Month[]; readonly manner: RawBuilder<unknown> },
): Promise<FoundCall | undefined> {
  const ofMonths = months.map((month) => ({ month, rows: rowsOf(month, [sid]) }));
  const [found] = await selectFound(database, ofMonths, manner);
  return found && { ...found, facts: found.facts.toSorted(compareFacts) };
}
