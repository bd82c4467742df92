import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const callLog: Migration = {
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
};
