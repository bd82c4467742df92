import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What calls are looked for by: one index for all that is equal or not, one for words, and small ones for the rest. The
 * rows of calls that are there are derived anew, because only code can index their words.
 */
export const search: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`create extension if not exists btree_gin`.execute(database);
    await sql`alter table calls add column words text`.execute(database);
    await dropIndexes(database);
    await createIndexes(database);
    await sql`insert into unfolded_calls select sid from call_months on conflict do nothing`.execute(database);
  },
};

/** The new ones do what these did. */
async function dropIndexes(database: Kysely<unknown>): Promise<void> {
  for (const columns of ['queue_started_at_sid', 'nodes', 'queues', 'caller_name', 'transcript']) {
    await sql`drop index ${sql.id(`calls_${columns}_idx`)}`.execute(database);
  }
}

/**
 * Lists of what was added last are kept short: every search goes through them, and by default they grow to four megabytes.
 */
async function createIndexes(database: Kysely<unknown>): Promise<void> {
  await sql`
    create index on calls using gin
      (nodes, queues, disposition, dialled, language, rating, region, release, topic, verification)
      with (gin_pending_list_limit = 256)`.execute(database);
  await sql`
    create index on calls using gin (words gin_trgm_ops) with (gin_pending_list_limit = 256)`.execute(database);
  await sql`create index on calls (reverse(caller_tail) text_pattern_ops)`.execute(database);
  await sql`create index on calls (waited_seconds) where waited_seconds > 0`.execute(database);
  await sql`create index on calls (talk_seconds) where talk_seconds > 0`.execute(database);
  await sql`create index on calls (started_at desc, sid desc) where disposition is null`.execute(database);
}
