import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDatabase } from '../../src/postgres/database.ts';
import { isOutOfReach, withinReach } from '../../src/postgres/within-reach.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

test('a database that is not there, does not open, or not soon, is out of reach, and it is said which', async () => {
  const closed = createDatabase({ url: 'postgres://127.0.0.1:1/none', directory: '' });
  await expect(withinReach(undefined).ready()).rejects.toMatchObject({ code: 'no_database' });
  await expect(withinReach(closed).ready()).rejects.toMatchObject({ code: 'not_ready' });
  const never = { ready: () => new Promise<never>(() => undefined) };
  await expect(withinReach(never, 10).ready()).rejects.toMatchObject({ code: 'not_ready' });
  for (const database of [undefined, closed]) {
    expect(
      isOutOfReach(
        await withinReach(database)
          .ready()
          .catch((error: unknown) => error),
      ),
    ).toBe(true);
  }
  await closed.close();
});

test('a server that stops is out of reach; a wrong question is not', async () => {
  const database = createDatabase({
    url: await postgres.createDatabase(),
    directory: '',
    onConnectionLost: () => undefined,
  });
  const tables = await withinReach(database).ready();
  const errorOf = (asked: Promise<unknown>) =>
    asked.then(
      () => 'none',
      (error: unknown) => error,
    );
  const wrong = tables
    .selectFrom('calls')
    .select('none' as 'sid')
    .execute();
  expect(isOutOfReach(await errorOf(wrong))).toBe(false);
  expect(isOutOfReach(new TypeError('x is not a function'))).toBe(false);
  expect(isOutOfReach('text')).toBe(false);

  await postgres.stop();
  expect(isOutOfReach(await errorOf(tables.selectFrom('calls').select('sid').execute()))).toBe(true);
  await database.close();
});
