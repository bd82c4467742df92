import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMemoryLimits, type Limits } from '../../src/queues/limits.ts';
import { createLimits } from '../../src/redis/counts/limits.ts';
import { startRedis, startRedisCluster } from '../support/redis-server.ts';

const FIVE_AN_HOUR = { limit: 5, windowSeconds: 3600 };
const START = Date.parse('2026-11-23T02:00:00Z');
const MINUTE = 60_000;

interface Implementation {
  readonly name: string;
  open(now: () => number): Promise<{ readonly limits: Limits; close(): Promise<void> }>;
}

const implementations: readonly Implementation[] = [
  { name: 'in memory', open: async (now) => ({ limits: createMemoryLimits(now), close: async () => undefined }) },
  {
    name: 'in Redis',
    async open(now) {
      const redis = await startRedis();
      return { limits: createLimits(redis.connect(), { now, minReplicas: 0 }), close: () => redis.stop() };
    },
  },
  {
    name: 'in a Redis cluster',
    async open(now) {
      const cluster = await startRedisCluster();
      return { limits: createLimits(cluster.connect(), { now, minReplicas: 0 }), close: () => cluster.stop() };
    },
  },
];

describe.each(implementations)('limits $name', ({ open }) => {
  let at = START;
  let opened: Awaited<ReturnType<Implementation['open']>>;

  beforeAll(async () => {
    opened = await open(() => at);
  });
  afterAll(() => opened.close());

  const takeAt = async (key: string, minutes: number) => {
    at = START + minutes * MINUTE;
    return opened.limits.take(key, FIVE_AN_HOUR);
  };

  test('allow so many and no more, and say how many are left', async () => {
    const taken = [];
    for (let minute = 0; minute < 6; minute += 1) taken.push(await takeAt('anna', minute));
    expect(taken.map(({ allowed }) => allowed)).toEqual([true, true, true, true, true, false]);
    expect(taken.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, 0, 0]);
  });

  test('free one as soon as the oldest is a whole window old, and never more in any window', async () => {
    for (const minute of [0, 50, 51, 52, 53]) await takeAt('ben', minute);
    expect((await takeAt('ben', 59.9)).allowed).toBe(false);
    expect(await takeAt('ben', 60)).toEqual({ allowed: true, remaining: 0 });
    expect((await takeAt('ben', 61)).allowed).toBe(false);
  });

  test('do not count what was refused', async () => {
    for (let minute = 0; minute < 5; minute += 1) await takeAt('carl', minute);
    for (let minute = 5; minute < 60; minute += 5) await takeAt('carl', minute);
    expect((await takeAt('carl', 60)).allowed).toBe(true);
  });

  test('count each key for itself', async () => {
    for (let minute = 0; minute < 5; minute += 1) await takeAt('dora', minute);
    expect((await takeAt('dora', 5)).allowed).toBe(false);
    expect((await takeAt('emil', 5)).allowed).toBe(true);
  });

  test('give back the last one only', async () => {
    for (let minute = 0; minute < 5; minute += 1) await takeAt('fritz', minute);
    await opened.limits.giveBack('fritz');
    expect((await takeAt('fritz', 6)).allowed).toBe(true);
    expect((await takeAt('fritz', 7)).allowed).toBe(false);
    await opened.limits.giveBack('nobody');
    expect((await takeAt('nobody', 8)).remaining).toBe(4);
  });

  test('allow no more when all ask at once', async () => {
    at = START;
    const taken = await Promise.all(Array.from({ length: 40 }, () => opened.limits.take('gina', FIVE_AN_HOUR)));
    expect(taken.filter(({ allowed }) => allowed)).toHaveLength(5);
    expect(
      taken
        .filter(({ allowed }) => allowed)
        .map(({ remaining }) => remaining)
        .sort(),
    ).toEqual([0, 1, 2, 3, 4]);
  });
});
