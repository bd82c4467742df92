import { sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';

/** A table of counts by stretches of time. All names in it are ours. */
export interface CountsTable {
  readonly name: string;
  /** Columns that, with `span` and `at`, name a row. */
  readonly keys: readonly string[];
  /** Columns that are counted, each with what sums up those of several rows. */
  readonly sums: Readonly<Record<string, string>>;
}

/** The region of rows that count all of them, and of rows of calls that have none. */
export const ALL_REGIONS = '*';
export const NO_REGION = '';

/** What a count is called in the database. */
export const toColumn = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Columns that are summed up by adding. */
export const addedUp = (columns: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(columns.map((column) => [column, `sum(${column})::bigint`]));

/** All columns of a table, in the order in which rows are made. */
export const columnsOf = ({ keys, sums }: CountsTable): string =>
  ['span', 'at', ...keys, ...Object.keys(sums)].join(', ');

/** Takes away the rows of some stretches, given by their beginnings. */
export const clear = (
  transaction: Transaction<Tables>,
  { name }: CountsTable,
  { span, starts }: { readonly span: number; readonly starts: readonly Date[] },
): Promise<unknown> =>
  sql`
    delete from ${sql.table(name)} where span = ${span}::smallint and at = any(${starts}::timestamptz[])
  `.execute(transaction);
