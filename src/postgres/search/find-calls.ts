import { type Kysely, sql } from 'kysely';
import { type Month, monthAfter, monthOf } from '../../calls/record/months.ts';
import type { CallFilter } from '../../records/call-filter.ts';
import type { PageStart } from '../../records/call-search.ts';
import { listFilledMonths } from '../record/months.ts';
import type { RowsOfMonth, SelectRows } from '../record/rows.ts';
import type { Tables } from '../tables.ts';
import { type Condition, conditionsOf, toInstant } from './conditions.ts';

export interface PageAsked {
  readonly filter: CallFilter;
  readonly limit: number;
  readonly start?: PageStart | undefined;
  /** Epoch milliseconds. A call that is told to have begun a day later or more is found where others do not fill a page. */
  readonly now: number;
}

/**
 * The calls that meet a filter, the latest first: at most `limit` of them, of each what `select` reads.
 *
 * Each month is asked by itself. So the database knows of each how many of its calls meet the filter, and with that
 * whether to go through them from the latest on or to take all that an index finds; and the age of the log costs nothing
 * where a page is full before. Most pages are full of the latest month and the one before, so that these are asked before
 * anybody looks which others there are.
 */
export async function findCalls<Row extends PageStart>(
  database: Kysely<Tables>,
  { filter, limit, start, now }: PageAsked,
  select: SelectRows<Row>,
): Promise<readonly Row[]> {
  const conditions = [...conditionsOf(filter), ...(start ? [isAfter(start)] : [])];
  const mayHold = createMayHold(filter, start);
  const latestOf = (month: Month): RowsOfMonth => {
    const all = sql.join([sql`month = ${month}::date`, ...conditions], sql` and `);
    return { month, rows: sql`select * from calls where ${all} order by started_at desc, sid desc limit ${limit}` };
  };
  const asked: Month[] = [];
  let found: readonly Row[] = [];
  /** Gives whether no month before these has anything for the page. */
  async function look(months: readonly Month[]): Promise<boolean> {
    asked.push(...months);
    found = [...found, ...(await select(database, months.map(latestOf)))].toSorted(byPlace);
    return countBefore(found, months) >= limit || !mayHold(monthAfter(months.at(-1) ?? '', -1));
  }

  const top = Math.min(now, filter.to ?? now, start?.startedAt ?? now);
  for (const months of latestMonths(top).map((some) => some.filter(mayHold))) {
    if (months.length > 0 && (await look(months))) return found.slice(0, limit);
  }
  const others = (await listFilledMonths(database)).filter((month) => mayHold(month) && !asked.includes(month));
  for (const months of inGroups(others)) if (await look(months)) break;
  return found.slice(0, limit);
}

/** Those in which calls may be kept that began at an instant, which is one but on a month's edge; then the one before. */
function latestMonths(at: number): readonly (readonly Month[])[] {
  const earliest = monthOf(at - APART_MS);
  return [[...new Set([monthOf(at + APART_MS), monthOf(at), earliest])], [monthAfter(earliest, -1)]];
}

/** One month, where a page may be full soon, and then ever more: a whole log is gone through in a few steps. */
function* inGroups(months: readonly Month[]): Generator<readonly Month[]> {
  let from = 0;
  for (let count = 1; from < months.length; count *= 2) {
    yield months.slice(from, from + count);
    from += count;
  }
}

/** A call is kept in the month of its first fact that was seen, which is never a day away from its start. */
const APART_MS = 86_400_000;

const createMayHold =
  ({ from, to }: CallFilter, start: PageStart | undefined) =>
  (month: Month): boolean => {
    const earliest = Date.parse(month) - APART_MS;
    const latest = Date.parse(monthAfter(month)) + APART_MS;
    return latest > (from ?? earliest) && earliest < (to ?? latest) && earliest <= (start?.startedAt ?? latest);
  };

/** How many of what was found stand before everything that earlier months may hold. */
function countBefore(found: readonly PageStart[], asked: readonly Month[]): number {
  const settledFrom = Date.parse(asked.at(-1) ?? '') + APART_MS;
  return found.filter(({ startedAt }) => startedAt >= settledFrom).length;
}

const isAfter = ({ startedAt, sid }: PageStart): Condition =>
  sql`(started_at, sid) < (${toInstant(startedAt)}, ${sid})`;

/** The later one first; of two that started together the one with the greater CallSid. */
function byPlace(one: PageStart, other: PageStart): number {
  if (one.startedAt !== other.startedAt) return other.startedAt - one.startedAt;
  return one.sid > other.sid ? -1 : 1;
}
