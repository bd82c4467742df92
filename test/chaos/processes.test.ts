import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { type Answer, type Bring, overHttp, type StrangerCall, strangerCall } from '../support/stranger.ts';
import { factsInRedis } from '../support/stranger-facts.ts';
import { type HeldRedis, holdRedis } from './held-redis.ts';

const account = { publicUrl: 'https://hotline.example', accountSid: `AC${'7'.repeat(32)}`, authToken: 'a1b2c3d4e5f6' };
const ROUNDS = 200;

let redis: OwnRedis;
let admin: Redis;
let held: HeldRedis;
let servers: ServerProcess[] = [];
/** Where webhooks go; a test sends them elsewhere. */
let bring: Bring;

const start = () =>
  startServer({
    REDIS_URL: held.url,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_ACCOUNT_SID: account.accountSid,
    PUBLIC_URL: account.publicUrl,
    HOTLINE_NOW: '2026-11-24T10:00:00+08:00',
  });

const to = (server: ServerProcess | undefined): void => {
  bring = overHttp(server?.port ?? 0);
};
const dials = (): StrangerCall => strangerCall({ ...account, bring: (...sent) => bring(...sent) });
const expectUnique = (ids: readonly string[]) => expect([...new Set(ids)]).toEqual([...ids]);

beforeAll(async () => {
  redis = await startOwnRedis();
  admin = redis.connect();
  held = await holdRedis(redis.port);
  servers = await Promise.all([start(), start()]);
});

afterAll(async () => {
  for (const server of servers) await server.stop();
  held?.close();
  await redis?.stop();
});

test('two processes that get the same webhook at once do it once, and say the same', async () => {
  const [one, other] = [overHttp(servers[0]?.port ?? 0), overHttp(servers[1]?.port ?? 0)];
  const replies: [Answer, Answer][] = [];
  bring = async (...sent) => {
    const both = await Promise.all([one(...sent), other(...sent)]);
    replies.push(both);
    return both[replies.length % 2] ?? both[0];
  };
  const sids: string[] = [];
  while (replies.length < ROUNDS) {
    const call = dials();
    sids.push(call.sid);
    await call.enters();
    for (const keys of ['2', '1', '1', '9', '2', '#', '5', '*', '0']) await call.presses(keys);
    expect(call.queue()).not.toBe('');
  }
  for (const [first, second] of replies) {
    expect(first.status).toBe(200);
    expect(second).toEqual(first);
  }
  for (const sid of sids) expectUnique((await factsInRedis(admin, sid)).map(({ id }) => id));
});

test('a call goes on where it was when its process is killed between two webhooks', async () => {
  to(servers[0]);
  const call = dials();
  await call.enters();
  await call.presses('2');
  servers[0]?.signal('SIGKILL');
  expect(await servers[0]?.ended).toBe('SIGKILL');

  to(servers[1]);
  await call.presses('1');
  expect(call.heard()).toMatch(/cannot sign in/);
  await call.presses('9');
  expect(call.heard()).toMatch(/^Main menu/);
  const facts = await factsInRedis(admin, call.sid);
  expect(facts.filter(({ type }) => type === 'call-started')).toHaveLength(1);
  expect(facts.map(({ type }) => type)).not.toContain('state-lost');
});

test.each([
  { what: 'before Redis has it', hold: 'holdCommand' },
  { what: 'when Redis has it already', hold: 'holdAnswer' },
] as const)('a webhook whose process dies $what is only a retry', async ({ hold }) => {
  const dying = await start();
  servers.push(dying);
  to(dying);
  const call = dials();
  await call.enters();
  const committing = held[hold](new RegExp(`evalsha[^]*${call.sid}`, 'i'));
  const lost = call.presses('1').then(
    () => 'answered',
    () => 'reset',
  );
  await committing;
  dying.signal('SIGKILL');
  expect(await lost).toBe('reset');
  held.letGo();

  to(servers[1]);
  const retried = await call.presses('1');
  expect(retried).toMatchObject({ status: 200, body: expect.stringContaining('请按') });
  const facts = await factsInRedis(admin, call.sid);
  expectUnique(facts.map(({ id }) => id));
  expect(facts.filter(({ type }) => type === 'language-set')).toHaveLength(1);
});

test('a process that is told to stop answers what it has begun, and ends with 0', async () => {
  const server = servers[1];
  to(server);
  const call = dials();
  await call.enters();
  const committing = held.holdCommand(new RegExp(`evalsha[^]*${call.sid}`, 'i'));
  const answered = call.presses('2');
  await committing;
  const began = performance.now();
  server?.signal('SIGTERM');
  // Redis stays silent, so that what is answered is the reduced mode.
  expect(await answered).toMatchObject({ status: 200, body: expect.stringContaining('<Say') });
  held.letGo();
  expect(await server?.ended).toBe(0);
  expect(performance.now() - began).toBeLessThan(5000);
});
