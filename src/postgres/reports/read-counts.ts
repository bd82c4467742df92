import { type Kysely, type RawBuilder, sql } from 'kysely';
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

/** Sums up the rows of pieces by the stretch that they belong to and by keys, in that order. */
export async function readCounts(
  database: Kysely<Tables>,
  { name, sums }: CountsTable,
  { pieces, by, where }: CountsAsked,
): Promise<readonly CountsRow[]> {
  if (pieces.length === 0) return [];
  const [places, spans] = [pieces.map(({ place }) => place), pieces.map(({ span }) => span)];
  const [from, to] = [pieces.map((piece) => new Date(piece.from)), pieces.map((piece) => new Date(piece.to))];
  const selected = Object.entries(sums).map(([column, sum]) => `${sum} as ${column}`);
  const { rows } = await sql<CountsRow>`
    select place, ${sql.raw([...by, ...selected].join(', '))}
    from unnest(${places}::integer[], ${spans}::smallint[], ${from}::timestamptz[], ${to}::timestamptz[])
      as piece(place, piece_span, piece_from, piece_to)
    join ${sql.table(name)} on span = piece_span and at >= piece_from and at < piece_to
    where ${where}
    group by place, ${sql.raw(by.join(', '))}`.execute(database);
  return rows.toSorted((one, other) => one.place - other.place || compareKeys(one, other, by));
}

function compareKeys(one: CountsRow, other: CountsRow, keys: readonly string[]): number {
  const key = keys.find((name) => one[name] !== other[name]);
  return key !== undefined && textIn(one, key) < textIn(other, key) ? -1 : 1;
}

/** A column that holds a whole number. */
export const numberIn = (row: CountsRow, column: string): number => Number(row[column]);

/** A column that holds words. */
export const textIn = (row: CountsRow, column: string): string => String(row[column]);
