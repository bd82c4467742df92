import { expect, test } from 'vitest';
import { startOwnRedis, startRedis, startRedisCluster } from './redis-server.ts';

test('a test Redis keeps what a test writes, for this test alone', async () => {
  const [one, other] = await Promise.all([startRedis(), startRedis()]);
  await one.connect().set('key', 'value');
  expect(await one.connect().get('key')).toBe('value');
  expect(await other.connect().get('key')).toBeNull();
  await Promise.all([one.stop(), other.stop()]);
});

test('a Redis of its own can crash, and is stopped all the same', async () => {
  const redis = await startOwnRedis();
  const client = redis.connect({ maxRetriesPerRequest: 0, retryStrategy: () => null });
  await client.ping();
  redis.signal('SIGKILL');
  await expect(client.blpop('nothing', 0)).rejects.toThrow();
  await redis.stop();
});

test('the cluster answers on the slots of every node', async () => {
  const cluster = await startRedisCluster();
  const client = cluster.connect();
  for (let number = 0; number < 64; number += 1) await client.set(`hotline:{${number}}:key`, number);
  const sizes = await Promise.all(client.nodes('master').map((node) => node.dbsize()));
  expect(sizes).toHaveLength(3);
  expect(sizes.every((size) => size > 0)).toBe(true);
  await cluster.stop();
});
