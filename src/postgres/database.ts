import { join } from 'node:path';
import { Kysely, PostgresDialect, type PostgresPool, sql } from 'kysely';
import pg from 'pg';
import { columnTypes } from './column-types.ts';
import { createEmbeddedPool } from './embedded-pool.ts';
import { migrate } from './migrations.ts';
import type { Tables } from './tables.ts';

export interface DatabaseOptions {
  /** A PostgreSQL server; without it the embedded one in `directory` serves. */
  readonly url?: string | undefined;
  /** Where the embedded database keeps its files, below a folder of its own. */
  readonly directory: string;
  /** A connection that lies idle broke. The next statement opens another one; this is for the log. */
  readonly onConnectionLost?: (error: Error) => void;
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

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 3000;
/** A statement that takes longer is given up by the server. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** A server that does not even say so within this is taken for gone. */
const ANSWER_TIMEOUT_MS = 20_000;

/** Describes a database; nothing is opened before it is asked for. */
export function createDatabase(options: DatabaseOptions): Database {
  const pool = poolFor(options);
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
    connections: () => (pool instanceof pg.Pool ? connectionsOf(pool) : undefined),
    close: () => kysely.destroy(),
  };
}

const connectionsOf = ({ totalCount, idleCount, waitingCount }: pg.Pool): Connections => ({
  busy: totalCount - idleCount,
  idle: idleCount,
  waiting: waitingCount,
});

function poolFor({ url, directory, onConnectionLost }: DatabaseOptions): PostgresPool {
  if (!url) return createEmbeddedPool({ directory: join(directory, 'postgres') });
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'okpay-hotline',
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    types: columnTypes,
  });
  // A connection that is lost between two statements of a transaction says so to nobody else, and an error that nobody
  // hears would end the process.
  pool.on('connect', (client) => void client.on('error', (error) => onConnectionLost?.(error)));
  pool.on('error', () => undefined);
  return pool;
}
