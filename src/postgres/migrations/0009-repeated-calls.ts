import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The ids of repeated calls are compared as all others are, so that their index serves whoever has ids from elsewhere. */
export const repeatedCalls: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`alter table repeated_calls alter column sid type text collate "C"`.execute(database);
  },
};
