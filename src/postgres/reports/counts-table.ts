import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';
import { DAY_SPAN, spanMs, startOf } from './cover.ts';

/** A table of counts by stretches of time. All names in it are ours. */
export interface CountsTable {
  readonly name: string;
  /** Columns that, with `span` and `at`, name a row. */
  readonly keys: readonly string[];
  /** Columns that are counted, each with what sums up those of several rows. */
  readonly sums: Readonly<Record<string, string>>;
  /** Those of them that are lists. */
  readonly lists?: readonly string[];
}

/** The region of rows that count all of them, and of rows of calls that have none. */
export const ALL_REGIONS = '*';
export const NO_REGION = '';

/** What a count is called in the database. */
export function toColumn(name: string): string {
  const column = columns.get(name) ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  columns.set(name, column);
  return column;
}

/** Of a few names, which are asked for of each of thousands of rows. */
const columns = new Map<string, string>();

/** Columns that are summed up by adding. */
export const addedUp = (columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(columns.map((column) => [column, `sum(${column})::bigint`]));

/** All columns of a table, in the order in which rows are made. */
export const columnsOf = ({ keys, sums }: CountsTable): string =>
  ['span', 'at', ...keys, ...Object.keys(sums)].join(', ');

/** Stretches of so many half-hours, by their beginnings, of which there is at least one; none far from another. */
export interface Stretches {
  readonly span: number;
  readonly starts: readonly Date[];
}

/** Takes away the rows of some stretches. */
export const clear = (
  transaction: Transaction<Tables>,
  { name }: CountsTable,
  { span, starts }: Stretches,
): Promise<unknown> =>
  sql`
    delete from ${sql.table(name)} where span = ${span}::smallint and at = any(${starts}::timestamptz[])
  `.execute(transaction);

/** The beginning of the stretch that an instant lies in. */
export const startAt = (at: RawBuilder<unknown>, span: number): RawBuilder<unknown> =>
  sql`date_bin(${span}::integer * interval '30 minutes', ${at}, timestamptz 'epoch')`;

/** Whether an instant lies in one of some stretches; bounds that are known beforehand let the database look there alone. */
export function isIn(at: RawBuilder<unknown>, { span, starts }: Stretches): RawBuilder<unknown> {
  const { first, end } = wholeOf({ span, starts });
  return sql`
    ${at} >= ${new Date(first)}::timestamptz and ${at} < ${new Date(end)}::timestamptz
    and ${startAt(at, span)} = any(${starts}::timestamptz[])`;
}

/**
 * Whether a month may be that in which calls are kept of which something happened in some stretches, or so many days
 * around them: the month of a call's first fact, and none lasts for a month.
 */
export function isMonthOf(month: RawBuilder<unknown>, stretches: Stretches, daysAround = 0): RawBuilder<unknown> {
  const { first, end } = wholeOf(stretches);
  const around = daysAround * spanMs(DAY_SPAN);
  return sql`${month} between ${monthNear(first - around, -1)}::date and ${monthNear(end + around, 1)}::date`;
}

/** Whether the beginning of a half-hour lies in some stretches, between them, or so many days before them. */
export function isSoonBefore(at: RawBuilder<unknown>, stretches: Stretches, daysBefore: number): RawBuilder<unknown> {
  const { first, end } = wholeOf(stretches);
  const from = startOf(first - daysBefore * spanMs(DAY_SPAN), 1);
  return sql`${at} >= ${new Date(from)}::timestamptz and ${at} < ${new Date(end)}::timestamptz`;
}

function wholeOf({ span, starts }: Stretches): { readonly first: number; readonly end: number } {
  const instants = starts.map((start) => start.getTime());
  return { first: Math.min(...instants), end: Math.max(...instants) + spanMs(span) };
}

/** The first day of the month that is so many months from that of an instant. */
function monthNear(at: number, months: number): string {
  const day = new Date(at);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months)).toISOString().slice(0, 10);
}
