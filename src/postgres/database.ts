import { join } from 'node:path';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import { createEmbeddedPool } from './embedded/embedded-pool.ts';
import { migrate } from './migrations.ts';
import { asKyselyPool, createServerPool } from './server/server-pool.ts';
import type { Tables } from './tables.ts';

export interface DatabaseOptions {
  /** A PostgreSQL server; without it the embedded one in `directory` serves. */
  readonly url?: string | undefined;
  /** Where the embedded database keeps its files, below a folder of its own. */
  readonly directory: string;
  /** A connection that lies idle broke. The next statement opens another one; this is for the log. */
  readonly onConnectionLost?: (error: Error) => void;
  /** Milliseconds after which a server that answers nothing is taken for gone. */
  readonly answerMs?: number;
}

/** The database behind the call log: one dialect, whether a server or the embedded one. */
export interface Database {
  /**
   * The tables, once the database is open and up to date. The first call opens it, in the background of whoever does
   * not wait; after a failure the next call tries again.
   *
   * Rejects with `directory_in_use` where another process has the embedded database open, else with what the
   * database says.
   */
  ready(): Promise<Kysely<Tables>>;
  /** Whether it answers now. */
  isReady(): Promise<boolean>;
  /** Those of this process to a server; absent where the database is the embedded one. */
  connections(): Connections | undefined;
  close(): Promise<void>;
}

/** How many connections are in use and how many are not, and how many statements wait for one. */
export interface Connections {
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}

/** Describes a database; nothing is opened before it is asked for. */
export function createDatabase(options: DatabaseOptions): Database {
  const server = options.url ? createServerPool({ ...options, url: options.url }) : undefined;
  const pool = server
    ? asKyselyPool(server, options)
    : createEmbeddedPool({ directory: join(options.directory, 'postgres') });
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  let migrated: Promise<void> | undefined;

  const ready = async () => {
    migrated ??= migrate(kysely).catch((error: unknown) => {
      migrated = undefined;
      throw error;
    });
    await migrated;
    return kysely;
  };
  return {
    ready,
    isReady: async () => {
      try {
        await sql`select 1`.execute(await ready());
        return true;
      } catch {
        return false;
      }
    },
    connections: () => server && connectionsOf(server),
    close: () => kysely.destroy(),
  };
}

const connectionsOf = ({ totalCount, idleCount, waitingCount }: pg.Pool): Connections => ({
  busy: totalCount - idleCount,
  idle: idleCount,
  waiting: waitingCount,
});
