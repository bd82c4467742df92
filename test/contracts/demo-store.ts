import { beforeEach, describe, expect, test } from 'vitest';
import type { DemoStore, Entry, Seed } from '../../src/backoffice/demo/demo-store.ts';
import { DEMO_SEED } from '../../src/backoffice/seeds/seed.ts';
import { NOON } from '../support/journal-entries.ts';

/** One store as two processes see it, with nothing in it. */
export type OpenDemoStores = () => Promise<readonly [DemoStore, DemoStore]>;

const complaint = (id: string, account?: string): Entry<'case'> => ({
  kind: 'case',
  id,
  account,
  document: {
    id,
    ...(account === undefined ? {} : { account }),
    kind: 'complaint',
    region: 'hk',
    openedAt: NOON,
    answered: false,
  },
});

/** Rosa alone, with a number of her own. */
const seedWith = (version: string, name: string): Seed => ({
  version,
  entries: [
    {
      kind: 'customer',
      id: 'rosa',
      account: 'rosa',
      phone: '+525500000012',
      document: { ...rosa(), account: 'rosa', name },
    },
  ],
});

function rosa() {
  for (const entry of DEMO_SEED.entries) {
    if (entry.kind === 'customer' && entry.phone === '+525500000012') return entry.document;
  }
  throw new Error('Rosa is no customer of the demo');
}

/** What every `DemoStore` does. */
export function testDemoStore(name: string, open: OpenDemoStores): void {
  describe(name, () => {
    let store: DemoStore;
    let other: DemoStore;
    beforeEach(async () => {
      [store, other] = await open();
    });

    test('knows nobody before anything is put in', async () => {
      expect(await store.findCustomer('+525500000012')).toBeUndefined();
      expect(await store.list('customer')).toEqual([]);
    });

    test('gives back every document of the demo as it was put in', async () => {
      await store.plant(DEMO_SEED);
      for (const { kind, id, document } of DEMO_SEED.entries) expect(await other.find(kind, id)).toEqual(document);
    });

    test('finds customers by their number, and nobody by another', async () => {
      await store.plant(DEMO_SEED);
      expect(await other.findCustomer('+525500000012')).toMatchObject({ name: 'Rosa Medina' });
      expect(await other.findCustomer('+525500000099')).toBeUndefined();
      expect(await other.findCustomer('')).toBeUndefined();
    });

    test('tells apart documents of different kinds that have one id', async () => {
      await store.plant(seedWith('1', 'Rosa'));
      expect(await store.find('payment', 'rosa')).toBeUndefined();
    });

    test('lists what is of one account, or all, by id', async () => {
      await store.add('call/1', complaint('8B', 'rosa'));
      await store.add('call/2', complaint('8A', 'rosa'));
      await store.add('call/3', complaint('8a', 'diego'));
      await store.add('call/4', complaint('8C'));
      const idsOf = async (account?: string) => (await other.list('case', account)).map(({ id }) => id);
      expect(await idsOf('rosa')).toEqual(['8A', '8B']);
      expect(await idsOf('nobody')).toEqual([]);
      expect(await idsOf()).toEqual(['8A', '8B', '8C', '8a']);
    });

    test('begins once with one seed, whoever asks, and however many at once', async () => {
      await Promise.all([store.plant(DEMO_SEED), other.plant(DEMO_SEED), store.plant(DEMO_SEED)]);
      const customers = DEMO_SEED.entries.filter(({ kind }) => kind === 'customer');
      expect(await other.list('customer')).toHaveLength(customers.length);
    });

    test('keeps a seed that it has, and takes another version of it', async () => {
      await store.plant(seedWith('1', 'Rosa'));
      await other.plant(seedWith('1', 'Rosalía'));
      expect(await store.find('customer', 'rosa')).toMatchObject({ name: 'Rosa' });
      await other.plant(seedWith('2', 'Rosalía'));
      expect(await store.list('customer')).toMatchObject([{ name: 'Rosalía' }]);
    });

    test('keeps what callers added when the seed is another', async () => {
      await store.plant(seedWith('1', 'Rosa'));
      await store.add('call/1', complaint('81', 'rosa'));
      await other.plant(seedWith('2', 'Rosa'));
      expect(await other.find('case', '81')).toEqual(complaint('81', 'rosa').document);
    });

    test('keeps what a caller added once under its key, and gives what is kept', async () => {
      expect(await store.add('call/1', complaint('81'))).toEqual(complaint('81').document);
      expect(await other.add('call/1', complaint('82'))).toEqual(complaint('81').document);
      expect(await other.list('case')).toHaveLength(1);
    });

    test('refuses an id that another document of the kind has', async () => {
      await store.add('call/1', complaint('81', 'rosa'));
      expect(await other.add('call/2', complaint('81', 'diego'))).toBeUndefined();
      expect(await store.find('case', '81')).toMatchObject({ account: 'rosa' });
    });

    test('keeps one of two that come under one key at the same moment', async () => {
      const kept = await Promise.all([store.add('call/1', complaint('81')), other.add('call/1', complaint('82'))]);
      expect(kept[0]).toEqual(kept[1]);
      expect(await store.list('case')).toEqual([kept[0]]);
    });
  });
}
