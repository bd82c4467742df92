import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { createCallSearch } from '../../src/postgres/search/call-search.ts';
import { nameCaller } from '../support/name-caller.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { type TestCallSearch, testCallSearch } from './call-search.ts';

/** A day after the latest calls. */
const NOW = Date.UTC(2025, 11, 31);

function bedOf(database: Database, stop: () => Promise<unknown>): TestCallSearch {
  let asked = 0;
  return {
    log: createCallLog({ ready: database.ready, nameCaller }),
    search: createCallSearch({
      ready: () => {
        asked += 1;
        return database.ready();
      },
      now: () => NOW,
    }),
    now: NOW,
    timesAsked: () => asked,
    stop: async () => {
      await database.close();
      await stop();
    },
  };
}

testCallSearch('the search in a PostgreSQL server', {
  runs: 200,
  start: async () => {
    const postgres = await startPostgres();
    return bedOf(createDatabase({ url: await postgres.createDatabase(), directory: '/nowhere' }), () =>
      postgres.stop(),
    );
  },
});

testCallSearch('the search in the embedded database', {
  runs: 40,
  start: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'call-search-'));
    return bedOf(createDatabase({ directory }), () => rm(directory, { recursive: true }));
  },
});
