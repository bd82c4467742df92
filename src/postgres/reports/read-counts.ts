import { type Kysely, type RawBuilder, sql } from 'kysely';
import { prepared } from '../prepared.ts';
import type { Tables } from '../tables.ts';
import type { CountsTable } from './counts-table.ts';
import type { Piece } from './cover.ts';

/** A row that was asked for; `place` is of the stretch that it belongs to. */
export type CountsRow = Readonly<Record<string, unknown>> & { readonly place: number };

export interface CountsAsked {
  readonly pieces: readonly Piece[];
  /** Keys of the table that rows are told apart by. */
  readonly by: readonly string[];
  readonly where: RawBuilder<unknown>;
}

/**
 * Sums up the rows of pieces by the stretch that they belong to and by keys, in that order. `offset 0` has each piece looked
 * up by itself: the database cannot guess how few rows lie in it.
 */
export async function readCounts(
  database: Kysely<Tables>,
  { name, sums, lists = [] }: CountsTable,
  { pieces, by, where }: CountsAsked,
): Promise<readonly CountsRow[]> {
  if (pieces.length === 0) return [];
  const [places, spans] = [pieces.map(({ place }) => place), pieces.map(({ span }) => span)];
  const [from, to] = [pieces.map((piece) => toText(piece.from)), pieces.map((piece) => toText(piece.to))];
  // Lists as JSON, which is read three times as fast as arrays.
  const selected = Object.entries(sums).map(
    ([column, sum]) => `${lists.includes(column) ? `to_json(${sum})` : sum} as ${column}`,
  );
  const { rows } = await sql<CountsRow>`
    ${prepared} select place, ${sql.raw([...by, ...selected].join(', '))}
    from unnest(${places}::integer[], ${spans}::smallint[], ${from}::timestamptz[], ${to}::timestamptz[])
      as piece(place, piece_span, piece_from, piece_to)
    cross join lateral (
      select * from ${sql.table(name)}
      where span = piece_span and at >= piece_from and at < piece_to and ${where}
      offset 0
    ) as counted
    group by place, ${sql.raw(by.join(', '))}`.execute(database);
  return rows.toSorted((one, other) => one.place - other.place || compareKeys(one, other, by));
}

/** Instants as text: for thousands of them, what makes parameters of dates takes longer than the database. */
const toText = (at: number): string => new Date(at).toISOString();

function compareKeys(one: CountsRow, other: CountsRow, keys: readonly string[]): number {
  const key = keys.find((name) => one[name] !== other[name]);
  return key !== undefined && textIn(one, key) < textIn(other, key) ? -1 : 1;
}

/** A column that holds a whole number. */
export const numberIn = (row: CountsRow, column: string): number => Number(row[column]);

/** A column that holds words. */
export const textIn = (row: CountsRow, column: string): string => String(row[column]);
