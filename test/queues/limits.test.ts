import { expect, test } from 'vitest';
import { createNameCaller } from '../../src/callers/name-caller.ts';
import { createMemoryLimits, type Limits, withoutNumbers } from '../../src/queues/limits.ts';

const NOW = Date.parse('2026-11-23T02:00:00Z');
const ONE_AN_HOUR = { limit: 1, windowSeconds: 3600 };
const ANNA = '+442079460190';

/** Limits that put down under which keys they count. */
function watched() {
  const memory = createMemoryLimits(() => NOW);
  const keys: string[] = [];
  const limits: Limits = {
    take: (key, limit) => {
      keys.push(key);
      return memory.take(key, limit);
    },
    giveBack: (key) => {
      keys.push(key);
      return memory.giveBack(key);
    },
  };
  return { keys, limits: withoutNumbers(limits, createNameCaller('a secret', 'limits')) };
}

test('a caller is counted by name: no number stands in a key', async () => {
  const { keys, limits } = watched();
  await limits.take(`pin:${ANNA}`, ONE_AN_HOUR);
  await limits.giveBack(`pin:${ANNA}`);
  await limits.take('codes:wrong', ONE_AN_HOUR);
  await limits.take('messages:+44', ONE_AN_HOUR);
  expect(keys[0]).toMatch(/^pin:[0-9a-f]{32}$/);
  expect(keys).toEqual([keys[0], keys[0], 'codes:wrong', 'messages:+44']);
});

test('the same caller has one count, given back and taken again, and others have theirs', async () => {
  const { limits } = watched();
  const take = async (key: string) => (await limits.take(key, ONE_AN_HOUR)).allowed;
  expect([await take(`pin:${ANNA}`), await take(`pin:${ANNA}`)]).toEqual([true, false]);
  await limits.giveBack(`pin:${ANNA}`);
  expect([await take(`pin:${ANNA}`), await take('pin:+442079460191'), await take(`callback:${ANNA}`)]).toEqual([
    true,
    true,
    true,
  ]);
});
