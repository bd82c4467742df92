import { randomUUID } from 'node:crypto';
import type { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMemoryJournal } from '../../src/calls/memory-journal.ts';
import { createJournalSource } from '../../src/redis/journal.ts';
import { NOON, turnsOfCall } from '../support/journal-entries.ts';
import { startRedis, startRedisCluster, type TestRedis, type TestRedisCluster } from '../support/redis-server.ts';
import { readAll, type TestJournal, testJournalSource, toTurn } from './journal-source.ts';

const NEVER = 3_600_000;

testJournalSource('the journal in memory', async () => ({
  journal: () => {
    const journal = createMemoryJournal({ maxTurns: 10_000 });
    return { append: async (turn) => journal.append(turn), source: () => journal.source() };
  },
  stop: async () => undefined,
}));

testJournalSource('the journal in Redis', async () => {
  const redis = await startRedis();
  const client = redis.connect();
  return { journal: () => redisJournal(client), stop: redis.stop };
});

testJournalSource('the journal in a Redis cluster of three', async () => {
  const cluster = await startRedisCluster();
  const client = cluster.connect();
  return { journal: () => redisJournal(client), stop: cluster.stop };
});

interface RedisJournal extends TestJournal {
  key(number: number): string;
}

function redisJournal(redis: Redis | Cluster, prefix = randomUUID()): RedisJournal {
  const key = (number: number): string => `${prefix}:{${String(number % 64).padStart(2, '0')}}:journal`;
  return {
    key,
    append: async ({ call, turn, at, facts }) => {
      const journal = key(Number.parseInt(call.slice(-8), 16));
      await redis.xadd(journal, '*', 'c', call, 'k', turn, 'at', at, 'f', JSON.stringify(facts));
    },
    source: (consumer, takesOver) =>
      createJournalSource(redis, {
        consumer,
        prefix,
        now: () => NOON,
        takeOverMs: takesOver === 'at once' ? 0 : NEVER,
      }),
  };
}

test('the journal in memory keeps the newest turns where it is full', async () => {
  const journal = createMemoryJournal({ maxTurns: 2 });
  for (const turn of turnsOfCall(1).slice(0, 3)) journal.append(turn);
  const left = await journal.source().read(10);
  expect(left.map(({ turn }) => turn)).toEqual(
    turnsOfCall(1)
      .slice(1, 3)
      .map(({ turn }) => turn),
  );
});

describe('the journal in Redis, beyond the contract', () => {
  let server: TestRedis;
  let redis: Redis;
  beforeAll(async () => {
    server = await startRedis();
    redis = server.connect();
  });
  afterAll(() => server.stop());

  test('two consumers share the entries between them', async () => {
    const journal = redisJournal(redis);
    const [one, other] = [journal.source('one', 'never'), journal.source('other', 'never')];
    await one.read(1);
    for (const call of [1, 2, 3, 4]) for (const turn of turnsOfCall(call)) await journal.append(turn);
    const [first, second] = [await one.read(64), await other.read(64)];
    expect(first.length).toBeGreaterThan(0);
    expect(second.length).toBeGreaterThan(0);
    const given = [...first, ...second].map(({ entry, shard }) => `${shard} ${entry}`);
    expect(new Set(given).size).toBe(given.length);
  });

  test.each([
    ['no facts', ['c', turnsOfCall(1)[0]?.call, 'k', 'c.0', 'at', '1']],
    ['no call', ['c', 'somebody', 'k', 'c.0', 'at', '1', 'f', '[]']],
    ['an unknown lane', ['c', turnsOfCall(1)[0]?.call, 'k', 'x.0', 'at', '1', 'f', '[]']],
    ['no instant', ['c', turnsOfCall(1)[0]?.call, 'k', 'c.0', 'at', 'now', 'f', '[]']],
    ['broken JSON', ['c', turnsOfCall(1)[0]?.call, 'k', 'c.0', 'at', '1', 'f', '[{"type":']],
    ['facts without a type', ['c', turnsOfCall(1)[0]?.call, 'k', 'c.0', 'at', '1', 'f', '[{}]']],
    ['no JSON list', ['c', turnsOfCall(1)[0]?.call, 'k', 'c.0', 'at', '1', 'f', 'null']],
  ])('an entry with %s is put aside, and the others flow', async (_, fields) => {
    const journal = redisJournal(redis);
    await redis.xadd(journal.key(7), '*', ...fields.map(String));
    for (const turn of turnsOfCall(7)) await journal.append(turn);
    const source = journal.source('one', 'never');
    expect((await readAll(source)).map(toTurn)).toEqual(turnsOfCall(7));
    expect(await source.countWaiting()).toBe(0);
    const [aside] = await redis.xrange(`${journal.key(7)}:aside`, '-', '+');
    expect(aside?.[1].slice(2)).toEqual(fields);
  });

  test('an entry that vanished while it was held is forgotten', async () => {
    const journal = redisJournal(redis);
    for (const turn of turnsOfCall(7)) await journal.append(turn);
    const [first, ...others] = await journal.source('one', 'never').read(1000);
    await redis.xdel(journal.key(7), String(first?.entry));
    expect(await readAll(journal.source('one', 'never'))).toEqual(others);
    expect(await redis.xpending(journal.key(7), 'writers')).toEqual([0, null, null, null]);
  });

  test('a journal that was lost with its groups goes on with what is written next', async () => {
    const journal = redisJournal(redis);
    const source = journal.source('one', 'never');
    await source.read(1);
    for (let shard = 0; shard < 64; shard += 1) await redis.del(journal.key(shard));
    await expect(source.read(1)).rejects.toThrow('NOGROUP');
    for (const turn of turnsOfCall(8)) await journal.append(turn);
    expect((await readAll(source)).map(toTurn)).toEqual(turnsOfCall(8));
  });
});

describe('the journal in a cluster that has lost a node', () => {
  let cluster: TestRedisCluster;
  beforeAll(async () => {
    cluster = await startRedisCluster(['--cluster-require-full-coverage', 'no']);
  });
  afterAll(() => cluster.stop());

  test('the shards of the other nodes are read all the same, and those of the lost one when it is back', async () => {
    const client = cluster.connect({ commandTimeout: 500, maxRetriesPerRequest: 0 });
    const journal = redisJournal(client);
    const turns = Array.from({ length: 64 }, (_, call) => turnsOfCall(call).slice(0, 1)).flat();
    for (const turn of turns) await journal.append(turn);

    cluster.signal(0, 'SIGSTOP');
    const source = journal.source('one', 'never');
    const early = await source.read(1000);
    expect(early.length).toBeGreaterThan(0);
    expect(early.length).toBeLessThan(turns.length);
    await source.acknowledge(early);

    cluster.signal(0, 'SIGCONT');
    let late = await readAllThrough(source);
    for (let tries = 0; late.length + early.length < turns.length && tries < 50; tries += 1) {
      late = [...late, ...(await readAllThrough(source))];
    }
    const calls = [...early, ...late].map(({ call }) => call);
    expect(calls.toSorted()).toEqual(turns.map(({ call }) => call).toSorted());
  });
});

const readAllThrough = (source: Parameters<typeof readAll>[0]): ReturnType<typeof readAll> =>
  readAll(source).catch(() => []);
