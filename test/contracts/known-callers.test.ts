import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Acquaintance, acquainted, type KnownCaller, type KnownCallers } from '../../src/callers/known-callers.ts';
import { createMemoryKnownCallers } from '../../src/callers/memory-known-callers.ts';
import { createNameCaller } from '../../src/callers/name-caller.ts';
import { createKnownCallers } from '../../src/redis/known-callers.ts';
import type { E164 } from '../../src/values/phone-number.ts';
import { startRedis, startRedisCluster } from '../support/redis-server.ts';

const START = Date.parse('2026-11-23T02:00:00Z');
const DAY = 86_400_000;
const nameCaller = createNameCaller('a secret of the tests, long enough');

interface Implementation {
  readonly name: string;
  open(): Promise<{ readonly known: KnownCallers; close(): Promise<void> }>;
}

const implementations: readonly Implementation[] = [
  {
    name: 'in memory',
    open: async () => ({
      known: createMemoryKnownCallers({ nameCaller, retentionMs: 180 * DAY, now: () => START }),
      close: async () => undefined,
    }),
  },
  {
    name: 'in Redis',
    async open() {
      const redis = await startRedis();
      const known = createKnownCallers(redis.connect(), { nameCaller, retentionMs: 180 * DAY });
      return { known, close: () => redis.stop() };
    },
  },
  {
    name: 'in a Redis cluster',
    async open() {
      const cluster = await startRedisCluster();
      const known = createKnownCallers(cluster.connect(), { nameCaller, retentionMs: 180 * DAY });
      return { known, close: () => cluster.stop() };
    },
  },
];

let callers = 0;
function newCaller(): E164 {
  callers += 1;
  return `+8529${String(callers).padStart(7, '0')}` as E164;
}

const told = (change: Partial<Acquaintance> = {}): Acquaintance => ({ at: START, language: 'en', ...change });

describe.each(implementations)('known callers $name', ({ open }) => {
  let known: KnownCallers;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ known, close } = await open());
  });
  afterAll(() => close());

  test('nobody is known who has never called', async () => {
    expect(await known.find(newCaller())).toBeUndefined();
    expect(await known.forget(newCaller())).toBe(false);
  });

  test('a caller is known by what their call told, and nobody else is', async () => {
    const caller = newCaller();
    await known.remember(caller, told({ language: 'zh-CN', region: 'hk', topic: 'payment' }));
    expect(await known.find(caller)).toEqual({
      language: 'zh-CN',
      region: 'hk',
      calls: 1,
      recent: [{ at: START, topic: 'payment' }],
    });
    expect(await known.find(newCaller())).toBeUndefined();
  });

  test('the same call again counts once, and adds what is new in it', async () => {
    const caller = newCaller();
    await known.remember(caller, told());
    await known.remember(caller, told({ region: 'hk' }));
    await known.remember(caller, told({ language: 'es', topic: 'login' }));
    await known.remember(caller, told({ language: 'es' }));
    expect(await known.find(caller)).toEqual({
      language: 'es',
      region: 'hk',
      calls: 1,
      recent: [{ at: START, topic: 'login' }],
    });
  });

  test('whatever is told in whatever order, all are known by the same', async () => {
    const acquaintance = fc.record(
      {
        at: fc.nat(8).map((day) => START + day * DAY),
        language: fc.constantFrom('en', 'zh-CN', 'es'),
        region: fc.constantFrom('hk', 'cn'),
        topic: fc.constantFrom('login', 'payment', '{"a":"b"}'),
      },
      { requiredKeys: ['at', 'language'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(acquaintance, { minLength: 1, maxLength: 12 }), async (calls) => {
        const caller = newCaller();
        for (const call of calls) await known.remember(caller, call);
        const expected = calls.reduce<KnownCaller | undefined>(acquainted, undefined);
        expect(await known.find(caller)).toEqual(expected);
        expect(expected?.recent.length).toBeLessThanOrEqual(5);
      }),
      { numRuns: 60 },
    );
  });

  test('who is forgotten is as new, and nobody else is forgotten', async () => {
    const [caller, other] = [newCaller(), newCaller()];
    await known.remember(caller, told());
    await known.remember(other, told());
    expect(await known.forget(caller)).toBe(true);
    expect(await known.find(caller)).toBeUndefined();
    expect(await known.forget(caller)).toBe(false);
    expect(await known.find(other)).toMatchObject({ language: 'en' });
  });
});

test('in memory a caller is forgotten when the retention is over, from their last call on', async () => {
  let at = START;
  const known = createMemoryKnownCallers({ nameCaller, retentionMs: 180 * DAY, now: () => at });
  const caller = newCaller();
  await known.remember(caller, told());
  at += 179 * DAY;
  await known.remember(caller, told({ at }));
  at += 179 * DAY;
  expect(await known.find(caller)).toMatchObject({ calls: 2 });
  at += DAY;
  expect(await known.find(caller)).toBeUndefined();
});

test('in Redis each call renews the retention, and no key or value holds the number', async () => {
  const redis = await startRedis();
  const client = redis.connect();
  const known = createKnownCallers(client, { nameCaller, retentionMs: 180 * DAY });
  const caller = '+85291234567' as E164;
  const key = `hotline:{caller:${nameCaller(caller)}}:known`;
  await known.remember(caller, told({ region: 'hk', topic: 'login' }));
  await client.pexpire(key, 1000);
  await known.remember(caller, told({ at: START + DAY }));
  expect(await client.pttl(key)).toBeGreaterThan(179 * DAY);
  expect(key).not.toContain('91234567');
  expect(JSON.stringify(await client.hgetall(key))).not.toContain('91234567');
  await redis.stop();
});
