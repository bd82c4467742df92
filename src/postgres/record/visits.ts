import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { CallRecord } from '../../calls/call-record.ts';
import type { Month } from '../../calls/record/months.ts';
import type { QueueVisit } from '../../calls/record/queue-history.ts';
import type { CallSid } from '../../values/call-sid.ts';
import { toJsonText } from '../json-text.ts';
import type { Tables } from '../tables.ts';
import { toMilliseconds } from './call-row.ts';
import { type CallMonths, keysOf } from './months.ts';

/** The visits of a call in the order in which they began, as JSON for `toVisits`. */
const visitsInJson = sql.raw(`
  json_agg(json_strip_nulls(json_build_object(
    'queue', queue, 'joinedAt', ${toMilliseconds('joined_at')}, 'leftAt', ${toMilliseconds('left_at')},
    'result', result, 'waitSeconds', wait_seconds, 'handleSeconds', handle_seconds
  )) order by visit)`);

/** What the statement above makes, whose columns have types; null where there are none. */
const Visits = z.custom<readonly QueueVisit[]>(Array.isArray).nullable();

/** What to select beside a row of `calls` for `toVisits`: for a month that is known beforehand no other is looked at. */
export const visitsField = (month: Month): RawBuilder<unknown> => sql`
  case when calls.queues <> '{}' then (
    select ${visitsInJson} from queue_visits where month = ${sql.lit(month)}::date and call_sid = calls.sid
  ) end as visits`;

/** @throws where it is not what the database makes of visits */
export const toVisits = (visits: unknown): readonly QueueVisit[] => Visits.parse(visits) ?? [];

/** The visits of some calls; calls without any are left out. */
export async function readVisits(
  database: Kysely<Tables>,
  calls: CallMonths,
): Promise<ReadonlyMap<CallSid, readonly QueueVisit[]>> {
  if (calls.size === 0) return new Map();
  const { months, sids } = keysOf(calls);
  const { rows } = await sql<{ readonly call_sid: CallSid; readonly visits: unknown }>`
    select call_sid, ${visitsInJson} as visits from queue_visits
    where month = any(${months}::date[]) and call_sid = any(${sids}) group by call_sid`.execute(database);
  return new Map(rows.map(({ call_sid, visits }) => [call_sid, toVisits(visits)]));
}

/** Stores the visits of calls, in place of what was stored of the same ones. */
export async function writeVisits(
  transaction: Transaction<Tables>,
  records: readonly CallRecord[],
  months: CallMonths,
): Promise<void> {
  const rows = records.flatMap(({ sid, region, visits }) =>
    visits.map(({ queue, joinedAt, leftAt, result, waitSeconds, handleSeconds }, visit) => ({
      month: months.get(sid),
      call_sid: sid,
      visit,
      queue,
      region,
      joined_at: new Date(joinedAt),
      ...(leftAt === undefined ? {} : { left_at: new Date(leftAt) }),
      result,
      wait_seconds: waitSeconds,
      handle_seconds: handleSeconds,
    })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into queue_visits
    select * from json_populate_recordset(null::queue_visits, ${toJsonText(rows)}::json)
    on conflict (month, call_sid, visit) do update set
      queue = excluded.queue, region = excluded.region, joined_at = excluded.joined_at, left_at = excluded.left_at,
      result = excluded.result, wait_seconds = excluded.wait_seconds, handle_seconds = excluded.handle_seconds
  `.execute(transaction);
}

/** Takes away what was stored of calls whose visits are no longer the same. */
export async function removeVisits(transaction: Transaction<Tables>, calls: CallMonths): Promise<void> {
  if (calls.size === 0) return;
  const { months, sids } = keysOf(calls);
  await sql`
    delete from queue_visits where month = any(${months}::date[]) and call_sid = any(${sids})`.execute(transaction);
}
