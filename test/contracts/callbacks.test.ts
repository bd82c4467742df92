import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCallbackFile } from '../../src/files/callback-file.ts';
import type { Callback, CallbackLedger } from '../../src/queues/callbacks.ts';
import { createCallbacks } from '../../src/redis/callbacks.ts';
import { type E164, isE164 } from '../../src/values/phone-number.ts';
import { startRedis } from '../support/redis-server.ts';

const START = Date.parse('2026-11-23T02:00:00Z');
const MINUTE = 60_000;
const LEASE = { at: START + 10 * MINUTE, seconds: 600 };

interface Opened {
  /** One ledger as two processes see it. */
  readonly ledgers: readonly [CallbackLedger, CallbackLedger];
  close(): Promise<void>;
}

const implementations: readonly { readonly name: string; readonly open: () => Promise<Opened> }[] = [
  {
    name: 'in a file',
    async open() {
      const directory = await mkdtemp(join(tmpdir(), 'callbacks-'));
      return {
        ledgers: [createCallbackFile(directory), createCallbackFile(directory)],
        close: () => rm(directory, { recursive: true }),
      };
    },
  },
  {
    name: 'in Redis',
    async open() {
      const redis = await startRedis();
      return {
        ledgers: [createCallbacks(redis.connect()), createCallbacks(redis.connect())],
        close: () => redis.stop(),
      };
    },
  },
];

const number = (text: string): E164 => {
  if (!isE164(text)) throw new Error(`${text} is no telephone number`);
  return text;
};

const callback = (id: string, change: Partial<Callback> = {}): Callback => ({
  queue: 'general',
  number: number(`+8529123${id.padStart(4, '0')}`),
  id,
  language: 'en',
  dialled: '+85230000000',
  requestedAt: START + Number(id) * MINUTE,
  ...change,
});

describe.each(implementations)('callbacks $name', ({ open }) => {
  let opened: Opened;
  let ledger: CallbackLedger;
  let other: CallbackLedger;

  beforeEach(async () => {
    opened = await open();
    [ledger, other] = opened.ledgers;
  });
  afterEach(() => opened.close());

  const openIds = async () => (await other.open()).map(({ id }) => id);

  test('are there for every process, the oldest first', async () => {
    await ledger.keep(callback('2'));
    await ledger.keep(callback('1'));
    expect(await openIds()).toEqual(['1', '2']);
    expect((await other.open())[0]).toEqual({ ...callback('1'), attempts: 0, dueAt: callback('1').requestedAt });
  });

  test('are kept once under one key, also after they were closed', async () => {
    await ledger.keep(callback('1'));
    await other.keep(callback('1'));
    expect(await openIds()).toEqual(['1']);
    expect(await ledger.close('1')).toBe(true);
    await other.keep(callback('1'));
    expect(await openIds()).toEqual([]);
  });

  test('are kept once for one number in one queue', async () => {
    await ledger.keep(callback('1'));
    await ledger.keep(callback('2', { number: callback('1').number }));
    await ledger.keep(callback('3', { number: callback('1').number, queue: 'login' }));
    expect(await openIds()).toEqual(['1', '3']);
  });

  test('are taken from the queues that are asked for, the oldest first, each once', async () => {
    await ledger.keep(callback('1', { queue: 'login' }));
    await ledger.keep(callback('2'));
    await ledger.keep(callback('3'));
    expect(await ledger.take(['general'], LEASE)).toMatchObject({ id: '2', attempts: 1 });
    expect(await other.take(['general'], LEASE)).toMatchObject({ id: '3' });
    expect(await ledger.take(['general'], LEASE)).toBeUndefined();
    expect(await ledger.take(['general', 'login'], LEASE)).toMatchObject({ id: '1' });
  });

  test('are taken once when two agents ask at the same moment', async () => {
    for (const id of ['1', '2', '3', '4']) await ledger.keep(callback(id));
    const taken = await Promise.all(
      Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? ledger : other).take(['general'], LEASE)),
    );
    const ids = taken.flatMap((one) => (one ? [one.id] : []));
    expect(ids.toSorted()).toEqual(['1', '2', '3', '4']);
  });

  test('come up again when their lease is over', async () => {
    await ledger.keep(callback('1'));
    await ledger.take(['general'], LEASE);
    expect(await other.take(['general'], { ...LEASE, at: LEASE.at + 599_000 })).toBeUndefined();
    expect(await other.take(['general'], { ...LEASE, at: LEASE.at + 600_000 })).toMatchObject({ attempts: 2 });
  });

  test('that were tried in vain come up when they are put off to', async () => {
    await ledger.keep(callback('1'));
    await ledger.take(['general'], LEASE);
    expect(await ledger.putOff('1', LEASE.at + MINUTE)).toBe(true);
    expect(await ledger.take(['general'], { ...LEASE, at: LEASE.at + 59_000 })).toBeUndefined();
    expect(await other.take(['general'], { ...LEASE, at: LEASE.at + MINUTE })).toMatchObject({ id: '1', attempts: 2 });
  });

  test('that do not exist can be neither put off nor closed', async () => {
    expect(await ledger.putOff('9', LEASE.at)).toBe(false);
    expect(await ledger.close('9')).toBe(false);
  });
});
