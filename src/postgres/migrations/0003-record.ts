import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The record by months, with all that calls are looked for by. Facts of before are moved into their months; the rows of
 * their calls are derived anew by whoever first opens the log, because only code can.
 */
export const record: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`create extension if not exists pg_trgm`.execute(database);
    await sql`drop table calls`.execute(database);
    await sql`alter table call_facts rename to unmoved_facts`.execute(database);
    await sql`alter table unmoved_facts rename constraint call_facts_pkey to unmoved_facts_pkey`.execute(database);
    await createTables(database);
    await createCalls(database);
    await indexCalls(database);
    await moveFacts(database);
  },
};

/** Ids are compared byte by byte: a language's order costs more and means nothing to them. */
async function createTables(database: Kysely<unknown>): Promise<void> {
  await sql`create table call_months (sid text collate "C" primary key, month date not null)`.execute(database);
  // A process of before fails at the generated column, with an error that blames no entry: what it has in hand waits.
  await sql`
    create table call_facts (
      month date not null,
      call_sid text collate "C" not null,
      turn_key text collate "C" not null,
      index integer not null,
      at timestamptz not null,
      type text generated always as (fact ->> 'type') stored,
      fact jsonb not null,
      primary key (month, call_sid, turn_key, index)
    ) partition by range (month)`.execute(database);
  await sql`
    create table queue_visits (
      month date not null,
      call_sid text collate "C" not null,
      visit integer not null,
      queue text not null,
      region text,
      joined_at timestamptz not null,
      left_at timestamptz,
      result text,
      wait_seconds double precision,
      handle_seconds double precision not null,
      primary key (month, call_sid, visit)
    ) partition by range (month)`.execute(database);
  await sql`create index on queue_visits (joined_at, queue)`.execute(database);
  await sql`
    create table stale_intervals (
      id bigint generated always as identity primary key,
      at timestamptz not null
    )`.execute(database);
  await sql`
    create table job_runs (
      id bigint generated always as identity primary key,
      job text not null,
      started_at timestamptz not null,
      ended_at timestamptz,
      outcome text,
      details jsonb
    )`.execute(database);
  await sql`create index on job_runs (job, started_at)`.execute(database);
  await sql`create table unfolded_calls (sid text collate "C" primary key)`.execute(database);
}

async function createCalls(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table calls (
      month date not null,
      sid text collate "C" not null,
      started_at timestamptz not null,
      last_at timestamptz not null,
      last_turn text not null,
      last_index integer not null,
      ended_at timestamptz,
      ended_by text,
      disposition text,
      status text,
      duration_seconds double precision,
      caller text,
      caller_key text,
      caller_tail text,
      caller_name text,
      agent text,
      dialled text,
      release text,
      region text,
      language text,
      topic text,
      rating text,
      verification text not null,
      arrival text,
      nodes text[] not null,
      last_node text,
      misses integer not null,
      zero_outs integer not null,
      errors integer not null,
      task text,
      codes text[] not null,
      queue text,
      queues text[] not null,
      waited_seconds double precision not null,
      handle_seconds double precision not null,
      talk_seconds double precision not null,
      transferred boolean not null,
      callback boolean not null,
      voicemail boolean not null,
      transcript text,
      primary key (month, sid)
    ) partition by range (month)`.execute(database);
}

async function indexCalls(database: Kysely<unknown>): Promise<void> {
  await sql`create index on calls (started_at desc, sid desc)`.execute(database);
  await sql`create index on calls (queue, started_at desc, sid desc)`.execute(database);
  await sql`create index on calls (caller_key, started_at desc, sid desc)`.execute(database);
  await sql`create index on calls (last_at) where ended_at is null`.execute(database);
  await sql`create index on calls using gin (nodes)`.execute(database);
  await sql`create index on calls using gin (queues)`.execute(database);
  await sql`create index on calls using gin (caller_name gin_trgm_ops)`.execute(database);
  await sql`create index on calls using gin (transcript gin_trgm_ops)`.execute(database);
}

/** So many that no statement takes long, however old the log is. */
const CALLS_AT_A_TIME = 2000;

async function moveFacts(database: Kysely<unknown>): Promise<void> {
  const made = new Set<string>();
  let after = '';
  for (;;) {
    const { rows } = await sql<{ readonly sid: string }>`
      select distinct call_sid as sid from unmoved_facts where call_sid > ${after} order by call_sid
      limit ${CALLS_AT_A_TIME}`.execute(database);
    const last = rows.at(-1);
    if (!last) break;
    await moveCalls(database, { after, until: last.sid }, made);
    after = last.sid;
  }
  await sql`drop table unmoved_facts`.execute(database);
}

/** Calls in the order of the table that they come from. */
interface Stretch {
  readonly after: string;
  readonly until: string;
}

async function moveCalls(database: Kysely<unknown>, { after, until }: Stretch, made: Set<string>): Promise<void> {
  const { rows } = await sql<{ readonly month: string }>`
    with moved as (
      insert into call_months (sid, month)
      select call_sid, date_trunc('month', min(at) at time zone 'UTC') from unmoved_facts
      where call_sid > ${after} and call_sid <= ${until} group by call_sid
      returning sid, month
    ), unfolded as (
      insert into unfolded_calls select sid from moved
    )
    select distinct month::text as month from moved`.execute(database);
  for (const { month } of rows) {
    if (!made.has(month)) await makeMonth(database, month);
    made.add(month);
  }
  await sql`
    insert into call_facts (month, call_sid, turn_key, index, at, fact)
    select month, call_sid, turn_key, index, at, fact
    from unmoved_facts join call_months on sid = call_sid
    where call_sid > ${after} and call_sid <= ${until}`.execute(database);
}

async function makeMonth(database: Kysely<unknown>, month: string): Promise<void> {
  for (const table of ['calls', 'call_facts', 'queue_visits']) {
    const partition = sql.id(`${table}_${month.slice(0, 7).replace('-', '_')}`);
    await sql`
      create table ${partition} partition of ${sql.id(table)}
      for values from (${sql.lit(month)}) to (${sql.lit(nextMonth(month))})`.execute(database);
  }
}

function nextMonth(month: string): string {
  const first = new Date(`${month}T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + 1);
  return first.toISOString().slice(0, 10);
}
