import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRedisLiveHours } from '../../src/redis/live-hours.ts';
import { closureAt, keepsLiveHours } from '../contracts/live-hours-store.ts';
import { startRedis, startRedisCluster, type TestRedis, type TestRedisCluster } from '../support/redis-server.ts';

describe('on one server', () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  keepsLiveHours(async (now) => {
    const options = { now, prefix: randomUUID() };
    return [createRedisLiveHours(server.connect(), options), createRedisLiveHours(server.connect(), options)];
  });

  test('what is stored is text that people can read', async () => {
    const redis = server.connect();
    await createRedisLiveHours(redis, { now: () => 0, prefix: 'readable' }).add(closureAt(0, 3_600_000));

    expect(JSON.parse((await redis.hget('readable:{hours}:changes', 'closure-1')) ?? '')).toEqual({
      type: 'closure',
      id: 'closure-1',
      regions: ['cn'],
      queues: 'all',
      from: '1970-01-01T00:00:00.000Z',
      until: '1970-01-01T01:00:00.000Z',
      reason: 'maintenance',
    });
  });
});

describe('on a cluster', () => {
  let cluster: TestRedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster();
  });
  afterAll(() => cluster.stop());

  keepsLiveHours(async (now) => {
    const options = { now, prefix: randomUUID() };
    return [createRedisLiveHours(cluster.connect(), options), createRedisLiveHours(cluster.connect(), options)];
  });
});
