import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { createMemoryDemoStore } from '../../src/backoffice/demo/memory-demo-store.ts';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { createDemoStore } from '../../src/postgres/demo-store.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';
import { testDemoStore } from './demo-store.ts';

testDemoStore('the demo in memory', async () => {
  const store = createMemoryDemoStore();
  return [store, store];
});

let postgres: TestPostgres;
let directory: string;
let embedded: Database;
beforeAll(async () => {
  postgres = await startPostgres();
  directory = await mkdtemp(join(tmpdir(), 'demo-'));
  embedded = createDatabase({ directory });
});
afterAll(async () => {
  await Promise.all([postgres.stop(), embedded.close()]);
  await rm(directory, { recursive: true });
});

testDemoStore('the demo in a PostgreSQL server', async () => {
  const url = await postgres.createDatabase();
  const databases = [createDatabase({ url, directory: '/nowhere' }), createDatabase({ url, directory: '/nowhere' })];
  onTestFinished(async () => {
    await Promise.all(databases.map((database) => database.close()));
  });
  const [one, other] = databases.map(createDemoStore);
  if (!one || !other) throw new Error('there are two');
  return [one, other];
});

testDemoStore('the demo in the embedded database', async () => {
  const database = await embedded.ready();
  await database.deleteFrom('demo_documents').execute();
  await database.deleteFrom('demo_seed').execute();
  const store = createDemoStore(embedded);
  return [store, store];
});
