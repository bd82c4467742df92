import { type Kysely, sql } from 'kysely';
import type { CallLog, JournalEntry } from '../../../src/calls/journal.ts';
import { monthAfter, monthOf } from '../../../src/calls/record/months.ts';
import { makeMonth, TABLES_BY_MONTH, type TableByMonth } from '../../../src/postgres/record/months.ts';
import type { Tables } from '../../../src/postgres/tables.ts';
import { callSid } from '../../support/journal-entries.ts';
import type { Template } from './templates.ts';

const DAY_MS = 86_400_000;
/** Where the templates themselves are kept: the writer makes their rows, which copies are made from. */
const TEMPLATE_MONTH = '2000-01-01';
const TEMPLATES_AT = Date.parse(TEMPLATE_MONTH);
const TEMPLATES_AT_A_TIME = 500;

export interface Filling {
  readonly templates: readonly Template[];
  /** Beginning of the first day, and of the day after the last; UTC, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly callsADay: number;
  /** How many different callers there are. */
  readonly callers: number;
}

/** A call as the journal has it, a turn at a time. */
export const toEntries = (number: number, { facts }: Template, at: number): readonly JournalEntry[] =>
  [...Map.groupBy(facts, ({ turn }) => turn)].map(([turn, told]) => ({
    entry: '',
    shard: 0,
    call: callSid(number),
    turn,
    at: at + (told[0]?.at ?? 0),
    facts: told.map(({ fact }) => fact),
  }));

/** Has the writer record the templates, as calls that began with the year 2000. */
export async function recordTemplates(log: CallLog, templates: readonly Template[]): Promise<void> {
  for (let from = 0; from < templates.length; from += TEMPLATES_AT_A_TIME) {
    const some = templates.slice(from, from + TEMPLATES_AT_A_TIME);
    await log.record(some.flatMap((template, place) => toEntries(from + place, template, TEMPLATES_AT)));
  }
}

/**
 * Fills the log with calls, a month at a time: each day has some of the templates, each with another caller and up to a
 * quarter of an hour earlier or later.
 */
export async function fillLog(database: Kysely<Tables>, filling: Filling): Promise<void> {
  await database.connection().execute(async (connection) => {
    const begins = filling.templates.map(({ at }, n) => ({ n, sid: callSid(n), begins_at: at }));
    await sql`create temporary table templates (n integer, sid text primary key, begins_at integer)`.execute(
      connection,
    );
    await sql`
      insert into templates select * from json_populate_recordset(null::templates, ${JSON.stringify(begins)}::json)
    `.execute(connection);
    for (let month = monthOf(filling.from); Date.parse(month) < filling.to; month = monthAfter(month)) {
      await makeMonth(database, month);
      await fillMonth(connection, month, filling);
    }
    await sql`drop table templates`.execute(connection);
  });
}

/** A number of 31 bits that is the same for the same two numbers. */
const hashed = (one: string, other: string) => sql.raw(`(hashint8(${one}::bigint * 1000003 + ${other}) & 2147483647)`);

async function fillMonth(database: Kysely<Tables>, month: string, filling: Filling): Promise<void> {
  await makeCopies(database, month, filling);
  await sql`insert into call_months (sid, month) select copy, ${month}::date from copies order by copy`.execute(
    database,
  );
  for (const table of TABLES_BY_MONTH) await copyRows(database, table, month);
  await sql`drop table copies`.execute(database);
}

async function makeCopies(database: Kysely<Tables>, month: string, filling: Filling): Promise<void> {
  const { templates, from, to, callsADay, callers } = filling;
  const first = Math.max(from, Date.parse(month)) / DAY_MS;
  const last = Math.min(to, Date.parse(monthAfter(month))) / DAY_MS - 1;
  const jitter = hashed('day', 'n * 7');
  // Within its day, so that none is shifted into another month.
  await sql`
    create temporary table copies as
    select sid, 'CA' || md5(n || ':' || day) as copy,
      timestamptz 'epoch' + day * interval '24 hours' - ${TEMPLATE_MONTH}::date::timestamp at time zone 'UTC'
        + least(86000000, greatest(0, begins_at + ${jitter} % 1800000 - 900000)) * interval '1 millisecond' as shift,
      '+8613' || lpad((${hashed('n', 'day * 13')} % ${callers}::bigint)::text, 9, '0') as caller
    from templates, generate_series(${first}::integer, ${last}::integer) as day
    where ${hashed('day', 'n')} % ${templates.length}::bigint < ${callsADay}::bigint`.execute(database);
  await sql`analyze copies`.execute(database);
}

/** Tables that are copied, each with its time: rows lie in the order in which they would have come. */
const TIMES: Readonly<Record<TableByMonth, string>> = {
  call_facts: 'at',
  queue_visits: 'joined_at',
  calls: 'started_at',
};

async function copyRows(database: Kysely<Tables>, table: TableByMonth, month: string): Promise<void> {
  const { rows } = await sql<{ readonly name: string; readonly type: string }>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'`.execute(database);
  const sid = table === 'calls' ? 'sid' : 'call_sid';
  const columns = rows.map(({ name }) => name).join(', ');
  const values = rows.map(({ name, type }) => valueOfCopy(name, type, month)).join(', ');
  await sql`
    insert into ${sql.table(table)} (${sql.raw(columns)})
    select ${sql.raw(values)}
    from copies join ${sql.table(table)} as original on original.month = ${TEMPLATE_MONTH}::date
      and original.${sql.ref(sid)} = copies.sid
    order by original.${sql.ref(TIMES[table])} + shift`.execute(database);
}

function valueOfCopy(name: string, type: string, month: string): string {
  const own: Readonly<Record<string, string>> = {
    month: `date '${month}'`,
    sid: 'copy',
    call_sid: 'copy',
    caller: 'copies.caller',
    caller_tail: 'right(copies.caller, 4)',
    caller_key: 'md5(copies.caller)',
    fact: `case when original.type = 'call-started'
      then original.fact || jsonb_build_object('caller', copies.caller) else original.fact end`,
  };
  return own[name] ?? (type === 'timestamp with time zone' ? `original.${name} + shift` : `original.${name}`);
}
