import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { conditionsOf } from '../../src/postgres/search/conditions.ts';
import type { Tables } from '../../src/postgres/tables.ts';
import type { CallFilter } from '../../src/records/call-filter.ts';
import { NOON, toEntries, turnsOfCall } from '../support/journal-entries.ts';
import { nameCaller } from '../support/name-caller.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';

let postgres: TestPostgres;
let database: Database;
let client: pg.Client;
let tables: Kysely<Tables>;

beforeAll(async () => {
  postgres = await startPostgres();
  const url = await postgres.createDatabase();
  database = createDatabase({ url, directory: '/nowhere' });
  tables = await database.ready();
  await createCallLog({ ...database, nameCaller }).record(toEntries(turnsOfCall(1)));
  client = new pg.Client(url);
  await client.connect();
  // Of so few calls all are gone through: without that, what is left are the indexes that there are.
  await client.query('set enable_seqscan = off; set enable_indexscan = off');
});
afterAll(async () => {
  await client.end();
  await database.close();
  await postgres.stop();
});

/** What the plan for a filter looks up in indexes. */
async function lookedUp(filter: CallFilter): Promise<string> {
  const all = sql.join([...conditionsOf(filter)], sql` and `);
  const { sql: text, parameters } = sql`
    explain select * from calls_2025_11 where ${all}`.compile(tables);
  const { rows } = await client.query<{ readonly 'QUERY PLAN': string }>(text, [...parameters]);
  return rows
    .map((row) => row['QUERY PLAN'])
    .filter((line) => line.includes('Index Cond') || line.includes('Bitmap Index Scan'))
    .join('\n');
}

/** Of every part of a filter one, so that none is forgotten. */
const FILTERS: Required<CallFilter> = {
  from: NOON,
  to: NOON,
  callerKey: 'a1',
  callerTail: '123',
  dialled: '+442079460000',
  queue: 'login',
  topic: 'login',
  node: 'hotline/main-menu',
  disposition: 'failed',
  language: 'en',
  region: 'gb',
  release: 'r1',
  rating: '5',
  verification: 'sms',
  waitedOver: 60,
  talkedOver: 60,
  text: 'card',
};

const COLUMNS: Readonly<Record<keyof CallFilter, string>> = {
  from: 'started_at',
  to: 'started_at',
  callerKey: 'caller_key',
  callerTail: 'reverse(caller_tail)',
  dialled: 'dialled',
  queue: 'queues',
  topic: 'topic',
  node: 'nodes',
  disposition: 'disposition',
  language: 'language',
  region: 'region',
  release: 'release',
  rating: 'rating',
  verification: 'verification',
  waitedOver: 'waited_seconds',
  talkedOver: 'talk_seconds',
  text: 'words',
};

describe('an index finds calls by', () => {
  test.each(Object.entries(FILTERS))('%s', async (name, value) => {
    const column = Object.entries(COLUMNS).find(([of]) => of === name)?.[1] ?? 'none';
    expect(await lookedUp({ [name]: value })).toContain(`${column} `);
  });

  test('that they are still running', async () => {
    expect(await lookedUp({ disposition: 'running' })).toMatch(/Bitmap Index Scan on calls_2025_11_started_at_sid/);
  });

  test('several things at once', async () => {
    const looked = await lookedUp({ queue: 'login', topic: 'login', region: 'gb' });
    expect(looked).toMatch(/queues.*topic.*region|queues.*region.*topic|region.*topic/);
  });
});
