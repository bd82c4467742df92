import { type Kysely, sql, type Transaction } from 'kysely';
import { z } from 'zod';
import type { CallRecord } from '../../calls/call-record.ts';
import type { QueueVisit } from '../../calls/record/queue-history.ts';
import { type CallSid, isCallSid } from '../../values/call-sid.ts';
import { toJsonText } from '../json-text.ts';
import type { Tables } from '../tables.ts';
import { type CallMonths, keysOf } from './months.ts';

const instant = z.date().transform((date) => date.getTime());

const StoredVisit = z.object({
  call_sid: z.string().refine(isCallSid),
  queue: z.string(),
  joined_at: instant,
  left_at: instant.nullable(),
  result: z.string().nullable(),
  wait_seconds: z.number().nullable(),
  handle_seconds: z.number(),
});

function toVisit(row: z.infer<typeof StoredVisit>): QueueVisit {
  const { queue, joined_at: joinedAt, left_at: leftAt, result, wait_seconds: waitSeconds } = row;
  return {
    queue,
    joinedAt,
    ...(leftAt === null ? {} : { leftAt }),
    ...(result === null ? {} : { result }),
    ...(waitSeconds === null ? {} : { waitSeconds }),
    handleSeconds: row.handle_seconds,
  };
}

/** The visits of some calls in the order in which they began; calls without any are left out. */
export async function readVisits(
  database: Kysely<Tables>,
  calls: CallMonths,
): Promise<ReadonlyMap<CallSid, readonly QueueVisit[]>> {
  if (calls.size === 0) return new Map();
  const { months, sids } = keysOf(calls);
  const { rows } = await sql`
    select * from queue_visits
    where month = any(${months}::date[]) and call_sid = any(${sids}) order by call_sid, visit`.execute(database);
  const byCall = new Map<CallSid, QueueVisit[]>();
  for (const row of rows) {
    const visit = StoredVisit.parse(row);
    const known = byCall.get(visit.call_sid);
    if (known) known.push(toVisit(visit));
    else byCall.set(visit.call_sid, [toVisit(visit)]);
  }
  return byCall;
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
