import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What is counted of the record: by half-hours of UTC, and summed up by stretches of 4 hours and of a day. `span` is how
 * many half-hours a row covers, `at` its beginning. The region `*` is all of them together, the empty one is of calls
 * without any.
 */
export const reports: Migration = {
  up: async (database: Kysely<unknown>) => {
    await createQueueIntervals(database);
    await createCallIntervals(database);
    await createRepeats(database);
    await createNodeIntervals(database);
    await sql`
      create table report_horizon (
        is_one boolean primary key default true check (is_one),
        kept_from timestamptz not null
      )`.execute(database);
    await sql`create index on stale_intervals (at)`.execute(database);
    await sql`
      insert into stale_intervals (at)
      select date_bin('30 minutes', started_at, timestamptz 'epoch') from calls
      union
      select date_bin('30 minutes', joined_at, timestamptz 'epoch') from queue_visits`.execute(database);
  },
};

async function createQueueIntervals(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table queue_intervals (
      span smallint not null,
      at timestamptz not null,
      region text not null,
      queue text not null,
      offered integer not null,
      answered integer not null,
      abandoned integer not null,
      diverted integer not null,
      lost integer not null,
      callbacks_requested integer not null,
      moved integer not null,
      handle_ms bigint not null,
      answered_wait_ms bigint not null,
      answered_longest_ms bigint not null,
      answered_bands integer[],
      abandoned_wait_ms bigint not null,
      abandoned_longest_ms bigint not null,
      abandoned_bands integer[],
      primary key (span, region, at, queue)
    )`.execute(database);
  await sql`create index on queue_intervals (span, at)`.execute(database);
}

async function createCallIntervals(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table call_intervals (
      span smallint not null,
      at timestamptz not null,
      region text not null,
      arrival text not null,
      calls integer not null,
      running integer not null,
      answered integer not null,
      callback integer not null,
      message integer not null,
      self_service integer not null,
      abandoned integer not null,
      hung_up integer not null,
      informed integer not null,
      lost integer not null,
      failed integer not null,
      ended_in_ivr integer not null,
      tasks_started integer not null,
      tasks_completed integer not null,
      contained integer not null,
      deflected integer not null,
      identified integer not null,
      transferred integer not null,
      callbacks integer not null,
      messages integer not null,
      zero_outs integer not null,
      misses integer not null,
      errors integer not null,
      codes_by_sms integer not null,
      verified_by_sms integer not null,
      codes_by_email integer not null,
      verified_by_email integer not null,
      calls_trying_codes integer not null,
      code_tries integer not null,
      rated1 integer not null,
      rated2 integer not null,
      rated3 integer not null,
      rated4 integer not null,
      rated5 integer not null,
      primary key (span, region, at, arrival)
    )`.execute(database);
  await sql`create index on call_intervals (span, at)`.execute(database);
}

/** A call that another repeats is known by itself, so that a later call changes one row and not all of a half-hour. */
async function createRepeats(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table repeated_calls (
      sid text primary key,
      at timestamptz not null,
      region text not null,
      arrival text not null,
      contained_repeated boolean not null,
      repeated_in1_day boolean not null,
      repeated_in7_days boolean not null,
      repeated_in30_days boolean not null
    )`.execute(database);
  await sql`create index on repeated_calls (at)`.execute(database);
  await sql`
    create table repeat_intervals (
      span smallint not null,
      at timestamptz not null,
      region text not null,
      arrival text not null,
      contained_repeated integer not null,
      repeated_in1_day integer not null,
      repeated_in7_days integer not null,
      repeated_in30_days integer not null,
      primary key (span, region, at, arrival)
    )`.execute(database);
  await sql`create index on repeat_intervals (span, at)`.execute(database);
}

/** Shorter stretches than a day are kept of days that are still being counted. */
async function createNodeIntervals(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table node_intervals (
      span smallint not null,
      at timestamptz not null,
      node text not null,
      entered integer not null,
      no_input integer not null,
      no_match integer not null,
      exhausted integer not null,
      zero_outs integer not null,
      ended_by_caller integer not null,
      ended_by_agent integer not null,
      ended_by_system integer not null,
      stays integer not null,
      tenths bigint not null,
      squared_tenths bigint not null,
      primary key (span, at, node)
    )`.execute(database);
  await sql`
    create table node_ways (
      span smallint not null,
      at timestamptz not null,
      node text not null,
      next text not null,
      passages integer not null,
      primary key (span, at, node, next)
    )`.execute(database);
  await sql`create table open_node_days (day timestamptz primary key)`.execute(database);
}
