import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';

/** In the order in which they are applied; a migration that has been released is never changed. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001-call-log': {
    up: async (database: Kysely<unknown>) => {
      await sql`
        create table calls (
          sid text primary key,
          started_at timestamptz not null,
          last_at timestamptz not null,
          last_turn text not null,
          last_index integer not null,
          ended_at timestamptz,
          caller text,
          caller_tail text,
          caller_name text,
          agent text,
          dialled text,
          release text,
          region text,
          language text,
          queue text,
          waited_seconds double precision not null,
          talk_seconds double precision not null,
          duration_seconds double precision,
          topic text,
          rating text,
          verification text not null,
          disposition text,
          status text
        )`.execute(database);
      await sql`
        create table call_facts (
          call_sid text not null,
          turn_key text not null,
          index integer not null,
          at timestamptz not null,
          type text not null,
          fact jsonb not null,
          primary key (call_sid, turn_key, index)
        )`.execute(database);
    },
  },
  '0002-demo-back-office': {
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
  },
};

/**
 * Brings the tables up to date. Safe in several processes at once: one does it, the others wait for it.
 *
 * @throws what the database says, where it cannot be reached or a migration fails; nothing is half done then.
 */
export async function migrate<Tables>(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
