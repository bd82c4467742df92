import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/calls/ports.ts';
import { createReleaseStore } from '../../src/redis/release-store.ts';
import { okpay } from '../support/okpay-release.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';

/** Twilio ends a call after four hours. */
const LONGEST_CALL_SECONDS = 4 * 3600;

let server: OwnRedis;
beforeAll(async () => {
  server = await startOwnRedis();
});
afterAll(() => server.stop());

test('a release kept by one process is found whole by another', async () => {
  const prefix = randomUUID();
  await createReleaseStore(server.connect(), prefix).keep(okpay);

  expect(await createReleaseStore(server.connect(), prefix).find(okpay.id)).toEqual(okpay);
});

test('a release that nobody kept is not found', async () => {
  expect(await createReleaseStore(server.connect(), randomUUID()).find('0'.repeat(32))).toBeUndefined();
});

test('it is kept for longer than the longest call, and keeping it again begins a new term', async () => {
  const redis = server.connect();
  const store = createReleaseStore(redis, 'term');
  await store.keep(okpay);
  const key = `term:release:${okpay.id}`;
  expect(await redis.ttl(key)).toBeGreaterThan(LONGEST_CALL_SECONDS * 10);

  await redis.expire(key, 5);
  await store.keep(okpay);
  expect(await redis.ttl(key)).toBeGreaterThan(LONGEST_CALL_SECONDS * 10);
});

test('what another version of the format wrote is not found', async () => {
  const redis = server.connect();
  await redis.set('other:release:abc', JSON.stringify({ ...okpay, format: 2 }));

  expect(await createReleaseStore(redis, 'other').find('abc')).toBeUndefined();
});

test('a Redis that does not answer is told of as one thing', async () => {
  const redis = server.connect({ commandTimeout: 50, maxRetriesPerRequest: 0 });
  const store = createReleaseStore(redis);
  await redis.ping();
  server.signal('SIGSTOP');
  try {
    await expect(store.find('abc')).rejects.toThrow(StoreUnavailable);
    await expect(store.keep(okpay)).rejects.toThrow(StoreUnavailable);
  } finally {
    server.signal('SIGCONT');
  }
});
