import { type Kysely, sql, type Transaction } from 'kysely';
import { QUEUE_SUMS } from '../../reports/queue-counts.ts';
import type { QueueRow, QueuesAsked } from '../../reports/reports.ts';
import { toSums } from '../../reports/sums.ts';
import { WAIT_BOUNDS, type Waits } from '../../reports/waits.ts';
import type { Tables } from '../tables.ts';
import {
  ALL_REGIONS,
  addedUp,
  type CountsTable,
  clear,
  columnsOf,
  isIn,
  isMonthOf,
  NO_REGION,
  startAt,
  toColumn,
} from './counts-table.ts';
import { coverAll } from './cover.ts';
import { type CountsRow, numberIn, readCounts, textIn } from './read-counts.ts';

const BANDS = WAIT_BOUNDS.length + 1;

/** Places of an array are added up one by one; where nobody waited there is none. */
const bandsAddedUp = (column: string): string => {
  const places = Array.from({ length: BANDS }, (_, band) => `sum(${column}[${band + 1}])`);
  return `case when count(${column}) > 0 then array[${places.join(', ')}]::integer[] end`;
};

const waitsAddedUp = (kind: 'answered' | 'abandoned'): Readonly<Record<string, string>> => ({
  ...addedUp([`${kind}_wait_ms`]),
  [`${kind}_longest_ms`]: `max(${kind}_longest_ms)`,
  [`${kind}_bands`]: bandsAddedUp(`${kind}_bands`),
});

export const queueIntervals: CountsTable = {
  name: 'queue_intervals',
  keys: ['region', 'queue'],
  sums: {
    ...addedUp(QUEUE_SUMS.map(toColumn)),
    ...waitsAddedUp('answered'),
    ...waitsAddedUp('abandoned'),
  },
  lists: ['answered_bands', 'abandoned_bands'],
};

const DIVERTED = "result not in ('answered', 'abandoned', 'lost')";

/** What the visits of a half-hour are counted by, as `countQueues` counts them. */
const COUNTED: Readonly<Record<(typeof QUEUE_SUMS)[number], string>> = {
  offered: 'count(*)',
  answered: "count(*) filter (where result = 'answered')",
  abandoned: "count(*) filter (where result = 'abandoned')",
  diverted: `count(*) filter (where ${DIVERTED})`,
  lost: "count(*) filter (where result = 'lost')",
  callbacksRequested: "count(*) filter (where result = 'callback')",
  moved: "count(*) filter (where result = 'answered' and next_queue <> queue)",
  handleMs: "coalesce(sum(handle_ms) filter (where result = 'answered'), 0)",
};

function waitsCounted(result: 'answered' | 'abandoned'): readonly string[] {
  const bands = Array.from(
    { length: BANDS },
    (_, band) => `count(*) filter (where result = '${result}' and band = ${band})`,
  );
  const those = `filter (where result = '${result}')`;
  return [
    `coalesce(sum(wait_ms) ${those}, 0)`,
    `coalesce(max(wait_ms) ${those}, 0)`,
    `case when count(*) ${those} > 0 then array[${bands.join(', ')}] end`,
  ];
}

const counted = [
  ...QUEUE_SUMS.map((name) => COUNTED[name]),
  ...waitsCounted('answered'),
  ...waitsCounted('abandoned'),
].join(', ');

/** A wait lies in the band of which the bounds before it are shorter. */
const BOUNDS_MS = `array[${WAIT_BOUNDS.map((bound) => bound * 1000).join(', ')}]::bigint[]`;
const wholeMs = (seconds: string): string => `floor(greatest(coalesce(${seconds}, 0), 0) * 1000 + 0.5)::bigint`;

/** Counts the visits that began in some half-hours anew. */
export async function countQueueIntervals(transaction: Transaction<Tables>, starts: readonly Date[]): Promise<void> {
  const halfHours = { span: 1, starts };
  await clear(transaction, queueIntervals, halfHours);
  await sql`
    insert into queue_intervals (${sql.raw(columnsOf(queueIntervals))})
    select 1, at, case when grouping(region) = 1 then ${ALL_REGIONS} else region end, queue, ${sql.raw(counted)}
    from (
      select ${startAt(sql`visit.joined_at`, 1)} as at, coalesce(visit.region, ${NO_REGION}) as region, visit.queue,
        visit.result, ${sql.raw(wholeMs('visit.handle_seconds'))} as handle_ms, wait_ms,
        width_bucket(wait_ms - 1, ${sql.raw(BOUNDS_MS)}) as band,
        case when visit.result = 'answered' then (
          select later.queue from queue_visits later
          where later.month = visit.month and later.call_sid = visit.call_sid and later.visit = visit.visit + 1
        ) end as next_queue
      from queue_visits visit
      cross join lateral (select ${sql.raw(wholeMs('visit.wait_seconds'))} as wait_ms) as waited
      where ${isIn(sql`visit.joined_at`, halfHours)} and ${isMonthOf(sql`visit.month`, halfHours)}
      offset 0
    ) as visits
    group by grouping sets ((at, queue), (at, queue, region))`.execute(transaction);
}

export async function readQueueIntervals(
  database: Kysely<Tables>,
  { stretches, region = ALL_REGIONS, queue }: QueuesAsked,
): Promise<readonly QueueRow[]> {
  const narrowed = queue === undefined ? sql`` : sql`and queue = ${queue}`;
  const where = sql`region = ${region} ${narrowed}`;
  const rows = await readCounts(database, queueIntervals, { pieces: coverAll(stretches), by: ['queue'], where });
  return rows.flatMap((row) => {
    const stretch = stretches[row.place];
    return stretch ? [{ ...stretch, queue: textIn(row, 'queue'), counts: countsIn(row) }] : [];
  });
}

const countsIn = (row: CountsRow): QueueRow['counts'] => ({
  ...toSums(QUEUE_SUMS, (name) => numberIn(row, toColumn(name))),
  answeredWaits: waitsIn(row, 'answered'),
  abandonedWaits: waitsIn(row, 'abandoned'),
});

function waitsIn(row: CountsRow, kind: 'answered' | 'abandoned'): Waits {
  const bands = row[`${kind}_bands`];
  return {
    totalMs: numberIn(row, `${kind}_wait_ms`),
    longestMs: numberIn(row, `${kind}_longest_ms`),
    byBand: Array.isArray(bands) ? bands.map(Number) : Array.from({ length: BANDS }, () => 0),
  };
}
