import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { recallContract } from '../../src/callers/contracts.ts';
import type { Service } from '../../src/calls/ports.ts';
import { readFigures } from '../support/exposition.ts';
import { startHotline, type TestHotline, type TestHotlineOptions } from '../support/hotline.ts';
import { CALLER, factsOf } from '../support/people.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';

const SECRET = 'a secret of the tests that is long enough';
const COMMAND_MS = 60_000;

const running: TestHotline[] = [];
let redis: OwnRedis | undefined;

afterEach(async () => {
  await Promise.all(running.splice(0).map((hotline) => hotline.close()));
  await redis?.stop();
  redis = undefined;
});

async function start({ environment, ...options }: TestHotlineOptions = {}): Promise<TestHotline> {
  const hotline = await startHotline({
    ...options,
    environment: { CALLERS_REMEMBERED_DAYS: '180', ...environment },
  });
  running.push(hotline);
  return hotline;
}

/** Rings, is new, chooses Chinese, asks about signing in, and hangs up. */
async function firstCall(hotline: TestHotline, from = CALLER): Promise<void> {
  const call = hotline.dial(from);
  await call.hears(/For English, press 2/);
  await call.presses('1');
  await call.hears(/登录和账户问题/);
  await call.presses('1');
  await call.hears(/登录不了/);
  await call.hangsUp();
  await hotline.twilio.settle();
  expect([...call.errors, ...call.warnings]).toEqual([]);
}

/** Rings again, is greeted in Chinese and hears the menu without a key. */
async function knownCall(hotline: TestHotline, from = CALLER): Promise<void> {
  const call = hotline.dial(from);
  await call.hears(/您好，这里是 OKPay/);
  await call.hears(/For English, press 6/);
  await call.hears(/登录和账户问题/);
  await call.hangsUp();
  expect(call.transcript).not.toMatch(/For English, press 2/);
  expect([...call.errors, ...call.warnings]).toEqual([]);
}

test('who calls again is greeted in their language, and whoever else rings is not', async () => {
  const hotline = await start();
  await firstCall(hotline);
  await knownCall(hotline);
  await firstCall(hotline, '+85298765432');
  await firstCall(hotline, 'anonymous');
  await firstCall(hotline, 'anonymous');
});

test('in Redis callers are known to other processes and after a restart; with another secret nobody is', async () => {
  redis = await startOwnRedis();
  const environment = { REDIS_URL: redis.url, SESSION_SECRET: SECRET };
  const hotline = await start({ environment });
  await firstCall(hotline);
  await knownCall(await start({ environment }));
  await firstCall(await start({ environment: { ...environment, SESSION_SECRET: SECRET.toUpperCase() } }));
  const keys = (await redis.connect().keys('*')).filter((key) => key.endsWith(':known'));
  expect(keys).toHaveLength(2);
  expect(keys.join()).not.toContain(CALLER.slice(1));
});

test('nobody is remembered for 0 days', async () => {
  const hotline = await start({ environment: { CALLERS_REMEMBERED_DAYS: '0' } });
  await firstCall(hotline);
  await firstCall(hotline);
});

test('a memory that does not answer costs a third of a second, and then the caller is new', async () => {
  const stuck: Service = { contract: recallContract, ask: () => new Promise(() => undefined) };
  const hotline = await start({ services: [stuck] });
  const from = performance.now();
  const call = hotline.dial();
  await call.hears(/For English, press 2/);
  expect(performance.now() - from).toBeLessThan(2000);
  await call.hangsUp();
});

test('a customer who needs a person gets one at once, and hears that nobody answers at night', async () => {
  redis = await startOwnRedis();
  const direct: Service = {
    contract: { ...recallContract, service: 'customers.by-caller' },
    ask: async () => ({ outcome: 'known', output: { language: 'zh-CN', direct: true } }),
  };
  const hotline = await start({ services: [direct], environment: { REDIS_URL: redis.url, SESSION_SECRET: SECRET } });
  const call = hotline.dial();
  await call.hears(/为您跳过菜单/);
  await call.meets('queued');
  await call.hangsUp();
  await hotline.twilio.settle();
  expect(await factsOf(redis, call)).toContainEqual({ type: 'tagged', key: 'direct', value: 'yes' });

  const night = await start({ services: [direct], at: '2026-11-23T22:00:00+08:00' });
  const late = night.dial();
  await late.hears(/留言/);
  await late.hangsUp();
  expect([...call.errors, ...call.warnings, ...late.errors, ...late.warnings]).toEqual([]);
});

/** The command, as a process of its own. */
async function forget(number: string, environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ['tools/hotline.mjs', 'forget', number, '--json'], {
    env: { PATH: process.env.PATH, ...environment },
  });
  const status = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, complaints, told: printed === '' ? undefined : (JSON.parse(printed) as unknown) };
}

test(
  'the command says so where another process has the embedded database, and erases once it is free',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'forget-'));
    const program = fileURLToPath(new URL('../support/database-owner.ts', import.meta.url));
    const owner = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(owner.stdout, 'data');
    const caller = '+442079460123';
    expect(await forget(caller, { DATA_DIR: folder })).toEqual({
      status: 1,
      complaints: expect.stringMatching(/already open in process \d+: stop that one/),
      told: { number: '+442***23', remembered: null, callbacks: 0, calls: null, recordings: null },
    });
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    expect(await forget(caller, { DATA_DIR: folder })).toMatchObject({ status: 0, told: { calls: 1 } });
    expect(await forget(caller, { DATA_DIR: folder })).toMatchObject({ status: 0, told: { calls: 0 } });
    await rm(folder, { recursive: true, force: true });
  },
  COMMAND_MS,
);

test(
  'the command makes a caller new again, while the hotline runs',
  async () => {
    redis = await startOwnRedis();
    const folder = await mkdtemp(join(tmpdir(), 'forget-'));
    const environment = { REDIS_URL: redis.url, SESSION_SECRET: SECRET };
    const hotline = await start({ environment });
    await firstCall(hotline);
    const command = { DATA_DIR: folder, ...environment };
    expect(await forget(CALLER, command)).toEqual({
      status: 0,
      complaints: '',
      told: { number: '+852***67', remembered: true, callbacks: 0, calls: 0, recordings: [] },
    });
    await firstCall(hotline);
    expect(await forget('91234567', command)).toMatchObject({ status: 2 });
    await rm(folder, { recursive: true, force: true });
  },
  COMMAND_MS,
);

/** Waits until all that was told of calls is in the database: what is on its way cannot be erased. */
const isRecorded = (hotline: TestHotline) =>
  expect
    .poll(
      async () => readFigures(await (await fetch(`${hotline.url}/metrics`)).text()).get('hotline_journal_entries'),
      {
        timeout: 30_000,
      },
    )
    .toBe(0);

test(
  'the command asks the running hotline where that has all of it alone, and the caller is new to it again',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'forget-'));
    const hotline = await start({ environment: { DATA_DIR: folder, JOURNAL_WRITER: 'on' } });
    await firstCall(hotline);
    await knownCall(hotline);
    await isRecorded(hotline);
    const erased = await forget(CALLER, { DATA_DIR: folder });
    expect(erased).toEqual({
      status: 0,
      complaints: '',
      told: { number: '+852***67', remembered: true, callbacks: 0, calls: 2, recordings: [] },
    });
    await firstCall(hotline);
    await isRecorded(hotline);
    await Promise.all(running.splice(0).map((one) => one.close()));
    expect(await forget(CALLER, { DATA_DIR: folder })).toMatchObject({
      status: 0,
      told: { remembered: null, calls: 1 },
    });
    await rm(folder, { recursive: true, force: true });
  },
  COMMAND_MS,
);
