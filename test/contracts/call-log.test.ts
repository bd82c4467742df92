import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '../../src/postgres/database.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { nameCaller } from '../support/name-caller.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { testCallLog } from './call-log.ts';

testCallLog('the call log in a PostgreSQL server', async () => {
  const postgres = await startPostgres();
  const database = createDatabase({ url: await postgres.createDatabase(), directory: '/nowhere' });
  return {
    log: createCallLog({ ...database, nameCaller }),
    stop: async () => {
      await database.close();
      await postgres.stop();
    },
  };
});

testCallLog('the call log in the embedded database', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'call-log-'));
  const database = createDatabase({ directory });
  return {
    log: createCallLog({ ...database, nameCaller }),
    stop: async () => {
      await database.close();
      await rm(directory, { recursive: true });
    },
  };
});
