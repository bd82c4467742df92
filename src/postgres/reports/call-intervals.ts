import { type Kysely, sql, type Transaction } from 'kysely';
import { CALL_SUMS, type CallCounts, type Outcome, toArrival } from '../../reports/call-counts.ts';
import { CHECK_CODE, CODE_TRIED } from '../../reports/counting/codes.ts';
import type { CallRow, CallsAsked } from '../../reports/reports.ts';
import { toSums } from '../../reports/sums.ts';
import type { Tables } from '../tables.ts';
import { ARRIVAL, HAS_PERSON, IS_COMPLETED, IS_IDENTIFIED, REGION } from './call-terms.ts';
import {
  ALL_REGIONS,
  addedUp,
  type CountsTable,
  clear,
  columnsOf,
  isIn,
  isMonthOf,
  startAt,
  toColumn,
} from './counts-table.ts';
import { coverAll } from './cover.ts';
import { numberIn, readCounts, textIn } from './read-counts.ts';
import { isRepeatSum, type RepeatSum, readRepeats } from './repeats.ts';

type OwnSum = Exclude<keyof CallCounts, RepeatSum>;
const OWN_SUMS = CALL_SUMS.filter((name): name is OwnSum => !isRepeatSum(name));

export const callIntervals: CountsTable = {
  name: 'call_intervals',
  keys: ['region', 'arrival'],
  sums: addedUp(OWN_SUMS.map(toColumn)),
};

const thoseWhere = (condition: string): string => `count(*) filter (where ${condition})`;
const thoseOf = (outcome: Outcome): string => thoseWhere(`outcome = '${outcome}'`);

const IN_IVR = `ended_at is not null and queues = '{}' and not transferred and disposition is distinct from 'answered'`;

/** What the calls of a half-hour are counted by, as `countCalls` counts them. */
const COUNTED: Readonly<Record<OwnSum, string>> = {
  calls: 'count(*)',
  running: thoseOf('running'),
  answered: thoseOf('answered'),
  callback: thoseOf('callback'),
  message: thoseOf('message'),
  selfService: thoseOf('self-service'),
  abandoned: thoseOf('abandoned'),
  hungUp: thoseOf('hung-up'),
  informed: thoseOf('informed'),
  lost: thoseOf('lost'),
  failed: thoseOf('failed'),
  endedInIvr: thoseWhere(IN_IVR),
  tasksStarted: thoseWhere('task is not null'),
  tasksCompleted: thoseWhere('is_completed'),
  contained: thoseWhere('ended_at is not null and is_completed and not has_person'),
  deflected: thoseWhere(`${IN_IVR} and disposition = 'caller-hung-up' and not (is_completed or callback or voicemail)`),
  identified: thoseWhere('is_identified'),
  transferred: thoseWhere('transferred'),
  callbacks: thoseWhere('callback'),
  messages: thoseWhere('voicemail'),
  zeroOuts: 'sum(zero_outs)',
  misses: 'sum(misses)',
  errors: 'sum(errors)',
  codesBySms: thoseWhere("'sms' = any(codes)"),
  verifiedBySms: thoseWhere('by_sms'),
  codesByEmail: thoseWhere("'email' = any(codes)"),
  verifiedByEmail: thoseWhere('by_email'),
  callsTryingCodes: thoseWhere('tries > 0'),
  codeTries: 'coalesce(sum(tries), 0)',
  rated1: thoseWhere("rating = '1'"),
  rated2: thoseWhere("rating = '2'"),
  rated3: thoseWhere("rating = '3'"),
  rated4: thoseWhere("rating = '4'"),
  rated5: thoseWhere("rating = '5'"),
};

/** The first that is true of a call, as in `outcomeOf`. */
const OUTCOME = `case
  when ended_at is null then 'running'
  when has_person then 'answered'
  when callback then 'callback'
  when voicemail then 'message'
  when is_completed then 'self-service'
  when disposition = 'abandoned-in-queue' then 'abandoned'
  when disposition = 'caller-hung-up' then 'hung-up'
  when disposition = 'completed' then 'informed'
  when disposition = 'lost' then 'lost'
  else 'failed' end`;

const TRIED = Object.keys(CODE_TRIED);
const fitting = (channel: string): readonly string[] => TRIED.filter((outcome) => CODE_TRIED[outcome] === channel);

/** Counts the calls that began in some half-hours anew. `offset 0` keeps what is asked of a call from being asked again by each count. */
export async function countCallIntervals(transaction: Transaction<Tables>, starts: readonly Date[]): Promise<void> {
  const halfHours = { span: 1, starts };
  await clear(transaction, callIntervals, halfHours);
  await sql`
    insert into call_intervals (${sql.raw(columnsOf(callIntervals))})
    select 1, at, case when grouping(in_region) = 1 then ${ALL_REGIONS} else in_region end, came,
      ${sql.raw(OWN_SUMS.map((name) => COUNTED[name]).join(', '))}
    from (
      select told.*, ${sql.raw(OUTCOME)} as outcome, code.*
      from (
        select ${startAt(sql`call.started_at`, 1)} as at, call.*, ${sql.raw(REGION)} as in_region, ${sql.raw(ARRIVAL)} as came,
          ${sql.raw(HAS_PERSON)} as has_person, ${sql.raw(IS_COMPLETED)} as is_completed,
          ${sql.raw(IS_IDENTIFIED)} as is_identified
        from calls call
        where call.agent is null
          and ${isIn(sql`call.started_at`, halfHours)} and ${isMonthOf(sql`call.month`, halfHours)}
        offset 0
      ) as told
      left join lateral (
        select count(*) as tries,
          bool_or(fact ->> 'outcome' = any(${fitting('sms')})) as by_sms,
          bool_or(fact ->> 'outcome' = any(${fitting('email')})) as by_email
        from call_facts tried
        where ${isMonthOf(sql`tried.month`, halfHours)} and tried.month = told.month and tried.call_sid = told.sid and tried.type = 'service-answered'
          and fact ->> 'service' = ${CHECK_CODE} and fact ->> 'outcome' = any(${TRIED})
      ) as code on cardinality(told.codes) > 0
      offset 0
    ) as counted
    group by grouping sets ((at, came), (at, came, in_region))`.execute(transaction);
}

export async function readCallIntervals(
  database: Kysely<Tables>,
  { stretches, region = ALL_REGIONS }: CallsAsked,
): Promise<readonly CallRow[]> {
  const where = sql`region = ${region}`;
  const rows = await readCounts(database, callIntervals, { pieces: coverAll(stretches), by: ['arrival'], where });
  const repeatsOf = await readRepeats(database, stretches, region);
  return rows.flatMap((row) => {
    const stretch = stretches[row.place];
    const arrival = toArrival(textIn(row, 'arrival'));
    const repeats = repeatsOf(row.place, arrival);
    const counts = toSums(CALL_SUMS, (name) => (isRepeatSum(name) ? repeats(name) : numberIn(row, toColumn(name))));
    return stretch ? [{ ...stretch, arrival, counts }] : [];
  });
}
