import { ARRIVALS } from '../../reports/call-counts.ts';
import { NO_REGION } from './counts-table.ts';

// What is asked of a row `call` of `calls`, in SQL; each says what its namesake in `reports/counting/` says.

export const REGION = `coalesce(call.region, '${NO_REGION}')`;

const KNOWN = ARRIVALS.map((arrival) => `'${arrival}'`).join(', ');
export const ARRIVAL = `case when call.arrival in (${KNOWN}) then call.arrival else 'unknown' end`;

/** Of calls that joined no queue none is looked for. */
export const HAS_PERSON = `(coalesce(call.disposition = 'answered', false) or (cardinality(call.queues) > 0 and exists (
  select from queue_visits visit
  where visit.month = call.month and visit.call_sid = call.sid and visit.result = 'answered')))`;

export const IS_COMPLETED = `coalesce(call.task = 'completed', false)`;
export const IS_CONTAINED = `(call.ended_at is not null and ${IS_COMPLETED} and not ${HAS_PERSON})`;
export const IS_IDENTIFIED = `(call.ended_at is not null and call.caller_key is not null and call.topic is not null)`;
