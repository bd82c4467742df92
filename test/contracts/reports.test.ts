import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { createReports } from '../../src/postgres/reports/reports.ts';
import { nameCaller } from '../support/name-caller.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { type TestReports, testReports } from './reports.ts';

function bedOf(database: Database, stop: () => Promise<unknown>): TestReports {
  let now = 0;
  return {
    database,
    log: createCallLog({ ready: database.ready, nameCaller }),
    reports: createReports({ ready: database.ready, now: () => now }),
    setNow: (at) => {
      now = at;
    },
    stop: async () => {
      await database.close();
      await stop();
    },
  };
}

testReports('the reports of a PostgreSQL server', {
  runs: 30,
  start: async () => {
    const postgres = await startPostgres();
    const database = createDatabase({ url: await postgres.createDatabase(), directory: '/nowhere' });
    return bedOf(database, () => postgres.stop());
  },
});

testReports('the reports of the embedded database', {
  runs: 6,
  start: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'reports-'));
    return bedOf(createDatabase({ directory }), () => rm(directory, { recursive: true }));
  },
});
