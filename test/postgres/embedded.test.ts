import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { createEmbeddedPool } from '../../src/postgres/embedded/embedded-pool.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { factsOf } from '../support/any-call.ts';
import { callSid, turnsOfCall } from '../support/journal-entries.ts';
import { nameCaller } from '../support/name-caller.ts';

let root: string;
let kysely: Kysely<unknown>;
let databases: Database[];
let owner: ChildProcess | undefined;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'embedded-'));
  const pool = createEmbeddedPool({ directory: join(root, 'own'), waitMs: 2000 });
  kysely = new Kysely({ dialect: new PostgresDialect({ pool }) });
});

afterAll(async () => {
  await kysely.destroy();
  await rm(root, { recursive: true, force: true });
});

beforeEach(() => {
  databases = [];
});

afterEach(async () => {
  owner?.kill('SIGKILL');
  await Promise.all(databases.map((database) => database.close()));
});

/** A database of which several openers want the directory: made once, because that takes seconds. */
const directory = (): string => join(root, 'shared');

function open(path = directory()): Database {
  const database = createDatabase({ directory: path });
  databases.push(database);
  return database;
}

/** Another process that has the database open, with call 1 in it. */
async function startOwner(): Promise<ChildProcess> {
  const program = fileURLToPath(new URL('../support/database-owner.ts', import.meta.url));
  const child = spawn(process.execPath, [program, directory()], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

describe('a directory that another process has open', () => {
  test('is refused at once, with the process that has it and what to do', async () => {
    owner = await startOwner();
    const from = performance.now();
    await expect(open().ready()).rejects.toMatchObject({
      code: 'directory_in_use',
      message: `the database in ${join(directory(), 'postgres')} is already open in process ${owner.pid}: stop that one, or set DATABASE_URL to share one PostgreSQL`,
    });
    expect(performance.now() - from).toBeLessThan(3000);
  });

  test('opens when that process was killed, with all that it had recorded', async () => {
    owner = await startOwner();
    const database = open();
    await expect(database.ready()).rejects.toMatchObject({ code: 'directory_in_use' });
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(await createCallLog({ ...database, nameCaller }).factsOf(callSid(1))).toHaveLength(
      factsOf(turnsOfCall(1)).length,
    );
  });
});

test('a directory is refused to a second opener in the same process, and free after the first has closed', async () => {
  const [first, second] = [open(), open()];
  await first.ready();
  await expect(second.ready()).rejects.toMatchObject({ code: 'directory_in_use' });
  await first.close();
  databases.shift();
  await expect(second.ready()).resolves.toBeDefined();
});

test('a directory that cannot be used is told, and opens when it can', async () => {
  const path = join(directory(), 'blocked');
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'postgres'), 'not a directory');
  const database = open(path);
  await expect(database.ready()).rejects.toMatchObject({ code: 'database_stopped' });
  await rm(join(path, 'postgres'));
  await expect(database.ready()).resolves.toBeDefined();
});

describe('the embedded database', () => {
  test('does not hold up the process while it works', async () => {
    let turns = 0;
    let working = true;
    const count = (): void => {
      turns += 1;
      if (working) setImmediate(count);
    };
    count();
    await sql`select count(*) from generate_series(1, 1000000)`.execute(kysely);
    working = false;
    expect(turns).toBeGreaterThan(100);
  });

  test('keeps the transactions of several users apart', async () => {
    await sql`create table counter as select 0 as value`.execute(kysely);
    const raise = (): Promise<unknown> =>
      kysely.transaction().execute(async (transaction) => {
        const { rows } = await sql<{ value: number }>`select value from counter`.execute(transaction);
        await sql`update counter set value = ${(rows[0]?.value ?? 0) + 1}`.execute(transaction);
      });
    await Promise.all(Array.from({ length: 20 }, raise));
    expect((await sql`select value from counter`.execute(kysely)).rows).toEqual([{ value: 20 }]);
  });

  test('refuses a statement that waits for the transaction it stands in', async () => {
    const entangled = kysely.transaction().execute(() => sql`select 1`.execute(kysely));
    await expect(entangled).rejects.toMatchObject({ code: 'session_busy' });
    expect((await sql`select 1 as one`.execute(kysely)).rows).toEqual([{ one: 1 }]);
  });

  test('tells why a statement failed, with the code of PostgreSQL', async () => {
    await expect(sql`select 1 / 0`.execute(kysely)).rejects.toMatchObject({
      code: '22012',
      message: 'division by zero',
    });
  });

  test('gives counts as numbers and instants as dates', async () => {
    const { rows } = await sql`select count(*) as counted, to_timestamp(0) as at`.execute(kysely);
    expect(rows).toEqual([{ counted: 1, at: new Date(0) }]);
  });
});
