import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readOperatorFile } from '../../src/files/operator-file.ts';
import { listenTo, type SentEvent } from '../support/event-source.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { waitsInEnglish } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';
import { startOwnRedis } from '../support/redis-server.ts';

let postgres: TestPostgres;
const hotlines: TestHotline[] = [];
const directories: string[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
});
afterEach(async () => {
  for (const hotline of hotlines.splice(0)) await hotline.close();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});
afterAll(() => postgres.stop());

/** A hotline whose operator may ask its API. */
async function start(environment: Readonly<Record<string, string>> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'hotline-'));
  directories.push(directory);
  const hotline = await startHotline({
    at: '2026-11-23T09:30:00Z',
    environment: {
      DATABASE_URL: await postgres.createDatabase(),
      JOURNAL_WRITER: 'on',
      DATA_DIR: directory,
      ...environment,
    },
  });
  hotlines.push(hotline);
  const { address, token } = readOperatorFile(directory) ?? { address: '', token: '' };
  const headers = { authorization: `Bearer ${token}` };
  return {
    hotline,
    directory,
    address,
    headers,
    listen: (query = '') => listenTo(`${address}/api/live${query}`, headers),
  };
}

const fieldOf = ({ data }: SentEvent, field: string): unknown => Reflect.get(Object(data), field);
const isOf = (sid: string, type: string) => (event: SentEvent) =>
  event.event === 'call' && fieldOf(event, 'callSid') === sid && fieldOf(event, 'type') === type;
const CALLER = '+85291234567';

test('a call is in the live events while it runs, each of them within a second, and never with the number', async () => {
  const { hotline, listen } = await start();
  const source = await listen();
  expect(await source.first(() => true)).toMatchObject({ event: 'snapshot', data: { calls: [] } });

  const call = await waitsInEnglish(hotline, CALLER);
  const joinedAt = performance.now();
  const joined = await source.first(isOf(call.sid, 'queue-joined'));
  expect(joined.at - joinedAt).toBeLessThan(1000);
  expect(joined.data).toMatchObject({
    queue: 'login',
    call: { region: 'hk', language: 'en', caller: '+852••••4567', dialled: '+85230000000', queues: ['login'] },
  });

  await call.hangsUp();
  const gone = performance.now();
  const ended = await source.first(isOf(call.sid, 'ended'));
  expect(ended.at - gone).toBeLessThan(1000);
  expect(ended.data).toMatchObject({ disposition: 'abandoned-in-queue', call: null });

  const types = source.events.filter(({ event }) => event === 'call').map((event) => fieldOf(event, 'type'));
  expect(types.slice(0, 3)).toEqual(['started', 'node', 'node']);
  expect(JSON.stringify(source.events)).not.toContain(CALLER.slice(1));
  source.close();
});

test('one who comes in the middle of a call sees it, by the record', async () => {
  const { hotline, listen } = await start();
  const call = await waitsInEnglish(hotline, CALLER);
  const source = await listen('?queue=login&region=hk');
  const elsewhere = await listen('?region=gb');

  const shows = (event: SentEvent) => JSON.stringify(event.data).includes(call.sid);
  const seen = await source.first((event) => event.event === 'snapshot' && shows(event));
  expect(seen.data).toMatchObject({
    calls: [{ callSid: call.sid, language: 'en', waiting: { queue: 'login' }, node: expect.any(String) }],
  });
  await call.hangsUp();
  await source.first(isOf(call.sid, 'ended'));
  expect(elsewhere.events.filter(shows)).toEqual([]);
  source.close();
  elsewhere.close();
});

test('a call that one process takes is seen by whoever listens to another', async () => {
  const redis = await startOwnRedis(['--maxmemory-policy', 'noeviction']);
  const shared = {
    REDIS_URL: redis.url,
    DATABASE_URL: await postgres.createDatabase(),
    SESSION_SECRET: 's'.repeat(32),
  };
  const here = await start(shared);
  const there = await start(shared);
  const source = await there.listen();
  await source.first(() => true);

  const call = await waitsInEnglish(here.hotline, CALLER);
  const joinedAt = performance.now();
  const joined = await source.first(isOf(call.sid, 'queue-joined'));
  expect(joined.at - joinedAt).toBeLessThan(1000);

  await redis.connect().call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await source.first(({ event }) => event === 'gap');
  const isView = ({ event, at }: SentEvent) => event === 'snapshot' && at > joined.at + 1;
  await source.first((event) => isView(event) && JSON.stringify(event.data).includes(call.sid));
  await call.hangsUp();
  const gone = performance.now();
  expect((await source.first(isOf(call.sid, 'ended'))).at - gone).toBeLessThan(1000);
  source.close();
  for (const hotline of hotlines.splice(0)) await hotline.close();
  await redis.stop();
});

test('the operator is whoever may read the file of a running hotline, and asks on this machine', async () => {
  const { hotline, directory, address, headers } = await start();
  const file = join(directory, 'operator.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const ask = async (more: Readonly<Record<string, string>>, path = '/api/live') => {
    const source = await listenTo(`${address}${path}`, more);
    source.close();
    return source.status;
  };
  const { token } = JSON.parse(readFileSync(file, 'utf8'));

  expect(await ask(headers)).toBe(200);
  expect(await ask({})).toBe(401);
  expect(await ask({ authorization: `Bearer ${token.slice(1)}` })).toBe(401);
  expect(await ask({ authorization: token })).toBe(401);
  for (const passedOn of ['x-forwarded-for', 'forwarded', 'via']) {
    expect(await ask({ ...headers, [passedOn]: '127.0.0.1' })).toBe(401);
  }
  expect(await ask({}, '/api/openapi.json')).toBe(200);
  await hotline.close();
  expect(() => statSync(file)).toThrow('ENOENT');
});

test('a process without a record says so', async () => {
  const hotline = await startHotline();
  hotlines.push(hotline);
  const response = await fetch(`${hotline.url}/api/live`);
  expect([response.status, await response.json()]).toEqual([
    503,
    {
      error: 'unavailable',
      message: 'This process has no record of calls: JOURNAL_WRITER is off, and DATABASE_URL is not set.',
    },
  ]);
});
