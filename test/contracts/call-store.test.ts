import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMemoryCallStore } from '../../src/calls/memory-call-store.ts';
import { StoreUnavailable } from '../../src/calls/ports.ts';
import { createCallStore } from '../../src/redis/call-store.ts';
import { keysOf } from '../../src/redis/keys.ts';
import type { CallSid } from '../../src/values/call-sid.ts';
import {
  startOwnRedis,
  startRedis,
  startRedisCluster,
  type TestRedis,
  type TestRedisCluster,
} from '../support/redis-server.ts';
import { callStoreContract, newSid } from './call-store.ts';

let redis: TestRedis;
let cluster: TestRedisCluster;

beforeAll(async () => {
  [redis, cluster] = await Promise.all([startRedis(), startRedisCluster()]);
});

afterAll(() => Promise.all([redis.stop(), cluster.stop()]));

/** A hundred in a shard, about: a stream is cut a whole node of a hundred at a time. */
const JOURNAL = { journalMaxTurns: 6400 };

callStoreContract('memory', async () => {
  const facts = new Map<CallSid, string[]>();
  const store = createMemoryCallStore({
    now: () => 1_795_000_000_000,
    append: (sid, batch) => {
      facts.set(sid, [...(facts.get(sid) ?? []), ...batch.facts.map(({ type }) => `${batch.key}: ${type}`)]);
    },
  });
  return { store, facts: async (sid) => facts.get(sid) ?? [], close: async () => undefined };
});

callStoreContract('Redis', async () => {
  const client = redis.connect();
  return {
    store: createCallStore(client, JOURNAL),
    facts: (sid) => journalOf(client, sid),
    close: async () => client.disconnect(),
  };
});

callStoreContract('Redis Cluster', async () => {
  const client = cluster.connect();
  return {
    store: createCallStore(client, JOURNAL),
    facts: (sid) => journalOf(client, sid),
    close: async () => client.disconnect(),
  };
});

test('a journal that nobody empties loses its oldest turns before Redis runs out of memory', async () => {
  const client = redis.connect();
  const store = createCallStore(client, JOURNAL);
  const sid = newSid();
  for (let turn = 0; turn < 500; turn += 1) {
    await store.append(sid, { key: `c.${turn}`, at: 0, facts: [{ type: 'hours-uncovered', calendar: 'hk' }] });
  }
  const kept = await journalOf(client, sid);
  expect(kept.length).toBeGreaterThanOrEqual(100);
  expect(kept.length).toBeLessThanOrEqual(200);
  expect(kept.at(-1)).toBe('c.499: hours-uncovered');
  client.disconnect();
});

interface Streams {
  xrange(key: string, start: string, end: string): Promise<[string, string[]][]>;
}

async function journalOf(client: Streams, sid: CallSid): Promise<readonly string[]> {
  const entries = await client.xrange(keysOf(sid, 'hotline').journal, '-', '+');
  return entries
    .filter(([, fields]) => fields[1] === sid)
    .flatMap(([, [, , , key, , , , facts = '[]']]) =>
      (JSON.parse(facts) as { type: string }[]).map(({ type }) => `${key}: ${type}`),
    );
}

test('a Redis that is frozen is unavailable within the time a caller can be left waiting', async () => {
  const own = await startOwnRedis();
  const client = own.connect({ commandTimeout: 250, maxRetriesPerRequest: 0, enableOfflineQueue: false });
  const store = createCallStore(client, JOURNAL);
  await new Promise((resolve) => client.once('ready', resolve));
  await store.find(newSid());
  own.signal('SIGSTOP');
  const began = performance.now();
  await expect(store.find(newSid())).rejects.toThrow(StoreUnavailable);
  expect(performance.now() - began).toBeLessThan(2000);
  own.signal('SIGCONT');
  await own.stop();
});

test('a Redis that is gone is unavailable at once', async () => {
  const client = new Redis({ port: 1, maxRetriesPerRequest: 0, enableOfflineQueue: false, lazyConnect: true });
  client.on('error', () => undefined);
  await expect(createCallStore(client, JOURNAL).find(newSid())).rejects.toThrow(StoreUnavailable);
  client.disconnect();
});
