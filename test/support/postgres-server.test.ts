import pg from 'pg';
import { expect, test } from 'vitest';
import { startPostgres } from './postgres-server.ts';

test('a test PostgreSQL keeps its rows when it is stopped and started', async () => {
  const postgres = await startPostgres();
  const url = await postgres.createDatabase();
  const ask = async (statement: string): Promise<unknown[]> => {
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query(statement).finally(() => client.end());
    return rows;
  };
  await ask('create table kept as select 1 as number');
  await postgres.halt();
  await expect(ask('select number from kept')).rejects.toThrow('ECONNREFUSED');
  await postgres.resume();
  expect(await ask('select number from kept')).toEqual([{ number: 1 }]);
  await postgres.stop();
}, 30_000);
