import { sql, type Transaction } from 'kysely';
import type { Tables } from '../tables.ts';
import { DAY_SPAN, spanMs } from './cover.ts';
import { countNodeIntervals, NODE_TABLES } from './node-intervals.ts';
import { sumUp } from './sum-up.ts';

export interface NodeDay {
  /** Beginning of a day of UTC. */
  readonly day: Date;
  /** Half-hours of it in which something has changed. */
  readonly changed: readonly Date[];
  /** Whether more of its calls are to come, so that it is worth keeping what it is made of. */
  readonly isRecent: boolean;
}

/**
 * Counts anew what the calls of a day did at nodes. Of an open day its half-hours are kept, and only those are counted in
 * which something has changed; other days are counted as a whole.
 */
export async function countNodeDay(
  transaction: Transaction<Tables>,
  { day, changed, isRecent }: NodeDay,
): Promise<void> {
  const isOpen = await isOpenDay(transaction, day);
  if (!isOpen && !isRecent) return countNodeIntervals(transaction, { span: DAY_SPAN, starts: [day] });
  const starts = isOpen ? changed : halfHoursOf(day);
  await countNodeIntervals(transaction, { span: 1, starts });
  for (const table of NODE_TABLES) await sumUp(transaction, table, starts);
  if (!isOpen) await sql`insert into open_node_days (day) values (${day})`.execute(transaction);
}

async function isOpenDay(transaction: Transaction<Tables>, day: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from open_node_days where day = ${day}`.execute(transaction);
  return rows.length > 0;
}

const halfHoursOf = (day: Date): readonly Date[] =>
  Array.from({ length: DAY_SPAN }, (_, place) => new Date(day.getTime() + place * spanMs(1)));

/** Of open days that began before an instant only the days themselves are kept from now on. */
export async function closeNodeDays(transaction: Transaction<Tables>, before: Date): Promise<void> {
  const { rows } = await sql<{ readonly day: Date }>`
    delete from open_node_days where day < ${before} returning day`.execute(transaction);
  const days = rows.map(({ day }) => day);
  if (days.length === 0) return;
  for (const { name } of NODE_TABLES) {
    await sql`
      delete from ${sql.table(name)} as short using unnest(${days}::timestamptz[]) as closed(day)
      where short.span < ${DAY_SPAN}::smallint
        and short.at >= closed.day and short.at < closed.day + interval '24 hours'`.execute(transaction);
  }
}
