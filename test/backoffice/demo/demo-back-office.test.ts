import { describe, expect, test } from 'vitest';
import { OPERATIONS } from '../../../src/backoffice/contract.ts';
import { createDemoBackOffice } from '../../../src/backoffice/demo/demo-back-office.ts';
import { createMemoryDemoStore } from '../../../src/backoffice/demo/memory-demo-store.ts';
import type { Question } from '../../../src/backoffice/operation.ts';
import { incidentsCurrent } from '../../../src/backoffice/operations/accounts.ts';
import { paymentsRecent } from '../../../src/backoffice/operations/payments.ts';
import { transfersQuote } from '../../../src/backoffice/operations/transfers.ts';
import { DEMO_SEED } from '../../../src/backoffice/seeds/seed.ts';
import type { Contract } from '../../../src/flow/contract.ts';
import { okpay } from '../../support/okpay-release.ts';
import { accountOf, TUESDAY } from './asking-demo.ts';

const question = (contract: Contract, change: Partial<Question> = {}): Question => ({
  contract,
  input: {},
  level: 'sms',
  account: accountOf('+861000000012'),
  language: 'en',
  region: 'hk',
  at: TUESDAY,
  idempotencyKey: 'CA1/1/0',
  signal: new AbortController().signal,
  ...change,
});

const openDemo = (store = createMemoryDemoStore()) =>
  createDemoBackOffice({ store, seed: DEMO_SEED, calendars: () => okpay.calendars });

describe('the demo back office', () => {
  test('performs every operation of the contract', async () => {
    const demo = openDemo();
    const INPUTS: Readonly<Record<string, Question['input']>> = {
      'transfers.corridor': { to: 'gb' },
      'transfers.quote': { to: 'gb', amount: { minor: 100_000, currency: 'HKD' } },
      'customers.contact': { number: '+861000000012' },
      'complaints.open': { kind: 'complaint' },
      'complaints.status': { caseId: '30011000012' },
      'transfers.track': { reference: '20012000012' },
      'payments.status': { reference: '10012000013' },
      'payments.recent': { place: 1 },
      'promotions.current': { place: 1 },
    };
    for (const contract of OPERATIONS) {
      const { outcome, output } = await demo.ask(question(contract, { input: INPUTS[contract.service] ?? {} }));
      const outcomes: Contract['outcomes'] = contract.outcomes;
      expect(Object.keys(outcomes), contract.service).toContain(outcome);
      expect(Object.keys(output).toSorted()).toEqual(Object.keys(outcomes[outcome]?.output ?? {}).toSorted());
    }
  });

  test('knows no other operation', async () => {
    const other: Contract = { ...incidentsCurrent, service: 'coffee.brew' };
    await expect(openDemo().ask(question(other))).rejects.toThrow('coffee.brew is no operation');
  });

  test.each([
    ['nothing where something is needed', paymentsRecent, {}],
    ['a text for a number', paymentsRecent, { place: 'first' }],
    ['an amount without its number', transfersQuote, { to: 'gb', amount: 'a thousand' }],
  ])('refuses %s', async (_, contract, input) => {
    await expect(openDemo().ask(question(contract, { input }))).rejects.toThrow(TypeError);
  });

  test('has no answer for a region without a calendar', async () => {
    const demo = createDemoBackOffice({ store: createMemoryDemoStore(), seed: DEMO_SEED, calendars: () => ({}) });
    await expect(demo.ask(question(paymentsRecent, { input: { place: 1 } }))).rejects.toThrow('no calendar for cn');
  });

  test('puts its customers in once, however many ask at first', async () => {
    const store = createMemoryDemoStore();
    let planted = 0;
    const plant: typeof store.plant = (seed) => {
      planted += 1;
      return store.plant(seed);
    };
    const demo = openDemo({ ...store, plant });
    await Promise.all(['1', '2', '3'].map((key) => demo.ask(question(incidentsCurrent, { idempotencyKey: key }))));
    expect(planted).toBe(1);
  });

  test('tries again to put them in after a database that was down', async () => {
    const store = createMemoryDemoStore();
    let failures = 1;
    const plant: typeof store.plant = async (seed) => {
      failures -= 1;
      if (failures >= 0) throw new Error('the database is down');
      await store.plant(seed);
    };
    const demo = openDemo({ ...store, plant });
    const asked = question(paymentsRecent, { input: { place: 1 } });
    await expect(demo.ask(asked)).rejects.toThrow('the database is down');
    expect(await demo.ask(asked)).toMatchObject({ outcome: 'found' });
  });

  test('changes nothing for a question whose deadline has passed', async () => {
    const store = createMemoryDemoStore();
    const complain = OPERATIONS.find(({ service }) => service === 'complaints.open') ?? incidentsCurrent;
    const late = question(complain, { input: { kind: 'complaint' }, signal: AbortSignal.abort() });
    const before = (await store.list('case')).length;
    await expect(openDemo(store).ask(late)).rejects.toThrow();
    const cases = await store.list('case');
    expect(cases.filter(({ openedAt }) => openedAt !== undefined)).toHaveLength(before);
  });

  test('gives a case the next number where one is taken', async () => {
    const store = createMemoryDemoStore();
    const taken: string[] = [];
    const add: typeof store.add = async (key, entry) => {
      taken.push(entry.id);
      return taken.length < 3 ? undefined : store.add(key, entry);
    };
    const complain = OPERATIONS.find(({ service }) => service === 'complaints.open') ?? incidentsCurrent;
    const { output } = await openDemo({ ...store, add }).ask(question(complain, { input: { kind: 'complaint' } }));
    expect(new Set(taken).size).toBe(3);
    expect(output.caseId).toBe(taken.at(-1));
  });
});
