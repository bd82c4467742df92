import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../../src/postgres/database.ts';
import { prepared } from '../../src/postgres/prepared.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { isOutOfReach } from '../../src/postgres/within-reach.ts';
import { callSid, toEntries, turnsOfCall } from '../support/journal-entries.ts';
import { nameCaller } from '../support/name-caller.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

test('processes that start at once bring the tables up to date once', async () => {
  const url = await postgres.createDatabase();
  const databases = Array.from({ length: 4 }, () => createDatabase({ url, directory: '/nowhere' }));
  const opened = await Promise.all(databases.map((database) => database.ready()));
  const [{ rows } = { rows: [] }] = await Promise.all(
    opened.map((kysely) => sql`select name from kysely_migration`.execute(kysely)),
  );
  expect(rows).toEqual([
    { name: '0001-call-log' },
    { name: '0002-demo-back-office' },
    { name: '0003-record' },
    { name: '0004-reports' },
    { name: '0005-access' },
    { name: '0006-search' },
    { name: '0007-erasure' },
    { name: '0008-word-statistics' },
    { name: '0009-repeated-calls' },
  ]);
  await Promise.all(databases.map((database) => database.close()));
});

test('a server that is down at the start is used when it is up', async () => {
  const url = await postgres.createDatabase();
  const database = createDatabase({ url, directory: '/nowhere' });
  const log = createCallLog({ ...database, nameCaller });
  await postgres.halt();
  await expect(log.record(toEntries(turnsOfCall(1)))).rejects.toThrow('ECONNREFUSED');
  await postgres.resume();
  await log.record(toEntries(turnsOfCall(1)));
  expect((await log.findCall(callSid(1)))?.rating).toBe('5');
  await database.close();
});

test('a server that is restarted breaks no process, and idle connections are told as lost', async () => {
  const lost: Error[] = [];
  const url = await postgres.createDatabase();
  const database = createDatabase({ url, directory: '/nowhere', onConnectionLost: (error) => lost.push(error) });
  const log = createCallLog({ ...database, nameCaller });
  await log.record(toEntries(turnsOfCall(2)));
  await postgres.halt();
  await postgres.resume();
  await expect.poll(() => log.findCall(callSid(2)).catch(() => undefined)).toMatchObject({ topic: 'login' });
  expect(lost.length).toBeGreaterThan(0);
  await database.close();
});

test('a server that goes in the middle of a transaction ends the transaction, and not the process', async () => {
  const lost: Error[] = [];
  const url = await postgres.createDatabase();
  const database = createDatabase({ url, directory: '/nowhere', onConnectionLost: (error) => lost.push(error) });
  const kysely = await database.ready();
  const cut = kysely.transaction().execute(async (transaction) => {
    await sql`select 1`.execute(transaction);
    await postgres.halt();
    await expect.poll(() => lost.length).toBeGreaterThan(0);
    await sql`select 2`.execute(transaction);
  });
  await expect(cut).rejects.toThrow();
  await postgres.resume();
  await expect
    .poll(() =>
      sql`select 3`.execute(kysely).then(
        () => 'again',
        () => 'down',
      ),
    )
    .toBe('again');
  await database.close();
});

test('counts come as numbers and instants as dates', async () => {
  const database = createDatabase({ url: await postgres.createDatabase(), directory: '/nowhere' });
  const { rows } = await sql`select count(*) as counted, to_timestamp(0) as at`.execute(await database.ready());
  expect(rows).toEqual([{ counted: 1, at: new Date(0) }]);
  await database.close();
});

test('a statement that takes too long is given up by the server', async () => {
  const database = createDatabase({ url: await postgres.createDatabase(), directory: '/nowhere' });
  const { rows } = await sql`show statement_timeout`.execute(await database.ready());
  expect(rows).toEqual([{ statement_timeout: '15s' }]);
  await database.close();
});

test('a server that answers nothing is taken for gone, and its connection is handed to nobody else', async () => {
  const url = await postgres.createDatabase();
  const database = createDatabase({ url, directory: '/nowhere', answerMs: 300 });
  const kysely = await database.ready();
  const asked = await Promise.allSettled([
    sql`select pg_sleep(10)`.execute(kysely),
    sql`select 1 as answer`.execute(kysely),
  ]);
  expect(asked[0]).toMatchObject({ status: 'rejected', reason: { code: 'no_answer' } });
  expect(asked[1]).toMatchObject({ status: 'fulfilled', value: { rows: [{ answer: 1 }] } });
  expect(isOutOfReach(asked[0].status === 'rejected' && asked[0].reason)).toBe(true);
  expect(database.connections()).toEqual({ busy: 0, idle: 1, waiting: 0 });
  await database.close();
});

test('a statement that is marked is prepared once a connection, with whatever values it comes', async () => {
  const database = createDatabase({ url: await postgres.createDatabase(), directory: '/nowhere' });
  const kysely = await database.ready();
  const names = await kysely.connection().execute(async (connection) => {
    for (const answer of [1, 2, 3]) {
      const { rows } = await sql`${prepared} select ${answer}::integer as answer`.execute(connection);
      expect(rows).toEqual([{ answer }]);
      await sql`select ${answer}::integer + 1 as answer`.execute(connection);
    }
    return (await sql`select statement from pg_prepared_statements`.execute(connection)).rows;
  });
  expect(names).toEqual([{ statement: '/* prepared */ select $1::integer as answer' }]);
  await database.close();
});
