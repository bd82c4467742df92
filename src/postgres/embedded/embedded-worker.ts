import { join } from 'node:path';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { columnTypes } from '../column-types.ts';
import { DatabaseError } from '../errors.ts';
import { type DirectoryLock, lockDirectory } from './directory-lock.ts';
import type { EmbeddedOptions, FromEmbedded, Statement, ToEmbedded } from './worker-messages.ts';

// The worker thread that owns the embedded database: a query of it stops this thread for as long as it takes, and
// nothing else. pg speaks to it, so that rows, errors and types come out as they do from a real server.

interface Embedded {
  readonly client: pg.Client;
  close(): Promise<void>;
}

async function serve(port: MessagePort, { directory }: EmbeddedOptions): Promise<void> {
  const tell = (message: FromEmbedded): void => port.postMessage(message);
  try {
    const embedded = await open(directory, lockDirectory(directory));
    port.on('message', (message: ToEmbedded) => {
      if (message.type === 'statement') void run(embedded, message).then(tell);
      else void embedded.close().then(() => port.close());
    });
    tell({ type: 'opened' });
  } catch (error) {
    // Nothing listens to the port now, so the thread ends by itself once this is delivered.
    tell({ type: 'not-opened', inUse: error instanceof DatabaseError, message: messageOf(error) });
  }
}

async function open(directory: string, lock: DirectoryLock): Promise<Embedded> {
  // Loaded only now: a second owner is refused before it has cost 300 MB.
  const { PGlite } = await import('@electric-sql/pglite');
  const { createPgConfig } = await import('@electric-sql/pglite/node-postgres');
  const { btree_gin } = await import('@electric-sql/pglite/contrib/btree_gin');
  const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm');
  const database = await PGlite.create({ dataDir: join(directory, 'files'), extensions: { btree_gin, pg_trgm } });
  const client = new pg.Client({ ...createPgConfig(database), types: columnTypes });
  await client.connect();
  return {
    client,
    close: async () => {
      await client.end();
      await database.close();
      lock.release();
    },
  };
}

async function run({ client }: Embedded, { id, sql, parameters }: Statement): Promise<FromEmbedded> {
  try {
    const { command, rowCount, rows } = await client.query(sql, [...parameters]);
    return { type: 'done', id, result: { command, rowCount: rowCount ?? 0, rows } };
  } catch (error) {
    return { type: 'failed', id, message: messageOf(error), code: sqlStateOf(error) };
  }
}

/** By shape: the embedded database makes its errors with a copy of pg's class. */
const sqlStateOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

if (parentPort) await serve(parentPort, workerData);
