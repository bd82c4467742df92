import { type Kysely, sql, type Transaction } from 'kysely';
import type { Arrival, CallCounts } from '../../reports/call-counts.ts';
import type { Stretch } from '../../reports/stretches.ts';
import type { Tables } from '../tables.ts';
import { ARRIVAL, IS_CONTAINED, IS_IDENTIFIED, REGION } from './call-terms.ts';
import {
  ALL_REGIONS,
  addedUp,
  type CountsTable,
  clear,
  columnsOf,
  isIn,
  isMonthOf,
  isSoonBefore,
  toColumn,
} from './counts-table.ts';
import { coverAll } from './cover.ts';
import { numberIn, readCounts, textIn } from './read-counts.ts';
import { sumUp } from './sum-up.ts';

const REPEAT_SUMS = [
  'containedRepeated',
  'repeatedIn1Day',
  'repeatedIn7Days',
  'repeatedIn30Days',
] as const satisfies readonly (keyof CallCounts)[];
export type RepeatSum = (typeof REPEAT_SUMS)[number];

export const isRepeatSum = (name: string): name is RepeatSum => REPEAT_SUMS.some((sum) => sum === name);

const columns = REPEAT_SUMS.map(toColumn).join(', ');

/** A call may change what is told of those of its caller that came so long before it, and by none longer ago. */
export const REACH_DAYS = 31;

/**
 * Finds anew which calls were repeated, of all that a call of some half-hours may repeat and of those calls themselves, and
 * counts the half-hours in which that changes anything. Nothing is changed before `keptFrom`. A call that comes between the
 * two statements has marked its own half-hour: what it repeats is judged with that.
 */
export async function countRepeats(
  transaction: Transaction<Tables>,
  { starts, keptFrom }: { readonly starts: readonly Date[]; readonly keptFrom: Date },
): Promise<void> {
  const forgotten = await sql<{ readonly at: Date }>`
    with ${nearby(starts, keptFrom)}, judged_anew as (
      select sid from nearby where is_reached
      union select sid from repeated_calls where at = any(${starts}::timestamptz[])
    )
    delete from repeated_calls using judged_anew
    where repeated_calls.sid = judged_anew.sid
      and ${isSoonBefore(sql`at`, { span: 1, starts }, REACH_DAYS)}
    returning at`.execute(transaction);
  const found = await sql<{ readonly at: Date }>`
    with ${nearby(starts, keptFrom)}, followed as (
      select nearby.*,
        first_value(started_at) over (partition by caller_key ${later}) as again_at,
        first_value(started_at) over (partition by caller_key, topic ${later}) as same_at
      from nearby
    ), judged as (
      select sid, month, date_bin('30 minutes', started_at, timestamptz 'epoch') as at,
        coalesce(again_at - started_at <= interval '24 hours', false) as again_in_day,
        case when topic is not null then same_at - started_at end as same_after
      from followed where is_reached and again_at is not null
    )
    insert into repeated_calls (sid, at, region, arrival, ${sql.raw(columns)})
    select call.sid, judged.at, ${sql.raw(REGION)}, ${sql.raw(ARRIVAL)}, again_in_day and ${sql.raw(IS_CONTAINED)},
      ${repeatedIn(1)}, ${repeatedIn(7)}, ${repeatedIn(30)}
    from judged join calls call on call.month = judged.month and call.sid = judged.sid
      and ${isMonthOf(sql`call.month`, { span: 1, starts }, REACH_DAYS)}
    on conflict (sid) do nothing
    returning at`.execute(transaction);
  const changed = [...starts, ...[...forgotten.rows, ...found.rows].map(({ at }) => at)];
  const instants = [...new Set(changed.map((at) => at.getTime()))].map((at) => new Date(at));
  await countIntervals(transaction, instants);
}

/** The calls of those who rang in some half-hours, as far around them as repeats reach; whether a row of theirs may change. */
const nearby = (starts: readonly Date[], keptFrom: Date) => sql`
  callers as (
    select caller_key, min(started_at) as first_at, max(started_at) as last_at
    from calls
    where agent is null and caller_key is not null
      and ${isIn(sql`started_at`, { span: 1, starts })} and ${isMonthOf(sql`month`, { span: 1, starts })}
    group by caller_key
  ), nearby as (
    select call.month, call.sid, call.caller_key, call.topic, call.started_at,
      call.started_at <= callers.last_at and call.started_at >= ${keptFrom}::timestamptz as is_reached
    from callers join calls call
      on call.caller_key = callers.caller_key
      and call.started_at >= callers.first_at - ${REACH_DAYS} * interval '24 hours'
      and call.started_at <= callers.last_at + interval '720 hours'
    where call.agent is null and ${isMonthOf(sql`call.month`, { span: 1, starts }, REACH_DAYS)}
  )`;

/** Calls that begin at one instant repeat none the other. */
const later = sql.raw(`order by started_at range between interval '1 microsecond' following and unbounded following`);

const repeatedIn = (days: number) => sql`
  coalesce(same_after <= ${days} * interval '24 hours', false) and ${sql.raw(IS_IDENTIFIED)}`;

const repeatIntervals: CountsTable = {
  name: 'repeat_intervals',
  keys: ['region', 'arrival'],
  sums: addedUp(REPEAT_SUMS.map(toColumn)),
};

async function countIntervals(transaction: Transaction<Tables>, starts: readonly Date[]): Promise<void> {
  await clear(transaction, repeatIntervals, { span: 1, starts });
  const counted = REPEAT_SUMS.map((name) => `count(*) filter (where ${toColumn(name)})`).join(', ');
  await sql`
    insert into repeat_intervals (${sql.raw(columnsOf(repeatIntervals))})
    select 1, at, case when grouping(region) = 1 then ${ALL_REGIONS} else region end, arrival, ${sql.raw(counted)}
    from repeated_calls where at = any(${starts}::timestamptz[])
    group by grouping sets ((at, arrival), (at, arrival, region))`.execute(transaction);
  await sumUp(transaction, repeatIntervals, starts);
}

/** The counts of repeats by place and arrival. */
export async function readRepeats(
  database: Kysely<Tables>,
  stretches: readonly Stretch[],
  region: string,
): Promise<(place: number, arrival: Arrival) => (name: RepeatSum) => number> {
  const pieces = coverAll(stretches);
  const where = sql`region = ${region}`;
  const rows = await readCounts(database, repeatIntervals, { pieces, by: ['arrival'], where });
  const byKey = new Map(rows.map((row) => [`${row.place} ${textIn(row, 'arrival')}`, row]));
  return (place, arrival) => {
    const row = byKey.get(`${place} ${arrival}`);
    return (name) => (row ? numberIn(row, toColumn(name)) : 0);
  };
}
