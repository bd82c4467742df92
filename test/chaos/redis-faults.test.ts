import { Redis } from 'ioredis';
import { afterEach, expect, test } from 'vitest';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';
import { launchServer } from '../support/server-process.ts';
import { factsInRedis } from '../support/stranger-facts.ts';
import { openHotline, type StrangersHotline } from '../support/stranger-hotline.ts';

let redis: OwnRedis | undefined;
let hotline: StrangersHotline | undefined;

afterEach(async () => {
  redis?.signal('SIGCONT');
  await hotline?.close();
  await redis?.stop();
  hotline = undefined;
});

const PATIENCE_MS = 1000;

/** A hotline on a Redis of its own, and a call that is at the main menu, in English. */
async function inMidCall() {
  redis = await startOwnRedis();
  hotline = await openHotline({ environment: { REDIS_URL: redis.url, LOG_LEVEL: 'error' } });
  const call = hotline.dials();
  await call.enters();
  await call.presses('2');
  expect(call.heard()).toMatch(/press 1/);
  return { port: redis.port, call, running: hotline };
}

/** What is awaited, and that it did not keep the caller waiting. */
async function soon<Result>(awaited: Promise<Result>): Promise<Result> {
  const began = performance.now();
  const result = await awaited;
  expect(performance.now() - began).toBeLessThan(PATIENCE_MS);
  return result;
}

/** Asks again and again until it is so; bounded by the test's own time. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test.each([
  { fault: 'frozen', signal: 'SIGSTOP' },
  { fault: 'killed', signal: 'SIGKILL' },
] as const)('a Redis that is $fault costs a caller less than a second and no call', async ({ signal }) => {
  const { call, running } = await inMidCall();
  redis?.signal(signal);
  expect(await soon(call.presses('1'))).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
  expect(call.heard()).toMatch(/connecting you to a person/);
  expect(call.queue()).toBe('general');
  expect(await soon(call.waits())).toMatchObject({ status: 200, body: expect.stringMatching(/<Say.*<Pause/s) });
  expect(await soon(call.leavesQueue('bridged'))).toMatchObject({
    status: 200,
    body: expect.stringContaining('<Hangup'),
  });
  expect(await soon(call.isOver())).toMatchObject({ status: 204 });

  const other = running.dials();
  expect(await soon(other.enters())).toMatchObject({ status: 200 });
  expect(other.queue()).toBe('general');
  expect(await soon(other.tells('/twilio/wait/1/abcdefghijkl', { QueueTime: '1' }))).toMatchObject({
    status: 200,
    body: expect.stringContaining('<Pause'),
  });
});

test('a Redis that thaws has the calls it had, and those that began meanwhile go on', async () => {
  const { call, running } = await inMidCall();
  redis?.signal('SIGSTOP');
  const meanwhile = running.dials();
  await meanwhile.enters();
  redis?.signal('SIGCONT');
  await until(async () => (await running.app.inject('/health/ready')).statusCode === 200);
  expect(await call.presses('1')).toMatchObject({ status: 200 });
  expect(call.heard()).toMatch(/cannot sign in/);
  expect(await meanwhile.leavesQueue('bridged')).toMatchObject({ status: 200 });
});

test('a Redis that comes back empty starts calls over with an apology, each webhook of them twice told', async () => {
  const { port, call, running } = await inMidCall();
  redis?.signal('SIGKILL');
  await call.tells(call.next(), { Digits: '1' });
  await redis?.stop();
  redis = await startOwnRedis(['--port', String(port)]);
  await until(async () => (await running.app.inject('/health/ready')).statusCode === 200);

  const [turn, twice] = [call.next(), { Digits: '1', msg: 'Gather End' }];
  const first = await call.presses('1');
  expect(first).toMatchObject({ status: 200 });
  expect(call.heard()).toMatch(/something went wrong/);
  expect(await call.tells(turn, twice)).toEqual(first);
  await call.presses('2');
  expect(call.heard()).toMatch(/press 1/);
  const admin = new Redis(port);
  await until(async () => (await admin.keys('hotline:release:*')).length === 1);
  admin.disconnect();
});

test('FLUSHALL in mid-call is heard as an apology, and the call goes on', async () => {
  const { call } = await inMidCall();
  const admin = redis?.connect();
  await admin?.flushall();
  const turn = call.next();
  const replies = await Promise.all([
    call.presses('1'),
    call.tells(turn, { Digits: '1' }),
    call.tells(turn, { Digits: '1' }),
  ]);
  for (const reply of replies) expect(reply).toEqual(replies[0]);
  expect(call.heard()).toMatch(/something went wrong/);
  expect(await call.presses('2')).toMatchObject({ status: 200 });
  const facts = admin ? await factsInRedis(admin, call.sid) : [];
  expect(facts.filter(({ type }) => type === 'state-lost')).toHaveLength(1);
});

test('a caller in a queue whose state is lost leaves it and starts over', async () => {
  const { call } = await inMidCall();
  await call.presses('0');
  expect(call.queue()).not.toBe('');
  await redis?.connect().flushall();
  expect(await call.waits()).toMatchObject({ status: 200, body: expect.stringContaining('<Leave/>') });
  expect(await call.leavesQueue('leave')).toMatchObject({ status: 200 });
  expect(call.heard()).toMatch(/something went wrong/);
});

test('a call whose state is older than its webhook is told so, once, however often it is asked', async () => {
  const { call } = await inMidCall();
  const admin = redis?.connect();
  const [key = ''] = (await admin?.keys(`*:call:${call.sid}`)) ?? [];
  const before = (await admin?.get(key)) ?? '';
  await call.presses('1');
  await call.presses('1');
  const turn = call.next();
  await admin?.set(key, before);
  const first = await call.presses('9');
  expect(first).toMatchObject({ status: 200 });
  expect(call.heard()).toMatch(/something went wrong.*press 1/s);
  expect(await call.tells(turn, { Digits: '9' })).toEqual(first);
  expect(await call.presses('1')).toMatchObject({ status: 200 });
  expect(call.heard()).toMatch(/cannot sign in/);
});

test('a call whose release is gone starts over on the running one', async () => {
  const { call } = await inMidCall();
  const admin = redis?.connect();
  const [key = ''] = (await admin?.keys(`*:call:${call.sid}`)) ?? [];
  const stored = (await admin?.get(key)) ?? '';
  await admin?.set(key, stored.replace(/"release":"[^"]+"/, '"release":"gone"'));
  const turn = call.next();
  const first = await call.presses('1');
  expect(first).toMatchObject({ status: 200 });
  expect(call.heard()).toMatch(/something went wrong.*OKPay/s);
  expect(await call.tells(turn, { Digits: '1' })).toEqual(first);
  const facts = admin ? await factsInRedis(admin, call.sid) : [];
  expect(facts.map(({ type }) => type)).toContain('release-lost');
});

test('state that cannot be read is the reduced mode, not an error', async () => {
  const { call } = await inMidCall();
  const admin = redis?.connect();
  const [key = ''] = (await admin?.keys(`*:call:${call.sid}`)) ?? [];
  for (const broken of ['', '7', '1 2 abc {', '1 2 abc {"version":9}', 'x y z']) {
    await admin?.set(key, broken);
    expect([broken, await call.tells(call.next(), { Digits: '1' })]).toMatchObject([broken, { status: 200 }]);
  }
  await admin?.del(key);
  await admin?.lpush(key, 'a list');
  expect(await call.presses('1')).toMatchObject({ status: 200 });
  expect(call.queue()).toBe('general');
});

test('a forged webhook asks nothing of Redis', async () => {
  const { call, running } = await inMidCall();
  const admin = redis?.connect();
  const commands = async () => Number(/total_commands_processed:(\d+)/.exec((await admin?.info('stats')) ?? '')?.[1]);
  const before = await commands();
  const form = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': 'A'.repeat(28) };
  for (let count = 0; count < 100; count += 1) {
    expect(await running.bring(call.next(), `CallSid=${call.sid}&Digits=1`, form)).toMatchObject({ status: 403 });
  }
  // Two of them are this test's own questions; the background asks a few times a second.
  expect((await commands()) - before).toBeLessThan(50);
});

test.each(['allkeys-lru', 'volatile-lru', 'volatile-ttl', 'allkeys-random'])(
  'a Redis that evicts by %s is refused at the start, in one line',
  async (policy) => {
    redis = await startOwnRedis(['--maxmemory', '50mb', '--maxmemory-policy', policy]);
    const server = await launchServer({ REDIS_URL: redis.url, LOG_LEVEL: 'silent' });
    try {
      expect(await server.ended).toBe(1);
      expect(server.written()).toMatch(new RegExp(`^REDIS_URL evicts .*${policy}.*noeviction\\n$`));
    } finally {
      await server.stop();
    }
  },
);
