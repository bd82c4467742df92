import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Calls keep that their caller was erased: what is told of them later is stored without the caller too. */
export const erasure: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`alter table calls add column is_erased boolean not null default false`.execute(database);
  },
};
