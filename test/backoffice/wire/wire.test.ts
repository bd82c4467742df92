import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BACK_OFFICE_CONTRACTS, OPERATIONS } from '../../../src/backoffice/contract.ts';
import { operation } from '../../../src/backoffice/operation.ts';
import { complaintsOpen } from '../../../src/backoffice/operations/complaints.ts';
import { paymentsDiagnose, paymentsStatus } from '../../../src/backoffice/operations/payments.ts';
import { transfersQuote } from '../../../src/backoffice/operations/transfers.ts';
import { readAnswer, readRequest, wireOf } from '../../../src/backoffice/wire/wire.ts';
import { toQuestion, toRequest } from '../../../src/backoffice/wire/wire-request.ts';
import type { ValueType } from '../../../src/values/typed-value.ts';
import { anyAnswer, anyInput } from '../../support/any-answer.ts';

const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const status = wireOf(paymentsStatus);
const FOUND = {
  outcome: 'found',
  output: {
    reference: '26112300427',
    state: 'pending',
    amount: { minor: 12_850, currency: 'CNY' },
    expected: '2026-11-25',
    merchant: 'Harbour Tea',
    date: '2026-11-23',
    instrument: 'debit',
    tail: '4421',
  },
};
const problemsOf = (body: unknown): readonly string[] => {
  const read = readAnswer(status, body);
  return read.ok ? [] : read.problems.map(({ field }) => field);
};
const withOutput = (output: object) => ({ ...FOUND, output: { ...FOUND.output, ...output } });

describe('an address', () => {
  test('is the operation under the version', () => {
    expect(status.path).toBe('/v1/payments/status');
    expect(wireOf(complaintsOpen).path).toBe('/v1/complaints/open');
  });

  test('is each operation’s own, and none is that of codes, which the hotline sends itself', () => {
    const paths = OPERATIONS.map((contract) => wireOf(contract).path);
    expect(new Set(paths).size).toBe(BACK_OFFICE_CONTRACTS.length + 1);
    expect(paths).toContain('/v1/customers/contact');
    expect(paths.filter((path) => path.includes('code'))).toEqual([]);
  });
});

describe('an answer', () => {
  test.each(OPERATIONS)('to $service that keeps the contract arrives as it was given', (contract) => {
    const wire = wireOf(contract);
    fc.assert(
      fc.property(anyAnswer(contract), (answer) => {
        expect(readAnswer(wire, overJson(answer))).toEqual({ ok: true, value: overJson(answer) });
      }),
    );
  });

  test('may hold more than is known: that is left out', () => {
    const body = { ...withOutput({ balance: 12 }), account: 'A-2', trace: { id: 7 } };
    expect(readAnswer(status, body)).toEqual({ ok: true, value: FOUND });
  });

  test('keeps what a merchant is called, whatever it is called', () => {
    for (const merchant of ["O'Brien's", '<Say>Press 9</Say>', '&amp;', '', '茶餐廳 "Hong"', '\u0000\u202e']) {
      expect(readAnswer(status, overJson(withOutput({ merchant })))).toMatchObject({
        ok: true,
        value: { output: { merchant } },
      });
    }
  });

  test.each([
    ['an outcome that there is not', { outcome: 'lost', output: {} }, ['outcome']],
    ['one of every object', { outcome: 'constructor', output: {} }, ['outcome']],
    ['that nobody can answer, which a status says', { outcome: 'unavailable', output: {} }, ['outcome']],
    ['no outcome', { output: FOUND.output }, ['outcome']],
    ['no output', { outcome: 'not-found' }, ['output']],
    ['an output that is none', { outcome: 'not-found', output: [] }, ['output']],
    ['nothing', null, ['']],
    ['a word', 'found', ['']],
    ['a list', [FOUND], ['']],
    ['a missing output', withOutput({ tail: undefined }), ['output.tail']],
    ['a sum without a currency', withOutput({ amount: { minor: 1 } }), ['output.amount.currency']],
    [
      'several faults, each of which is named',
      withOutput({ tail: 4421, state: 'lost', amount: 5 }),
      ['output.state', 'output.amount', 'output.tail'],
    ],
  ])('that says %s is refused', (_, body, fields) => {
    expect(problemsOf(overJson(body) ?? body)).toEqual(fields);
  });

  test('that the caller is not known well enough is one where something needs a level, and only there', () => {
    const notVerified = { outcome: 'not-verified', output: {} };
    expect(readAnswer(status, notVerified)).toEqual({ ok: true, value: notVerified });
    expect(readAnswer(wireOf(transfersQuote), notVerified).ok).toBe(false);
  });

  test('that is refused is told of without anything that it held', () => {
    const read = readAnswer(status, withOutput({ tail: 'canary-4421', state: 'canary', merchant: 5, date: '0231' }));
    expect(read.ok).toBe(false);
    expect(JSON.stringify(read)).not.toContain('canary');
  });

  test.each(OPERATIONS)('to $service, whatever JSON it is, is one of the contract or refused', (contract) => {
    const wire = wireOf(contract);
    const { outcomes }: { readonly outcomes: object } = contract;
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({ outcome: fc.constantFrom(...Object.keys(outcomes)), output: fc.jsonValue() }),
      fc.record({
        outcome: fc.constantFrom(...Object.keys(outcomes)),
        output: fc.dictionary(fc.constantFrom('reference', 'amount', 'language', 'bills', 'caseId'), fc.jsonValue()),
      }),
    );
    fc.assert(
      fc.property(anything, (body) => {
        const read = readAnswer(wire, body);
        if (!read.ok) return read.problems.length > 0;
        return read.value.outcome in outcomes || read.value.outcome === 'not-verified';
      }),
    );
  });

  test('with one field that is none of the kinds of values is refused for that field', () => {
    const wire = wireOf(paymentsDiagnose);
    const { diagnosed } = paymentsDiagnose.outcomes;
    const diagnosedAnswer = anyAnswer(paymentsDiagnose).filter(({ outcome }) => outcome === 'diagnosed');
    const nothing = fc.oneof(fc.constant(null), fc.array(fc.jsonValue()), fc.constant({}));
    const names = fc.constantFrom(...Object.keys(diagnosed.output));
    fc.assert(
      fc.property(diagnosedAnswer, names, nothing, (answer, name, value) => {
        const read = readAnswer(wire, { ...answer, output: { ...answer.output, [name]: value } });
        const fields = read.ok ? [] : read.problems.map(({ field }) => field);
        expect(fields.length).toBeGreaterThan(0);
        for (const field of fields) expect(`${field}.`).toContain(`output.${name}.`);
      }),
    );
  });
});

/** Values that each type takes, and values that it refuses. */
const VALUES: Readonly<Record<ValueType, readonly [readonly unknown[], readonly unknown[]]>> = {
  digits: [
    ['0', '0042', '1'.repeat(40)],
    ['', '12a', '-1', '1 2', 42, '１２', '1'.repeat(41), '12\n'],
  ],
  text: [
    ['', 'x'.repeat(500), '<Say>'],
    ['x'.repeat(501), 5, null, ['a']],
  ],
  enum: [
    ['a', 'fee-waiver', 'zh2'],
    ['', 'Fee', 'fee_waiver', '-fee', 'fee-', 'x'.repeat(65), '<b>', 1],
  ],
  boolean: [
    [true, false],
    ['true', 1, null],
  ],
  count: [
    [0, 7, Number.MAX_SAFE_INTEGER],
    [-1, 1.5, '7', 2 ** 53, null, Number.NaN],
  ],
  ordinal: [
    [1, 20],
    [0, -1, 1.5, '1'],
  ],
  money: [
    [
      { minor: 0, currency: 'CNY' },
      { minor: -5, currency: 'JPY' },
    ],
    [
      5,
      '5 CNY',
      { minor: 1.5, currency: 'CNY' },
      { minor: '1', currency: 'CNY' },
      { minor: 2 ** 53, currency: 'CNY' },
      { minor: 1, currency: 'cny' },
      { minor: 1, currency: 'YUAN' },
      { currency: 'CNY' },
    ],
  ],
  date: [
    ['2026-02-28', '2024-02-29'],
    ['0231', '2026-02-31', '2023-02-29', '2026-2-1', '20260201', '2026-02-01T00:00:00Z', '', 20_260_201],
  ],
  time: [
    ['00:00', '09:05', '24:00'],
    ['24:01', '9:05', '09:60', '0905', ''],
  ],
  instant: [
    ['2026-02-24T09:00:00+08:00', '2026-02-24T09:00:00.5Z'],
    [
      '2026-02-24T09:00:00',
      '2026-02-31T09:00:00Z',
      '2026-02-24',
      `2026-02-24T09:00:00.${'0'.repeat(100)}Z`,
      1_771_894_800_000,
    ],
  ],
  duration: [
    [0, 0.5, 86_400],
    [-1, '5', Number.POSITIVE_INFINITY, null],
  ],
  percent: [
    [0, 0.005, -0.1, 1],
    [1e21, '5%', Number.NaN],
  ],
  rate: [
    ['7.1234', '7', '0.0001'],
    ['7,1', '.5', '1e3', '-1.5', 7.1, '1'.repeat(16)],
  ],
};

describe.each(Object.entries(VALUES))('a value of type %s', (type, [good, bad]) => {
  const wire = wireOf(
    operation({
      service: 'tests.value',
      summary: 'Gives one value.',
      input: {},
      // The names of the table are the types.
      outcomes: { given: { output: { value: { type: type as ValueType } } } },
      effect: false,
      idempotent: true,
      deadlineMs: 1000,
    }),
  );
  const isTaken = (value: unknown) => readAnswer(wire, { outcome: 'given', output: { value } }).ok;

  test.each(good)('may be %j', (value) => expect(isTaken(value)).toBe(true));
  test.each(bad.map((value) => [value]))('may not be %j', (value) => expect(isTaken(value)).toBe(false));
});

describe('a question', () => {
  const context = {
    account: 'A-1001',
    caller: '+85291234567',
    level: 'sms',
    language: 'zh-CN',
    region: 'us-east',
    at: '2026-11-23T02:00:00.000Z',
  };

  test.each(OPERATIONS)('of $service arrives as it was asked', (contract) => {
    const wire = wireOf(contract);
    const asking = { contract, idempotencyKey: 'CA0/1/0', signal: new AbortController().signal };
    fc.assert(
      fc.property(anyInput(contract), (input) => {
        const read = readRequest(wire, overJson({ ...context, input }));
        if (!read.ok) return false;
        const question = toQuestion(read.value, asking);
        expect(question).toMatchObject({ ...context, input: overJson(input), at: Date.parse(context.at) });
        expect(overJson(toRequest(question))).toEqual(overJson({ ...context, input }));
        return true;
      }),
    );
  });

  test('may lack account, caller and what is optional, and is asked without them', () => {
    const { account: _, caller: __, ...rest } = context;
    const read = readRequest(wireOf(paymentsDiagnose), { ...rest, input: {} });
    expect(read).toEqual({ ok: true, value: { ...rest, input: {} } });
    if (!read.ok) return;
    const asking = { contract: paymentsDiagnose, idempotencyKey: '', signal: new AbortController().signal };
    expect(Object.keys(toQuestion(read.value, asking))).not.toEqual(expect.arrayContaining(['account']));
  });

  test.each(['hk', 'us-east', 'latam', 'zone-2'])('may come from region %s, as staff name their regions', (region) => {
    expect(readRequest(status, { ...context, region, input: { reference: '42' } }).ok).toBe(true);
  });

  test.each([
    [{ input: {} }, ['input.reference']],
    [{ input: { reference: 12 } }, ['input.reference']],
    [{ level: 'most' }, ['level']],
    [{ caller: 'anonymous' }, ['caller']],
    [{ account: '' }, ['account']],
    [{ language: 'zh_CN' }, ['language']],
    [{ region: 'US' }, ['region']],
    [{ at: 'now' }, ['at']],
    [{ at: undefined, level: undefined }, ['level', 'at']],
  ])('with %j is refused for it', (change, fields) => {
    const read = readRequest(status, overJson({ ...context, input: { reference: '42' }, ...change }));
    expect(read.ok ? [] : read.problems.map(({ field }) => field)).toEqual(fields);
  });
});
