import { sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';
import { type CountsTable, clear, columnsOf } from './counts-table.ts';
import { SPANS, startOf } from './cover.ts';

/** Brings the longer stretches that some half-hours lie in up to them. */
export async function sumUp(
  transaction: Transaction<Tables>,
  table: CountsTable,
  halfHours: readonly Date[],
): Promise<void> {
  for (const [place, span] of SPANS.entries()) {
    const of = SPANS[place - 1];
    const longer = new Set(halfHours.map((at) => startOf(at.getTime(), span)));
    if (of !== undefined)
      await replace(transaction, table, { span, of, starts: [...longer].map((at) => new Date(at)) });
  }
}

/** Replaces rows of stretches by the sums of the shorter ones that they are made of. */
async function replace(
  transaction: Transaction<Tables>,
  table: CountsTable,
  { span, of, starts }: { readonly span: number; readonly of: number; readonly starts: readonly Date[] },
): Promise<void> {
  await clear(transaction, table, { span, starts });
  await sql`
    insert into ${sql.table(table.name)} (${sql.raw(columnsOf(table))})
    select ${span}::smallint, long.at, ${sql.raw([...table.keys, ...Object.values(table.sums)].join(', '))}
    from unnest(${starts}::timestamptz[]) as long(at)
    join ${sql.table(table.name)} as short
      on short.span = ${of}::smallint
      and short.at >= long.at and short.at < long.at + ${span}::integer * interval '30 minutes'
    group by long.at, ${sql.raw(table.keys.join(', '))}`.execute(transaction);
}
