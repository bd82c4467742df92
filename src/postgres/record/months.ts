import { type Kysely, sql, type Transaction } from 'kysely';
import type { RecordedFact } from '../../calls/call-record.ts';
import { type Month, monthAfter, monthOf } from '../../calls/record/months.ts';
import { type CallSid, isCallSid } from '../../values/call-sid.ts';
import { toJsonText } from '../json-text.ts';
import { prepared } from '../prepared.ts';
import type { Tables } from '../tables.ts';

/** Tables that keep each month in a part of its own, which is dropped as one. */
export const TABLES_BY_MONTH = ['calls', 'call_facts', 'queue_visits'] as const;
export type TableByMonth = (typeof TABLES_BY_MONTH)[number];

/** What the part of a table is called that holds a month, as `calls_2026_11`. */
export const partitionName = (table: TableByMonth, month: Month): string =>
  `${table}_${month.slice(0, 7).replace('-', '_')}`;

/** The month that a part of a table is for; nothing where the name is another. */
export function monthIn(table: TableByMonth, name: string): Month | undefined {
  const found = new RegExp(`^${table}_(\\d{4})_(\\d{2})$`).exec(name);
  return found ? `${found[1]}-${found[2]}-01` : undefined;
}

/** The months of which there are calls, the latest first. */
export async function listFilledMonths(database: Kysely<Tables>): Promise<readonly Month[]> {
  const { rows } = await sql<{ readonly name: string }>`
    ${prepared} select part.relname as name from pg_inherits join pg_class part on part.oid = inhrelid
    where inhparent = 'calls'::regclass and pg_relation_size(inhrelid) > 0 order by name desc`.execute(database);
  return rows.flatMap(({ name }) => monthIn('calls', name) ?? []);
}

/** Calls with the month in which each is kept. */
export type CallMonths = ReadonlyMap<CallSid, Month>;

/** What reads and writes of some calls are narrowed down to, so that no other month is looked at. */
export const keysOf = (
  months: CallMonths,
): { readonly months: readonly Month[]; readonly sids: readonly CallSid[] } => ({
  months: [...new Set(months.values())],
  sids: [...months.keys()],
});

/** Where known calls are kept; the others are left out. */
export async function findMonths(database: Kysely<Tables>, sids: readonly CallSid[]): Promise<Map<CallSid, Month>> {
  if (sids.length === 0) return new Map();
  const { rows } = await sql<{ readonly sid: string; readonly month: Month }>`
    ${prepared} select sid, month from call_months where sid = any(${sids})`.execute(database);
  return new Map(rows.flatMap(({ sid, month }) => (isCallSid(sid) ? [[sid, month] as const] : [])));
}

export interface SettledMonths {
  readonly months: CallMonths;
  /** Calls of which nothing is stored yet, and of which nobody else can store anything before this transaction ends. */
  readonly fresh: ReadonlySet<CallSid>;
}

/**
 * Settles in which month each call is kept: that of its first fact seen, once and for all, whoever comes first. New ones
 * are added in the order of their ids, so that two writers do not wait for each other.
 */
export async function settleMonths(
  transaction: Transaction<Tables>,
  calls: ReadonlyMap<CallSid, readonly RecordedFact[]>,
): Promise<SettledMonths> {
  const known = await findMonths(transaction, [...calls.keys()]);
  const missing = [...calls].filter(([sid]) => !known.has(sid)).toSorted(([one], [other]) => (one < other ? -1 : 1));
  if (missing.length === 0) return { months: known, fresh: new Set() };
  const rows = missing.map(([sid, facts]) => ({ sid, month: firstMonth(facts) }));
  const added = await sql<{ readonly sid: CallSid; readonly month: Month }>`
    insert into call_months (sid, month)
    select sid, month from json_populate_recordset(null::call_months, ${toJsonText(rows)}::json)
    on conflict do nothing returning sid, month`.execute(transaction);
  const own = new Map(added.rows.map(({ sid, month }) => [sid, month]));
  const others = await findMonths(
    transaction,
    rows.map(({ sid }) => sid).filter((sid) => !own.has(sid)),
  );
  return { months: new Map([...known, ...own, ...others]), fresh: new Set(own.keys()) };
}

/** The month of the earliest of some facts, of which there must be one. */
const firstMonth = (facts: readonly RecordedFact[]): Month =>
  monthOf(facts.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY));

/** Any number that no other lock of this database has. */
const MAKING_MONTHS = 7_160_031;

/**
 * Makes the parts of the tables for a month. False where all are there. Neither waits for who reads or writes, nor lets
 * them wait: a table is attached, not made in place.
 */
export const makeMonth = (database: Kysely<Tables>, month: Month): Promise<boolean> =>
  database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${MAKING_MONTHS})`.execute(transaction);
    let made = false;
    for (const table of TABLES_BY_MONTH) made = (await makePart(transaction, table, month)) || made;
    return made;
  });

/** So many words of calls are looked at for guessing how many have some letters: one that is met is one in so many. */
const WORDS_GATHERED = 400;

async function makePart(transaction: Transaction<Tables>, table: TableByMonth, month: Month): Promise<boolean> {
  const name = partitionName(table, month);
  const { rows } = await sql`select 1 where to_regclass(${name}) is not null`.execute(transaction);
  if (rows.length > 0) return false;
  await sql`create table ${sql.id(name)} (like ${sql.id(table)} including all)`.execute(transaction);
  if (table === 'calls') {
    await sql`alter table ${sql.id(name)} alter column words set statistics ${sql.lit(WORDS_GATHERED)}`.execute(
      transaction,
    );
  }
  await sql`
    alter table ${sql.id(table)} attach partition ${sql.id(name)}
    for values from (${sql.lit(month)}) to (${sql.lit(monthAfter(month))})`.execute(transaction);
  return true;
}
