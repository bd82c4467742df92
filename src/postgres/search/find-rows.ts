import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { type Month, monthAfter } from '../../calls/record/months.ts';
import type { CallFilter } from '../../records/call-filter.ts';
import type { PageStart } from '../../records/call-search.ts';
import { type CallSid, isCallSid } from '../../values/call-sid.ts';
import { callFields } from '../record/call-row.ts';
import { listFilledMonths } from '../record/months.ts';
import type { Tables } from '../tables.ts';
import { type Condition, conditionsOf, toInstant } from './conditions.ts';

/** A row of `calls`, with where it stands among others. */
export interface FoundRow {
  readonly sid: CallSid;
  readonly month: Month;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly row: Readonly<Record<string, unknown>>;
}

export interface RowsAsked {
  readonly filter: CallFilter;
  readonly limit: number;
  readonly start?: PageStart | undefined;
}

/**
 * The rows that meet a filter, the latest first: at most `limit` of them.
 *
 * Each month is asked by itself. So the database knows of each how many of its calls meet the filter, and with that
 * whether to go through them from the latest on or to take all that an index finds; and the age of the log costs nothing
 * where a page is full before.
 */
export async function findRows(
  database: Kysely<Tables>,
  { filter, limit, start }: RowsAsked,
): Promise<readonly FoundRow[]> {
  const months = (await listFilledMonths(database)).filter((month) => mayHold(month, filter, start));
  const conditions = [...conditionsOf(filter), ...(start ? [isAfter(start)] : [])];
  let found: readonly FoundRow[] = [];
  for (const { asked, isLast } of inGroups(months)) {
    found = [...found, ...(await selectRows(database, asked, { conditions, limit }))].toSorted(byPlace);
    if (isLast || countBefore(found, asked) >= limit) break;
  }
  return found.slice(0, limit);
}

/** One month, where a page may be full soon, and then ever more: a whole log is gone through in a few steps. */
function* inGroups(
  months: readonly Month[],
): Generator<{ readonly asked: readonly Month[]; readonly isLast: boolean }> {
  let from = 0;
  for (let count = 1; from < months.length; count *= 2) {
    yield { asked: months.slice(from, from + count), isLast: from + count >= months.length };
    from += count;
  }
}

/** A call is kept in the month of its first fact that was seen, which is never a day away from its start. */
const APART_MS = 86_400_000;

const mayHold = (month: Month, { from, to }: CallFilter, start: PageStart | undefined): boolean => {
  const earliest = Date.parse(month) - APART_MS;
  const latest = Date.parse(monthAfter(month)) + APART_MS;
  return latest > (from ?? earliest) && earliest < (to ?? latest) && earliest <= (start?.startedAt ?? latest);
};

/** How many of what was found stand before everything that earlier months may hold. */
function countBefore(found: readonly FoundRow[], asked: readonly Month[]): number {
  const settledFrom = Date.parse(asked.at(-1) ?? '') + APART_MS;
  return found.filter(({ startedAt }) => startedAt >= settledFrom).length;
}

const isAfter = ({ startedAt, sid }: PageStart): Condition =>
  sql`(started_at, sid) < (${toInstant(startedAt)}, ${sid})`;

async function selectRows(
  database: Kysely<Tables>,
  months: readonly Month[],
  { conditions, limit }: { readonly conditions: readonly Condition[]; readonly limit: number },
): Promise<readonly FoundRow[]> {
  const ofMonths = months.map((month) => {
    const all = sql.join([sql`month = ${month}::date`, ...conditions], sql` and `);
    return sql`
      (select month, ${callFields} from calls where ${all} order by started_at desc, sid desc limit ${limit})`;
  });
  const { rows } = await sql<Readonly<Record<string, unknown>>>`${sql.join(ofMonths, sql` union all `)}`.execute(
    database,
  );
  return rows.map((row) => ({ ...Place.parse(row), row }));
}

const Place = z.object({ sid: z.string().refine(isCallSid), month: z.string(), startedAt: z.number() });

/** The later one first; of two that started together the one with the greater CallSid. */
function byPlace(one: FoundRow, other: FoundRow): number {
  if (one.startedAt !== other.startedAt) return other.startedAt - one.startedAt;
  return one.sid > other.sid ? -1 : 1;
}
