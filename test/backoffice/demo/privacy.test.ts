import { describe, expect, test } from 'vitest';
import { OPERATIONS, type Operation } from '../../../src/backoffice/contract.ts';
import { DEMO_SEED } from '../../../src/backoffice/seeds/seed.ts';
import { isEnough, LEVELS } from '../../../src/flow/variables.ts';
import { openDemo } from './asking-demo.ts';

/** What no caller may hear, and what a bank's answer was: neither leaves the demo. */
const NEVER = /lost|stolen|fraud|suspic|screening|"(?:code|status|tracking|failure)"/i;

const { ask } = openDemo();
const OWNED: readonly { readonly kind: string; readonly id: string; readonly account: string }[] =
  DEMO_SEED.entries.flatMap(({ kind, id, account }) => (account === undefined ? [] : [{ kind, id, account }]));
const ACCOUNTS = [...new Set(OWNED.map(({ account }) => account))];
const ABOUT_SOMEBODY = OPERATIONS.flatMap((contract) => ('needs' in contract ? [contract] : []));

/** The operations that are asked with a reference, and what it is called. */
const BY_REFERENCE: readonly { kind: string; service: Operation['service']; field: string }[] = [
  { kind: 'payment', service: 'payments.status', field: 'reference' },
  { kind: 'payment', service: 'payments.diagnose', field: 'reference' },
  { kind: 'transfer', service: 'transfers.track', field: 'reference' },
  { kind: 'case', service: 'complaints.status', field: 'caseId' },
];

describe.each(BY_REFERENCE)('$service', ({ kind, service, field }) => {
  const ids = OWNED.filter((one) => one.kind === kind);

  test('tells each customer of theirs', async () => {
    for (const { id, account } of ids) {
      expect(await ask(service, { as: account, input: { [field]: id } })).not.toMatchObject({ outcome: 'not-found' });
    }
  });

  test('tells nobody of another’s, and does not say that it exists', async () => {
    for (const { id, account } of ids) {
      for (const other of ACCOUNTS.filter((one) => one !== account)) {
        expect(await ask(service, { as: other, input: { [field]: id } })).toEqual({ outcome: 'not-found', output: {} });
      }
    }
  });
});

describe.each(ABOUT_SOMEBODY)('$service', ({ service, needs, input }) => {
  const values = Object.fromEntries(
    Object.entries(input).map(([name, { type }]) => [name, type === 'ordinal' ? 1 : '10012000013']),
  );

  test('is not told to anybody who has proved nothing, whatever number rings', async () => {
    const answer = await ask(service, { caller: '+861000000012', level: 'full', input: values });
    expect(answer).toEqual({ outcome: 'not-verified', output: {} });
  });

  test.each(LEVELS.filter((level) => !isEnough(level, needs)))(
    'is not told to who has proved only %s',
    async (level) => {
      const answer = await ask(service, { as: '+861000000012', level, input: values });
      expect(answer).toEqual({ outcome: 'not-verified', output: {} });
    },
  );

  test('of an account that there is not tells nothing', async () => {
    await expect(ask(service, { as: 'nobody', input: values })).rejects.toThrow('does not exist');
  });
});

test('no answer to any customer has a word or a code that they may not hear', async () => {
  const answers: unknown[] = [];
  for (const as of ACCOUNTS) {
    answers.push(await ask('bills.due', { as }), await ask('payments.diagnose', { as }));
    for (const place of [1, 2, 3]) answers.push(await ask('payments.recent', { as, input: { place } }));
  }
  for (const { kind, id, account } of OWNED) {
    for (const { service, field } of BY_REFERENCE.filter((one) => one.kind === kind)) {
      answers.push(await ask(service, { as: account, input: { [field]: id } }));
    }
  }
  expect(answers.length).toBeGreaterThan(200);
  expect(JSON.stringify(answers)).not.toMatch(NEVER);
});

test('a payment on a card that may not be used tells the same as any other that failed', async () => {
  const { output } = await ask('payments.diagnose', { as: '+447700900013' });
  const { output: another } = await ask('payments.diagnose', { as: '+861000000012' });
  expect(Object.keys(output)).toEqual(Object.keys(another));
});
