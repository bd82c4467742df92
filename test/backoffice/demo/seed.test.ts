import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { DocumentOf, Kind } from '../../../src/backoffice/demo/entities.ts';
import { SHAPES } from '../../../src/backoffice/demo/entities.ts';
import { causeOfPayment } from '../../../src/backoffice/demo/payment-operations.ts';
import { BILL_TYPES, registrationStatus } from '../../../src/backoffice/operations/accounts.ts';
import { LANGUAGES } from '../../../src/backoffice/operations/customers.ts';
import { CAUSES, INSTRUMENTS } from '../../../src/backoffice/operations/payments.ts';
import { NEEDS, RETURN_REASONS, STAGES } from '../../../src/backoffice/operations/transfers.ts';
import { PAYMENT_STATUSES, spokenState } from '../../../src/backoffice/rules/payment-state.ts';
import { isReference } from '../../../src/backoffice/rules/reference.ts';
import { needOf, returnReasonOf, stageOf, TRANSFER_STATUSES } from '../../../src/backoffice/rules/transfer-stage.ts';
import { DEMO_SEED } from '../../../src/backoffice/seeds/seed.ts';
import { okpay } from '../../support/okpay-release.ts';

const all = <Of extends Kind>(kind: Of): readonly DocumentOf[Of][] =>
  DEMO_SEED.entries.filter((entry) => entry.kind === kind).map(({ document }) => SHAPES[kind].parse(document));

/** That the words told are those of a list, all of them. */
const expectAll = (told: Iterable<string>, words: readonly string[]) =>
  expect([...new Set(told)].toSorted()).toEqual(words.toSorted());

describe('there is a customer of the demo for', () => {
  const customers = all('customer');

  test('every region, two at least, and every language', () => {
    expect(customers.length).toBeGreaterThanOrEqual(30);
    for (const region of Object.keys(okpay.regions)) {
      expect(customers.filter((one) => one.region === region).length, region).toBeGreaterThanOrEqual(2);
    }
    expectAll(
      customers.map(({ region }) => region),
      Object.keys(okpay.regions),
    );
    expectAll(
      customers.map(({ language }) => language),
      LANGUAGES,
    );
  });

  test('every state of registration', () => {
    expectAll(
      customers.map(({ registration }) => registration),
      Object.keys(registrationStatus.outcomes),
    );
  });

  test('every state of a payment, every cause, and every way to pay', () => {
    const payments = all('payment');
    expectAll(
      payments.map(({ status }) => status),
      PAYMENT_STATUSES,
    );
    expectAll(payments.filter(({ status }) => spokenState(status) === 'failed').map(causeOfPayment), CAUSES);
    const ways = new Set(payments.map(({ instrument }) => instrument));
    expectAll(ways, INSTRUMENTS);
  });

  test('every state, stage, need and reason of a transfer', () => {
    const transfers = all('transfer');
    expectAll(
      transfers.map(({ status }) => status),
      TRANSFER_STATUSES,
    );
    expectAll(transfers.map(stageOf), STAGES);
    expectAll(transfers.map(needOf), NEEDS);
    expectAll(transfers.map(returnReasonOf), RETURN_REASONS);
  });

  test('every type of bill, with one that is overdue', () => {
    expectAll(
      all('bill').map(({ kind }) => kind),
      BILL_TYPES,
    );
    expect(all('bill').some(({ dueInDays }) => dueInDays < 0)).toBe(true);
  });

  test('no mail address, and each address that changed lately', () => {
    expect(customers.some(({ email }) => email === undefined)).toBe(true);
    for (const field of ['phoneChangedHoursAgo', 'simChangedHoursAgo', 'emailChangedHoursAgo'] as const) {
      expect(
        customers.some((one) => (one[field] ?? 73) <= 72),
        field,
      ).toBe(true);
    }
  });
});

describe('the demo', () => {
  test('has numbers that cannot ring anybody, none of them the hotline’s or an agent’s', () => {
    const phones = all('customer').map(({ phone }) => phone);
    const nobody =
      /^\+(?:8610{7}\d\d|8520{6}\d\d|650{6}\d\d|8130{6}\d\d|447700900\d{3}|493023125\d{3}|340{7}\d\d|1(?:212|415)55501\d\d|52550{6}\d\d|55110{6}\d\d|23410{6}\d\d)$/;
    expect(phones.filter((phone) => !nobody.test(phone))).toEqual([]);
    expect(new Set(phones).size).toBe(phones.length);
    const agents: { agents: Readonly<Record<string, unknown>>; line: string } = parse(
      readFileSync('config/agents.yaml', 'utf8'),
    );
    const taken = [...Object.keys(okpay.numbers), agents.line, JSON.stringify(agents.agents)].join();
    expect(phones.filter((phone) => taken.includes(phone))).toEqual([]);
  });

  test('has mail addresses that reach nobody', () => {
    const addresses = all('customer').flatMap(({ email }) => email ?? []);
    expect(addresses.filter((address) => !/^[a-z.]+@example\.(?:com|org)$/.test(address))).toEqual([]);
    expect(new Set(addresses).size).toBe(addresses.length);
  });

  test('has references whose check digit is right, each once', () => {
    const references = DEMO_SEED.entries
      .filter(({ kind }) => ['payment', 'transfer', 'case'].includes(kind))
      .map(({ id }) => id);
    expect(references.filter((reference) => !isReference(reference))).toEqual([]);
    expect(new Set(references).size).toBe(references.length);
  });

  test('has each document in its shape, and only keys that the shape knows', () => {
    for (const { kind, document } of DEMO_SEED.entries) expect(SHAPES[kind].parse(document)).toEqual(document);
  });

  test('says no word that a customer may not hear', () => {
    expect(JSON.stringify(DEMO_SEED)).not.toMatch(/lost|stolen|fraud/i);
  });

  test('has another version whenever it is another: set both when it was changed', () => {
    const digest = createHash('sha256').update(JSON.stringify(DEMO_SEED.entries)).digest('hex').slice(0, 12);
    expect([DEMO_SEED.version, digest]).toEqual(['1', '4e298e9d2e85']);
  });
});
