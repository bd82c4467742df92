import { setTimeout as delay } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { timeOutTogether } from '../../src/redis/time-out-together.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';

const TIMEOUT_MS = 200;
let server: OwnRedis;

beforeAll(async () => {
  server = await startOwnRedis();
});
afterAll(() => server.stop());

async function connected(options: { readonly commandTimeout?: number }): Promise<Redis> {
  const redis = server.connect({ maxRetriesPerRequest: 0, enableOfflineQueue: false, ...options });
  await new Promise((resolve) => redis.once('ready', resolve));
  timeOutTogether(redis);
  return redis;
}

describe('commands in flight', () => {
  test('all fail once Redis has been silent for the timeout, and not much before', async () => {
    const redis = await connected({ commandTimeout: TIMEOUT_MS });
    await redis.ping();
    server.signal('SIGSTOP');
    const began = performance.now();
    const answers = await Promise.allSettled([redis.get('a'), redis.set('b', 1), redis.eval('return 1', 0)]);
    const tookMs = performance.now() - began;
    server.signal('SIGCONT');
    for (const answer of answers) expect(answer).toMatchObject({ status: 'rejected' });
    expect(String(answers[0]?.status === 'rejected' && answers[0].reason)).toContain('Command timed out');
    expect(tookMs).toBeGreaterThan(TIMEOUT_MS - 10);
    expect(tookMs).toBeLessThan(TIMEOUT_MS * 5);
  });

  test('that failed leave the answers to those behind them in order', async () => {
    const redis = await connected({ commandTimeout: TIMEOUT_MS });
    server.signal('SIGSTOP');
    await expect(redis.set('late', 'first')).rejects.toThrow('Command timed out');
    server.signal('SIGCONT');
    expect(await redis.get('late')).toBe('first');
    expect(await redis.echo('second')).toBe('second');
  });

  test('have the whole time, whenever they are sent between two looks', async () => {
    const redis = await connected({ commandTimeout: TIMEOUT_MS });
    const answers: Promise<string>[] = [];
    server.signal('SIGSTOP');
    for (let sent = 0; sent < 5; sent += 1) {
      answers.push(redis.ping());
      await delay(TIMEOUT_MS / 7);
    }
    server.signal('SIGCONT');
    expect(await Promise.all(answers)).toEqual(Array(5).fill('PONG'));
  });

  test('wait for ever where no timeout is set', async () => {
    const redis = await connected({});
    server.signal('SIGSTOP');
    const answer = redis.ping();
    const first = await Promise.race([answer, delay(TIMEOUT_MS * 2, 'still waiting')]);
    server.signal('SIGCONT');
    expect(first).toBe('still waiting');
    expect(await answer).toBe('PONG');
  });
});
