import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

export const access: Migration = {
  up: async (database: Kysely<unknown>) => {
    await sql`
      create table people (
        id text primary key,
        name text not null,
        email text not null,
        roles text[] not null,
        password_hash text,
        issuer text,
        subject text,
        is_disabled boolean not null default false,
        created_at timestamptz not null,
        revision integer not null default 0,
        check ((issuer is null) = (subject is null)),
        check (subject is null or password_hash is null)
      )`.execute(database);
    // Whoever the provider vouches for may have the address of a local account; they are two.
    await sql`create unique index people_local on people (email) where subject is null`.execute(database);
    await sql`create unique index people_vouched on people (issuer, subject)`.execute(database);
    await sql`
      create table sessions (
        token_hash text primary key,
        id text not null,
        person_id text not null references people,
        revision integer not null,
        proof text not null,
        started_at timestamptz not null,
        used_at timestamptz not null,
        address text not null
      )`.execute(database);
    await sql`create index on sessions (person_id)`.execute(database);
    await sql`
      create table sign_in_links (
        token_hash text primary key,
        person_id text not null references people,
        revision integer not null,
        created_at timestamptz not null,
        ends_at timestamptz not null
      )`.execute(database);
    await sql`
      create table sign_in_tries (
        subject text primary key,
        tries jsonb not null,
        changed_at timestamptz not null
      )`.execute(database);
    await sql`
      create table audit_entries (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        person_id text,
        person_name text,
        action text not null,
        outcome text not null,
        subject text,
        detail text,
        address text not null
      )`.execute(database);
    await sql`create index on audit_entries (person_id, id)`.execute(database);
  },
};
