import { describe, expect, test } from 'vitest';
import { openDemo, TUESDAY } from './asking-demo.ts';

const { ask } = openDemo();
const WEI = '+861000000012';
const WAI_MAN = '+85200000011';

describe('a payment', () => {
  test('that went through', async () => {
    expect(await ask('payments.status', { as: WEI, input: { reference: '10012000021' } })).toEqual({
      outcome: 'found',
      output: {
        reference: '10012000021',
        state: 'settled',
        amount: { minor: 12_800, currency: 'CNY' },
        expected: '2026-11-23',
        merchant: '小满书店',
        date: '2026-11-23',
        instrument: 'wallet',
        tail: '0012',
      },
    });
  });

  test.each([
    ['on its way is decided within two working days', WAI_MAN, '10021000012', 'pending', '2026-11-26'],
    [
      'whose money came back two days ago is there five working days later',
      WAI_MAN,
      '10021000020',
      'refunded',
      '2026-11-30',
    ],
    ['that failed was today', WEI, '10012000013', 'failed', '2026-11-24'],
    ['that waits for the customer is on its way', '+6500000012', '10032000019', 'pending', '2026-11-26'],
    ['in dispute is on its way', '+447700900012', '10052000014', 'pending', '2026-11-26'],
    ['whose money is being sent back is on its way', '+34000000013', '10073000019', 'pending', '2026-11-26'],
    ['that was given up has failed', '+493023125011', '10061000021', 'failed', '2026-11-23'],
    ['that ran out has failed', '+34000000012', '10072000010', 'failed', '2026-11-19'],
  ])('%s', async (_, as, reference, state, expected) => {
    expect(await ask('payments.status', { as, input: { reference } })).toMatchObject({
      outcome: 'found',
      output: { state, expected },
    });
  });

  test('is as old whenever it is asked about', async () => {
    const later = { as: WEI, input: { reference: '10012000021' }, at: TUESDAY + 400 * 86_400_000 };
    expect((await ask('payments.status', later)).output.date).toBe('2027-12-28');
  });

  test.each(['99999999999', '1', '10012000014'])('with the reference %s is not there', async (reference) => {
    expect(await ask('payments.status', { as: WEI, input: { reference } })).toEqual({
      outcome: 'not-found',
      output: {},
    });
  });
});

describe('the last payments', () => {
  test('come the newest first, and end', async () => {
    const at = async (place: number) => ask('payments.recent', { as: WAI_MAN, input: { place } });
    expect((await at(1)).output.reference).toBe('10021000012');
    expect((await at(2)).output.reference).toBe('10021000020');
    expect(await at(3)).toEqual({ outcome: 'none', output: {} });
  });

  test('are counted from one, as the contract says', async () => {
    await expect(ask('payments.recent', { as: WAI_MAN, input: { place: 0 } })).rejects.toThrow('wrong input');
  });

  test('of who has none are none', async () => {
    expect(await ask('payments.recent', { as: '+861000000013', input: { place: 1 } })).toMatchObject({
      outcome: 'none',
    });
  });
});

describe('why a payment failed', () => {
  test.each([
    ['+861000000012', 'insufficient-funds', false],
    ['+85200000012', 'card-details-wrong', false],
    ['+6500000011', 'limit-exceeded', false],
    ['+12125550111', 'restricted', false],
    ['+861000000014', 'international-disabled', true],
    ['+14155550111', 'international-disabled', true],
    ['+81300000011', 'card-type-not-accepted', false],
    ['+525500000011', 'card-type-not-accepted', false],
    ['+493023125011', 'issuer-declined', false],
    ['+447700900013', 'card-unusable', false],
    ['+81300000013', 'needs-review', false],
    ['+447700900011', 'authentication-failed', false],
    ['+12125550112', 'authentication-failed', false],
    ['+493023125013', 'technical', false],
    ['+525500000013', 'technical', false],
    ['+34000000011', 'duplicate', false],
    ['+14155550112', 'unknown', false],
  ])('is told %s without a reference: %s', async (as, cause, crossBorder) => {
    expect(await ask('payments.diagnose', { as })).toMatchObject({
      outcome: 'diagnosed',
      output: { state: 'failed', cause, crossBorder },
    });
  });

  test('is told of the one that is meant, whose reason nobody knows', async () => {
    const input = { reference: '10061000021' };
    expect(await ask('payments.diagnose', { as: '+493023125011', input })).toMatchObject({
      outcome: 'diagnosed',
      output: { reference: '10061000021', cause: 'unknown' },
    });
  });

  test('is not told of one that did not fail', async () => {
    const { outcome, output } = await ask('payments.diagnose', { as: WEI, input: { reference: '10012000021' } });
    expect(outcome).toBe('not-failed');
    expect(output).toMatchObject({ state: 'settled' });
    expect(output).not.toHaveProperty('cause');
  });

  test('is not told where there is none', async () => {
    expect(await ask('payments.diagnose', { as: WAI_MAN })).toEqual({ outcome: 'not-found', output: {} });
    const input = { reference: '99999999999' };
    expect(await ask('payments.diagnose', { as: WAI_MAN, input })).toEqual({ outcome: 'not-found', output: {} });
  });
});
