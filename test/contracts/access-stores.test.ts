import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { createAccessStores } from '../../src/postgres/access/access-stores.ts';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { createMemoryAccess } from '../support/memory-access.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';
import { testAccessStores } from './access-stores.ts';

testAccessStores('access in the memory of tests', async () => {
  const stores = createMemoryAccess();
  return [stores, stores];
});

let postgres: TestPostgres;
let directory: string;
let embedded: Database;
let server: readonly [Database, Database];
beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase();
  server = [createDatabase({ url, directory: '/nowhere' }), createDatabase({ url, directory: '/nowhere' })];
  directory = await mkdtemp(join(tmpdir(), 'access-'));
  embedded = createDatabase({ directory });
});
afterAll(async () => {
  await Promise.all([...server, embedded].map((database) => database.close()));
  await postgres.stop();
  await rm(directory, { recursive: true });
});

async function empty(database: Database): Promise<void> {
  const kysely = await database.ready();
  for (const table of ['sessions', 'sign_in_links', 'sign_in_tries', 'audit_entries', 'people'] as const) {
    await kysely.deleteFrom(table).execute();
  }
}

testAccessStores('access in a PostgreSQL server', async () => {
  const [one, other] = server;
  onTestFinished(() => empty(one));
  return [createAccessStores(one), createAccessStores(other)];
});

testAccessStores('access in the embedded database', async () => {
  onTestFinished(() => empty(embedded));
  const stores = createAccessStores(embedded);
  return [stores, stores];
});
