import type { Redis } from 'ioredis';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BackOfficeProcess, startBackOffice } from '../support/back-office-process.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { overHttp, type StrangerCall, strangerCall } from '../support/stranger.ts';

// Two processes under load, each a writer, and a PostgreSQL that is stopped and started again meanwhile.

const account = { publicUrl: 'https://hotline.example', accountSid: `AC${'7'.repeat(32)}`, authToken: 'a1b2c3d4e5f6' };
const CALLERS = 6;
const CALLS_IN_EACH_STRETCH = 60;
/** Longer than a caller is ever kept waiting: a database that is waited for would take longer still. */
const PATIENCE_MS = 5000;

let redis: OwnRedis;
let admin: Redis;
let postgres: TestPostgres;
let backOffice: BackOfficeProcess;
let database: Kysely<unknown>;
let servers: ServerProcess[] = [];

beforeAll(async () => {
  [redis, postgres, backOffice] = await Promise.all([startOwnRedis(), startPostgres(), startBackOffice()]);
  admin = redis.connect();
  const url = await postgres.createDatabase();
  const pool = new pg.Pool({ connectionString: url });
  pool.on('error', () => undefined);
  database = new Kysely({ dialect: new PostgresDialect({ pool }) });
  const environment = {
    JOURNAL_WRITER: 'on',
    REDIS_URL: redis.url,
    DATABASE_URL: url,
    BACKOFFICE_URL: backOffice.url,
    BACKOFFICE_TOKEN: backOffice.token,
    SESSION_SECRET: 'a secret that all processes of the test share',
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_ACCOUNT_SID: account.accountSid,
    PUBLIC_URL: account.publicUrl,
    HOTLINE_NOW: '2026-11-24T10:00:00+08:00',
    LOG_LEVEL: 'error',
  };
  servers = [await startServer(environment), await startServer(environment)];
});

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await database?.destroy();
  await Promise.all([redis?.stop(), postgres?.stop(), backOffice?.stop()]);
});

/** The same call every time, by whichever process; gives its CallSid, and the longest time that it waited for an answer. */
async function placeCall(number: number): Promise<{ readonly sid: string; readonly longestMs: number }> {
  const bring = overHttp(servers[number % servers.length]?.port ?? 0);
  let longestMs = 0;
  const call: StrangerCall = strangerCall({
    ...account,
    bring: async (...sent) => {
      const from = performance.now();
      const answer = await bring(...sent);
      longestMs = Math.max(longestMs, performance.now() - from);
      expect([200, 204]).toContain(answer.status);
      return answer;
    },
  });
  await call.enters();
  for (const keys of ['2', '1', '9', '5', '9', '0']) await call.presses(keys);
  expect(call.queue()).toBe('general');
  await call.leavesQueue('bridged');
  await call.isOver();
  return { sid: call.sid, longestMs };
}

/** Calls, a few at once. */
async function placeCalls(count: number): Promise<readonly { readonly sid: string; readonly longestMs: number }[]> {
  let placed = 0;
  const callers = Array.from({ length: CALLERS }, async () => {
    const own = [];
    for (; placed < count; ) {
      placed += 1;
      own.push(await placeCall(placed));
    }
    return own;
  });
  return (await Promise.all(callers)).flat();
}

/** What a stopped server, or one that just started, does not answer is asked again. */
async function storedFacts(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ readonly call_sid: string; readonly facts: string[] }>`
    select call_sid, array_agg(turn_key || '/' || index || ' ' || type order by at, turn_key, index) as facts
    from call_facts group by call_sid`.execute(database);
  return new Map(rows.map(({ call_sid, facts }) => [call_sid, facts]));
}

async function waiting(): Promise<number> {
  const keys = await admin.keys('hotline:{*}:journal');
  const lengths = await Promise.all(keys.map((key) => admin.xlen(key)));
  return lengths.reduce((sum, length) => sum + length, 0);
}

const allStored = () => expect.poll(waiting, { timeout: 60_000, interval: 100 }).toBe(0);

test('facts sent are facts stored, and no caller notices', { timeout: 180_000 }, async () => {
  const model = await placeCall(0);
  await allStored();
  const facts = (await storedFacts()).get(model.sid) ?? [];
  expect(facts.length).toBeGreaterThan(20);
  expect(facts.at(-1)).toMatch(/call-ended$/);

  const before = placeCalls(CALLS_IN_EACH_STRETCH);
  await postgres.halt();
  const during = await placeCalls(CALLS_IN_EACH_STRETCH);
  expect(await waiting()).toBeGreaterThan(CALLS_IN_EACH_STRETCH);
  await postgres.resume();
  const calls = [model, ...(await before), ...during, ...(await placeCalls(CALLS_IN_EACH_STRETCH))];

  await allStored();
  const stored = await storedFacts();
  expect(stored.size).toBe(calls.length);
  for (const { sid, longestMs } of calls) {
    expect(stored.get(sid)).toEqual(facts);
    expect(longestMs).toBeLessThan(PATIENCE_MS);
  }
  const { rows } = await sql`select disposition, count(*)::int from calls group by 1`.execute(database);
  expect(rows).toEqual([{ disposition: 'answered', count: calls.length }]);
  for (const server of servers) expect(server.written()).toContain('the journal cannot be written: it waits');
});
