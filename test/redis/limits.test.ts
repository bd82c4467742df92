import { expect, test } from 'vitest';
import { LimitsUnavailable } from '../../src/queues/limits.ts';
import { createLimits } from '../../src/redis/counts/limits.ts';
import { startOwnRedis, startRedisCluster } from '../support/redis-server.ts';

const ONE = { limit: 1, windowSeconds: 60 };
const now = () => Date.parse('2026-11-23T02:00:00Z');

test('a count that no replica confirms fails closed, and counts all the same', async () => {
  const redis = await startOwnRedis();
  const alone = redis.connect();
  await expect(createLimits(alone, { now, minReplicas: 1 }).take('pin', ONE)).rejects.toBeInstanceOf(LimitsUnavailable);
  expect(await createLimits(alone, { now, minReplicas: 0 }).take('pin', ONE)).toEqual({ allowed: false, remaining: 0 });
  await redis.stop();
});

test('a count that a replica confirms is on the replica when it is answered', async () => {
  const master = await startOwnRedis();
  const replica = await startOwnRedis(['--replicaof', '127.0.0.1', String(master.port)]);
  const follower = replica.connect();
  await expect.poll(() => follower.info('replication'), { timeout: 10_000 }).toContain('master_link_status:up');
  const limits = createLimits(master.connect(), { now, minReplicas: 1 });

  expect((await limits.take('pin', ONE)).allowed).toBe(true);
  expect(await follower.zcard('hotline:{pin}:counted')).toBe(1);

  replica.signal('SIGSTOP');
  await expect(limits.take('other', ONE)).rejects.toBeInstanceOf(LimitsUnavailable);
  replica.signal('SIGCONT');
  await replica.stop();
  await master.stop();
});

test('in a cluster the node that has the key is asked for its replicas', async () => {
  const cluster = await startRedisCluster();
  const client = cluster.connect();
  const limits = createLimits(client, { now, minReplicas: 1 });
  for (const key of ['a', 'b', 'c', 'd']) {
    await expect(limits.take(key, ONE)).rejects.toThrow('cannot be kept');
  }
  expect(await createLimits(client, { now, minReplicas: 0 }).take('a', ONE)).toEqual({ allowed: false, remaining: 0 });
  await cluster.stop();
});

test('a Redis that is gone keeps no count', async () => {
  const redis = await startOwnRedis();
  const client = redis.connect({ maxRetriesPerRequest: 0, commandTimeout: 250, enableOfflineQueue: false });
  await client.ping().catch(() => undefined);
  const limits = createLimits(client, { now, minReplicas: 0 });
  await expect
    .poll(
      () =>
        limits.take('pin', ONE).then(
          () => true,
          () => false,
        ),
      { timeout: 5000 },
    )
    .toBe(true);
  redis.signal('SIGKILL');
  await expect(limits.take('pin', ONE)).rejects.toBeInstanceOf(LimitsUnavailable);
  await redis.stop();
});
