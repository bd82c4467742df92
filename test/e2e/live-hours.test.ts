import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createCommands } from '../../src/commands.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';

const AT = '2026-11-23T10:00:00+08:00';
/** What staff decide counts everywhere within this time. */
const WITHIN_MS = 1000;

let folder = '';
let running: TestHotline[] = [];
let redis: OwnRedis | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'live-hours-'));
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((hotline) => hotline.close()));
  await redis?.stop();
  redis = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** A process of the hotline, and the commands of staff beside it. */
async function start(environment: Readonly<Record<string, string>>) {
  const hotline = await startHotline({ at: AT, environment });
  running.push(hotline);
  const ignore = () => undefined;
  const commands = createCommands({ ...environment, HOTLINE_NOW: AT }, { print: ignore, complain: ignore });
  return { hotline, commands };
}

/** What a caller from Hong Kong is told of the hours, after choosing English. */
async function hears(hotline: TestHotline, words: RegExp): Promise<void> {
  const call = hotline.dial();
  try {
    await call.hears(/OKPay/);
    await call.presses('2');
    await call.hears(words);
  } finally {
    if (!call.hasEnded) await call.hangsUp();
  }
}

/** Calls until one is told this, and fails when that takes longer than it may. */
const soonHears = (hotline: TestHotline, words: RegExp): Promise<void> =>
  vi.waitFor(() => hears(hotline, words), { timeout: WITHIN_MS, interval: 50 });

const OPEN = /sign-in/i;
const CLOSED = /cannot take calls for the time being: maintenance work\./;

describe.each(['DATA_DIR', 'REDIS_URL'])('closures in %s', (place) => {
  async function environmentOf(): Promise<Readonly<Record<string, string>>> {
    if (place === 'DATA_DIR') return { DATA_DIR: folder };
    redis = await startOwnRedis();
    return { DATA_DIR: folder, REDIS_URL: redis.url };
  }

  test('a caller hears of a closure within a second, in every process, until it is ended', async () => {
    const environment = await environmentOf();
    const [one, other] = [await start(environment), await start(environment)];
    await hears(one.hotline, OPEN);

    const closing = { region: 'hk', until: '2026-11-23T15:00', reason: 'maintenance' };
    expect(await one.commands.close(closing)).toBe(0);
    await Promise.all([soonHears(one.hotline, CLOSED), soonHears(other.hotline, CLOSED)]);

    expect(await other.commands.open({ region: 'hk' })).toBe(0);
    await Promise.all([soonHears(one.hotline, OPEN), soonHears(other.hotline, OPEN)]);
  });
});

test('a closure ends by itself while the hotline runs', async () => {
  const { hotline, commands } = await start({ DATA_DIR: folder });
  await commands.close({ region: 'hk', until: '2026-11-23T10:30', reason: 'maintenance' });
  await soonHears(hotline, CLOSED);

  const waiting = hotline.dial();
  await waiting.hears(/OKPay/);
  await waiting.hangsUp();
  await hotline.twilio.clock.until(
    new Promise((resolve) => void hotline.twilio.clock.sleepInServer(1_800_000).then(resolve)),
  );
  await hears(hotline, OPEN);
});

test('while Redis is frozen the closures last known go on counting', async () => {
  const own = await startOwnRedis();
  redis = own;
  const { hotline, commands } = await start({ DATA_DIR: folder, REDIS_URL: own.url });
  await commands.close({ region: 'hk', until: '2026-11-23T15:00', reason: 'maintenance' });
  await soonHears(hotline, CLOSED);

  own.signal('SIGSTOP');
  try {
    const call = hotline.dial();
    await call.hears(/nobody can take your call/i);
    await call.ends();
    expect(call.events.some(({ type }) => type === 'queued')).toBe(false);
  } finally {
    own.signal('SIGCONT');
  }
});
