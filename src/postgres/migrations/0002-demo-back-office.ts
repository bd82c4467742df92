import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const demoBackOffice: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`
      create table demo_documents (
        kind text not null,
        id text not null,
        account text,
        phone text,
        key text,
        document jsonb not null,
        primary key (kind, id)
      )`.execute(database);
    await sql`create unique index on demo_documents (kind, key) where key is not null`.execute(database);
    await sql`create unique index on demo_documents (phone) where phone is not null`.execute(database);
    await sql`create index on demo_documents (kind, account)`.execute(database);
    await sql`
      create table demo_seed (
        is_planted boolean primary key default true check (is_planted),
        version text not null
      )`.execute(database);
  },
};
