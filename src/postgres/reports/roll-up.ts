import { type Kysely, sql, type Transaction } from 'kysely';
import type { Stretch } from '../../reports/stretches.ts';
import { prepared } from '../prepared.ts';
import type { Tables } from '../tables.ts';
import { callIntervals, countCallIntervals } from './call-intervals.ts';
import { DAY_SPAN, spanMs, startOf } from './cover.ts';
import { closeNodeDays, countNodeDay } from './node-days.ts';
import { countQueueIntervals, queueIntervals } from './queue-intervals.ts';
import { countRepeats } from './repeats.ts';
import { sumUp } from './sum-up.ts';

/** Any number that no other lock of this database has. */
const ROLLING_UP = 7_160_041;

/** A day of which the half-hours are kept: today, and yesterday for the calls that last past midnight. */
const RECENT_MS = 2 * spanMs(DAY_SPAN);

const EVER: Stretch = { from: Date.UTC(1970), to: Date.UTC(3000) };

/** Whether something in the stretch was recorded since it was counted. */
export async function isStale(database: Kysely<Tables>, { from, to }: Stretch = EVER): Promise<boolean> {
  const { rows } = await sql<{ readonly is_stale: boolean }>`
    ${prepared} select exists (
      select from stale_intervals where at >= ${new Date(from)} and at < ${new Date(to)}
    ) as is_stale`.execute(database);
  return rows[0]?.is_stale === true;
}

/**
 * Counts anew what was recorded in one day (UTC) of the stretch since it was counted: the latest of such days, all or
 * nothing. One does it at a time; whoever else comes waits, and finds it done. Gives the day; none where none was left.
 */
export const rollUpDay = (database: Kysely<Tables>, now: number, within: Stretch = EVER): Promise<number | undefined> =>
  database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${ROLLING_UP})`.execute(transaction);
    const marks = await findMarks(transaction, within);
    if (!marks) return undefined;
    const { day, starts, ids } = marks;
    const keptFrom = await findHorizon(transaction);
    if (day >= keptFrom) await countDay(transaction, { day, starts, keptFrom, now });
    await sql`delete from stale_intervals where id = any(${ids}::bigint[])`.execute(transaction);
    return day.getTime();
  });

interface Marks {
  readonly day: Date;
  /** The half-hours that are marked. */
  readonly starts: readonly Date[];
  /** The marks themselves: one that comes later means that something came later. */
  readonly ids: readonly string[];
}

async function findMarks(transaction: Transaction<Tables>, { from, to }: Stretch): Promise<Marks | undefined> {
  const { rows } = await sql<{ readonly at: Date; readonly ids: readonly string[] }>`
    select at, array_agg(id) as ids
    from stale_intervals
    where at >= (
        select date_trunc('day', max(at), 'UTC') from stale_intervals where at >= ${new Date(from)} and at < ${new Date(to)}
      ) and at < ${new Date(to)}
    group by at`.execute(transaction);
  const [first] = rows;
  if (!first) return undefined;
  const day = new Date(startOf(first.at.getTime(), DAY_SPAN));
  return { day, starts: rows.map(({ at }) => at), ids: rows.flatMap(({ ids }) => ids) };
}

/** What began before it is counted for good: what it was counted from may be gone. */
async function findHorizon(transaction: Transaction<Tables>): Promise<Date> {
  const { rows } = await sql<{ readonly kept_from: Date }>`select kept_from from report_horizon`.execute(transaction);
  return rows[0]?.kept_from ?? new Date(EVER.from);
}

async function countDay(
  transaction: Transaction<Tables>,
  { day, starts, keptFrom, now }: Pick<Marks, 'day' | 'starts'> & { readonly keptFrom: Date; readonly now: number },
): Promise<void> {
  await countQueueIntervals(transaction, starts);
  await sumUp(transaction, queueIntervals, starts);
  await countCallIntervals(transaction, starts);
  await sumUp(transaction, callIntervals, starts);
  await countRepeats(transaction, { starts, keptFrom });
  const recentFrom = now - RECENT_MS;
  await countNodeDay(transaction, { day, changed: starts, isRecent: day.getTime() >= recentFrom });
  await closeNodeDays(transaction, new Date(recentFrom));
}

/** Counts all that was recorded since it was counted, a day at a time, until that is aborted. */
export async function rollUpAll(database: Kysely<Tables>, now: () => number, signal: AbortSignal): Promise<void> {
  if (!(await isStale(database))) return;
  while (!signal.aborted && (await rollUpDay(database, now())) !== undefined);
}

/** A call that began at the end of a month may have joined queues in the first hours of the next one. */
const SPILL_MS = spanMs(DAY_SPAN);

/**
 * Counts whatever began before an instant for the last time, so that what it is counted from may be dropped: facts of
 * calls, their rows or their visits. What comes later of calls that began before changes no count.
 */
export async function closeCounts(database: Kysely<Tables>, before: number): Promise<void> {
  const keptFrom = startOf(before + SPILL_MS, DAY_SPAN);
  const within = { from: EVER.from, to: keptFrom };
  // None of its days is recent any more.
  const now = keptFrom + RECENT_MS;
  do {
    while ((await rollUpDay(database, now, within)) !== undefined);
  } while (!(await moveHorizon(database, within)));
}

/** Gives false where something has come in the meantime. */
const moveHorizon = (database: Kysely<Tables>, within: Stretch): Promise<boolean> =>
  database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${ROLLING_UP})`.execute(transaction);
    if (await isStale(transaction, within)) return false;
    const keptFrom = new Date(within.to);
    await sql`
      insert into report_horizon (kept_from) values (${keptFrom})
      on conflict (is_one) do update set kept_from = greatest(report_horizon.kept_from, excluded.kept_from)
    `.execute(transaction);
    await sql`delete from repeated_calls where at < ${keptFrom}`.execute(transaction);
    return true;
  });
