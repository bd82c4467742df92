import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import { createKeyedHashes } from '../../src/identity/codes/keyed-hashes.ts';
import { codeIn } from '../../src/mail/post.ts';
import { createCodeLedger } from '../../src/redis/counts/code-ledger.ts';
import { unlock } from '../../src/unlock.ts';
import { codeFlow } from '../support/code-flow.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { knownCustomers } from '../support/known-customers.ts';
import { CALLER, factsOf } from '../support/people.ts';
import { startOwnRedis } from '../support/redis-server.ts';

const SERVICE = `VA${'5'.repeat(32)}`;
const STRANGER = '+85296666666';
const EMAIL = 'anna@mail.example';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function start(environment: Readonly<Record<string, string>> = {}): Promise<TestHotline & { log: string[] }> {
  const log: string[] = [];
  const hotline = await startHotline({
    ...codeFlow(),
    environment: { LOG_LEVEL: 'trace', ...environment },
    backOffice: knownCustomers({ [CALLER]: EMAIL }),
    logTo: { write: (line) => void log.push(line) },
  });
  closing.push(() => hotline.close());
  return { ...hotline, log };
}

/** Rings, and chooses how the code shall come. */
async function asksFor(hotline: TestHotline, key: string, from = CALLER): Promise<PhoneCall> {
  const call = hotline.dial(from);
  await call.hears(/Text one/);
  await call.presses(key);
  return call;
}

/** The code of the newest letter, once there are so many; a code goes out after the caller has heard of it. */
async function codeOf(hotline: TestHotline, letters = 1): Promise<string> {
  await expect.poll(() => hotline.post.letters().length).toBe(letters);
  return codeIn(hotline.post.letters().at(-1)?.text ?? '') ?? 'none';
}

describe.each([
  ['codes of our own', {}],
  ['Twilio Verify', { TWILIO_VERIFY_SERVICE_SID: SERVICE }],
])('with %s', (_name, environment) => {
  test('a caller is verified by the code in the text, and by no code twice', async () => {
    const hotline = await start(environment);
    const call = await asksFor(hotline, '1');
    await call.hears(/ending four five six seven/);
    await call.hears(/Key the code/);
    const code = await codeOf(hotline);
    expect(hotline.post.letters()).toMatchObject([{ type: 'sms', to: CALLER }]);
    await call.presses(code);
    await call.hears(/You are verified/);
    await call.isAsked();
    await call.presses(code);
    await call.hears(/Used code/);
    await call.ends();
  });

  test('wrong codes are told, three of them end the code, and the next one has three again', async () => {
    const hotline = await start(environment);
    const call = await asksFor(hotline, '1');
    await call.hears(/Key the code/);
    const code = await codeOf(hotline);
    const other = code === '000000' ? '111111' : '000000';
    for (const heard of [/Wrong code/, /Wrong code/, /Too many tries/]) {
      await call.isAsked();
      await call.presses(other);
      await call.hears(heard);
    }
    await call.hangsUp();
    const meanwhile = hotline.dial(STRANGER);
    await meanwhile.waits(31);
    await meanwhile.hangsUp();

    const again = await asksFor(hotline, '1');
    await again.hears(/Key the code/);
    const fresh = await codeOf(hotline, 2);
    await again.presses(fresh);
    await again.hears(/You are verified/);
    await again.hangsUp();
  });

  test('a stranger hears the same words and gets nothing', async () => {
    const hotline = await start(environment);
    const heardBy = async (from: string) => {
      const call = await asksFor(hotline, '1', from);
      for (const heard of [/Wrong code/, /Wrong code/, /Too many tries/]) {
        await call.isAsked();
        await call.presses('000000');
        await call.hears(heard);
      }
      await call.hangsUp();
      return call.events.flatMap((event) => (event.type === 'heard' ? [event.text] : []));
    };
    const known = await heardBy(CALLER);
    const unknown = await heardBy(STRANGER);
    expect(unknown.map((words) => words.replace(/ending .*/, 'ending'))).toEqual(
      known.map((words) => words.replace(/ending .*/, 'ending')),
    );
    await hotline.close();
    closing.length = 0;
    expect(hotline.post.letters().map(({ to }) => to)).toEqual([CALLER]);
  });
});

test('a caller is verified by a code in a mail, of whose address they hear the first letter', async () => {
  const hotline = await start();
  const call = await asksFor(hotline, '2');
  await call.hears(/beginning a/);
  await call.hears(/Key the code/);
  const code = await codeOf(hotline);
  expect(hotline.post.letters()).toMatchObject([{ type: 'email', to: EMAIL }]);
  await call.presses(code);
  await call.hears(/You are verified/);
  await call.hangsUp();
});

test('two processes on one Redis and one directory know one code, without a secret in their settings', async () => {
  const redis = await startOwnRedis(['--maxmemory-policy', 'noeviction']);
  closing.push(() => redis.stop());
  const dataDir = mkdtempSync(join(tmpdir(), 'shared-'));
  closing.push(async () => rmSync(dataDir, { recursive: true, force: true }));
  const one = await start({ REDIS_URL: redis.url, DATA_DIR: dataDir });
  const other = await start({ REDIS_URL: redis.url, DATA_DIR: dataDir });
  const call = await asksFor(one, '1');
  await call.hears(/Key the code/);
  await codeOf(one);
  await call.hangsUp();
  const soon = await asksFor(other, '1');
  await soon.hears(/Too soon/);
  await soon.hangsUp();
});

test('ten wrong codes lock a number in every process, until a person lifts it with the command', async () => {
  const redis = await startOwnRedis(['--maxmemory-policy', 'noeviction']);
  closing.push(() => redis.stop());
  const environment = { REDIS_URL: redis.url, SESSION_SECRET: 's'.repeat(40) };
  const hotline = await start(environment);
  const ledger = createCodeLedger(redis.connect(), { minReplicas: 0 });
  const subject = createKeyedHashes(environment.SESSION_SECRET).subjectOf(CALLER);
  const now = hotline.twilio.clock.now();
  const failed = Array.from({ length: 9 }, () => now);
  await ledger.change(subject, () => ({ state: { sent: [], failed }, result: undefined }));

  const call = await asksFor(hotline, '1');
  await call.hears(/Key the code/);
  const code = await codeOf(hotline);
  await call.presses(code === '000000' ? '111111' : '000000');
  await call.hears(/Locked/);
  await call.ends();
  const again = await asksFor(hotline, '2');
  await again.hears(/Locked/);
  await again.ends();

  const said: string[] = [];
  const io = { print: (line: string) => void said.push(line), complain: (line: string) => void said.push(line) };
  expect(await unlock(CALLER, environment, io)).toBe(0);
  expect(said).toEqual(['+852***67 may ask for codes again.']);
  const free = await asksFor(hotline, '1');
  await free.hears(/Key the code/);
  await free.presses(await codeOf(hotline, 2));
  await free.hears(/You are verified/);
  await free.hangsUp();
});

test.each([
  { fault: 'frozen', signal: 'SIGSTOP' },
  { fault: 'killed', signal: 'SIGKILL' },
] as const)('with a Redis that is $fault nobody is verified, and the caller comes to a person', async ({ signal }) => {
  const redis = await startOwnRedis(['--maxmemory-policy', 'noeviction']);
  closing.push(() => redis.stop());
  const hotline = await start({ REDIS_URL: redis.url });
  closing.push(async () => redis.signal('SIGCONT'));
  const call = await asksFor(hotline, '1');
  await call.hears(/Key the code/);
  const code = await codeOf(hotline);
  await call.isAsked();
  redis.signal(signal);
  await call.presses(code);
  await call.hears(/Hello/);
  await call.meets('queued');
  expect(call.events.some((event) => event.type === 'heard' && /verified/.test(event.text))).toBe(false);
});

test('a code stands nowhere: not in the log, nor in Redis, nor in any address', async () => {
  const redis = await startOwnRedis(['--maxmemory-policy', 'noeviction']);
  closing.push(() => redis.stop());
  const hotline = await start({ REDIS_URL: redis.url });
  const call = await asksFor(hotline, '1');
  await call.hears(/Key the code/);
  const code = await codeOf(hotline);
  const wrong = code === '271828' ? '271829' : '271828';
  await call.presses(wrong);
  await call.hears(/Wrong code/);
  await call.isAsked();
  await call.presses(code);
  await call.hears(/You are verified/);
  await call.hangsUp();
  await hotline.twilio.settle();

  const client = redis.connect();
  const kept: string[] = [];
  for (const key of await client.keys('*')) kept.push(key, await textOf(client, key));
  const facts = JSON.stringify(await factsOf(redis, call));
  const addresses = call.requests.map(({ url }) => url);
  const replies = call.requests.map(({ reply }) => reply);
  expect(facts).toContain('verified-by-sms');
  expect(kept.join()).toContain(':codes');
  expect(hotline.log.length).toBeGreaterThan(3);
  for (const secret of [code, wrong]) {
    for (const text of [...kept, facts, ...addresses, ...replies, ...hotline.log]) expect(text).not.toContain(secret);
  }
  const codes = kept.filter((_, index) => kept[index - 1]?.endsWith(':codes')).join();
  expect(codes).not.toContain(CALLER.slice(1));
  expect(hotline.log.join()).not.toContain(CALLER);
  expect(hotline.log.join()).not.toContain(EMAIL);
});

async function textOf(client: ReturnType<Awaited<ReturnType<typeof startOwnRedis>>['connect']>, key: string) {
  const type = await client.type(key);
  if (type === 'string') return (await client.get(key)) ?? '';
  if (type === 'stream') return JSON.stringify(await client.xrange(key, '-', '+'));
  if (type === 'zset') return JSON.stringify(await client.zrange(key, '0', '-1'));
  return type === 'hash' ? JSON.stringify(await client.hgetall(key)) : '';
}

const PRODUCTION = {
  NODE_ENV: 'production',
  TWILIO_AUTH_TOKEN: 'a0token0of0the0tests',
  TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
  PUBLIC_URL: 'https://hotline.example',
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  SESSION_SECRET: 's'.repeat(32),
  BACKOFFICE_URL: 'http://127.0.0.1:1',
  BACKOFFICE_TOKEN: 'b'.repeat(16),
};

describe('in production', () => {
  test('nobody is verified where Redis may lose counts, and the log says what to set', async () => {
    const redis = await startOwnRedis(['--maxmemory-policy', 'noeviction']);
    closing.push(() => redis.stop());
    const hotline = await start({ ...PRODUCTION, REDIS_URL: redis.url });
    expect(hotline.log.join('')).toMatch(/nobody can be verified: Redis may lose counts. Set REDIS_MIN_REPLICAS/);
    expect(hotline.log.join('')).toMatch(/no code goes out by e-mail: set SMTP_URL, or MAIL_URL/);
    const call = await asksFor(hotline, '1');
    await call.hears(/Not available/);
    await call.ends();
    expect(hotline.post.letters()).toEqual([]);
  });

  test('with a log that is on the disk, texts verify; no mail goes out where none is set up', async () => {
    const redis = await startOwnRedis([
      '--maxmemory-policy',
      'noeviction',
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
    ]);
    closing.push(() => redis.stop());
    const hotline = await start({ ...PRODUCTION, REDIS_URL: redis.url });
    expect(hotline.log.join('')).not.toMatch(/nobody can be verified/);
    const mail = await asksFor(hotline, '2');
    await mail.hears(/Not available/);
    await mail.ends();
    const call = await asksFor(hotline, '1');
    await call.hears(/Key the code/);
    await call.presses(await codeOf(hotline));
    await call.hears(/You are verified/);
    await call.hangsUp();
  });
});
