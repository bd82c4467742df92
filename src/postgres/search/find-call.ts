import { type Kysely, type RawBuilder, sql } from 'kysely';
import { compareFacts } from '../../calls/call-record.ts';
import { type Month, monthAfter, monthOf } from '../../calls/record/months.ts';
import type { FoundCall } from '../../records/call-search.ts';
import type { CallSid } from '../../values/call-sid.ts';
import { prepared } from '../prepared.ts';
import { callFields, type StoredRow, toCallRecord } from '../record/call-row.ts';
import { factsField, toFacts } from '../record/facts.ts';
import { findMonths } from '../record/months.ts';
import { toVisits, visitsField } from '../record/visits.ts';
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

interface Place {
  readonly months: readonly Month[];
  readonly manner: RawBuilder<unknown>;
}

async function readCall(
  database: Kysely<Tables>,
  sid: CallSid,
  { months, manner }: Place,
): Promise<FoundCall | undefined> {
  const selections = months.map(
    (month) => sql`
      select ${callFields}, ${visitsField(month)}, ${factsField(month)}
      from calls where month = ${sql.lit(month)}::date and sid = ${sid}`,
  );
  const { rows } = await sql<StoredRow>`${manner} ${sql.join(selections, sql` union all `)}`.execute(database);
  const [row] = rows;
  return row && { call: toCallRecord(row, toVisits(row.visits)), facts: toFacts(row.facts).toSorted(compareFacts) };
}
