import { describe, expect, test } from 'vitest';
import { openDemo } from './asking-demo.ts';

const { ask } = openDemo();

const quote = (region: string, to: string, amount: { minor: number; currency: string }, at?: string) =>
  ask('transfers.quote', { region, input: { to, amount }, ...(at === undefined ? {} : { at: Date.parse(at) }) });

describe('a quote', () => {
  test('tells fee, rate, what arrives and when', async () => {
    const at = '2026-11-24T10:00:00-05:00';
    expect(await quote('us-east', 'cn', { minor: 100_000, currency: 'USD' }, at)).toEqual({
      outcome: 'quoted',
      output: {
        fee: { minor: 750, currency: 'USD' },
        total: { minor: 100_750, currency: 'USD' },
        rate: '7.0949',
        receives: { minor: 709_490, currency: 'CNY' },
        goesOut: '2026-11-24',
        // Thanksgiving Day lies between.
        arrivesFrom: '2026-11-25',
        arrivesTo: '2026-11-30',
        onOneDay: false,
        pastCutOff: false,
      },
    });
  });

  test('after the last hour goes out on the next day', async () => {
    const answer = await quote('us-west', 'cn', { minor: 100_000, currency: 'USD' }, '2026-11-23T16:00:00-08:00');
    expect(answer.output).toMatchObject({ goesOut: '2026-11-24', pastCutOff: true });
  });

  test('between countries of the euro arrives on the same day, on Christmas too', async () => {
    const answer = await quote('de', 'es', { minor: 45_000, currency: 'EUR' }, '2026-12-25T20:00:00+01:00');
    expect(answer.output).toMatchObject({
      rate: '1',
      fee: { minor: 230, currency: 'EUR' },
      receives: { minor: 45_000, currency: 'EUR' },
      arrivesFrom: '2026-12-25',
      arrivesTo: '2026-12-25',
      onOneDay: true,
      pastCutOff: false,
    });
  });

  test('from Hong Kong to the mainland may arrive on the same day', async () => {
    const answer = await quote('hk', 'cn', { minor: 100_000, currency: 'HKD' });
    expect(answer.output).toMatchObject({ goesOut: '2026-11-24', arrivesFrom: '2026-11-24', arrivesTo: '2026-11-25' });
  });

  test('takes off what an open offer takes off, on its corridor alone', async () => {
    const fee = async (to: string) => (await quote('hk', to, { minor: 2_000_000, currency: 'HKD' })).output.fee;
    expect(await fee('sg')).toEqual({ minor: 13_200 - 5000, currency: 'HKD' });
    expect(await fee('jp')).toEqual({ minor: 13_200, currency: 'HKD' });
  });

  test('of yen knows that they have no decimals', async () => {
    const answer = await quote('jp', 'us', { minor: 100_000, currency: 'JPY' });
    expect(answer.output).toMatchObject({
      fee: { minor: 820, currency: 'JPY' },
      receives: { minor: 66_400, currency: 'USD' },
    });
  });

  test.each([
    ['too little', 999, { outcome: 'too-little', output: { min: { minor: 1000, currency: 'USD' } } }],
    ['too much', 3_000_001, { outcome: 'too-much', output: { max: { minor: 3_000_000, currency: 'USD' } } }],
  ])('of %s tells the limit', async (_, minor, answer) => {
    expect(await quote('us-east', 'gb', { minor, currency: 'USD' })).toEqual(answer);
  });

  test.each([
    ['to nowhere', 'us-east', 'fr', 'USD'],
    ['inside a country', 'us-east', 'us', 'USD'],
    ['where no corridor leads', 'cn', 'ng', 'CNY'],
    ['whence no corridor leads', 'ng', 'cn', 'NGN'],
    ['from a region that the demo does not know', 'fr', 'de', 'EUR'],
  ])('%s there is none, and that is told before an amount is known', async (_, region, to, currency) => {
    const none = { outcome: 'not-served', output: {} };
    expect(await quote(region, to, { minor: 50_000, currency })).toEqual(none);
    expect(await ask('transfers.corridor', { region, input: { to } })).toEqual(none);
  });

  test('in a currency that is not the sender’s there is none', async () => {
    expect(await quote('us-east', 'cn', { minor: 50_000, currency: 'EUR' })).toMatchObject({ outcome: 'not-served' });
  });

  test.each([
    ['hk', 'cn', 'HKD', true],
    ['us-east', 'ng', 'USD', true],
    ['ng', 'gb', 'NGN', true],
    ['br', 'es', 'BRL', true],
    ['jp', 'br', 'JPY', false],
  ])('from %s to %s in %s is there where a corridor is said to be: %s', async (region, to, currency, isServed) => {
    const { outcome } = await ask('transfers.corridor', { region, input: { to } });
    expect(outcome).toBe(isServed ? 'served' : 'not-served');
    const quoted = await quote(region, to, { minor: 2_000_000, currency });
    expect(quoted.outcome !== 'not-served').toBe(isServed);
  });
});

describe('a transfer', () => {
  test('that was credited tells when', async () => {
    expect(await ask('transfers.track', { as: '+861000000012', input: { reference: '20012000020' } })).toEqual({
      outcome: 'found',
      output: {
        stage: 'credited',
        need: 'nothing',
        amount: { minor: 500_000, currency: 'CNY' },
        arrivesFrom: '2026-11-20',
        arrivesTo: '2026-11-20',
        onOneDay: true,
        receiverInitial: '陈',
        reason: 'none',
      },
    });
  });

  test.each([
    ['is being looked at', '+861000000012', '20012000012', 'checking', 'nothing', 'none'],
    ['is on its way', '+12125550111', '20081000018', 'on-its-way', 'nothing', 'none'],
    [
      'waits for papers of the receiver',
      '+85200000011',
      '20021000029',
      'at-receiving-bank',
      'receiver-documents',
      'none',
    ],
    ['waits for papers of the sender', '+81300000011', '20041000017', 'on-hold', 'sender-documents', 'none'],
    ['waits for money', '+12125550112', '20082000017', 'at-receiving-bank', 'funds', 'none'],
    ['waits', '+551100000011', '20111000012', 'on-hold', 'nothing', 'none'],
    ['has just begun', '+447700900011', '20051000014', 'received', 'nothing', 'none'],
    ['came back: the account was wrong', '+6500000011', '20031000027', 'returned', 'nothing', 'account-wrong'],
    ['came back: the account is closed', '+12125550111', '20081000026', 'returned', 'nothing', 'account-closed'],
    ['came back: details were missing', '+525500000011', '20101000014', 'returned', 'nothing', 'details-missing'],
    ['was refused: another name', '+81300000012', '20042000016', 'rejected', 'nothing', 'name-mismatch'],
    ['was refused: no such bank', '+14155550111', '20091000016', 'rejected', 'nothing', 'bank-code-wrong'],
    ['was refused: too little', '+12125550112', '20082000025', 'rejected', 'nothing', 'amount-too-low'],
    ['was refused: sent twice', '+12125550111', '20081000034', 'rejected', 'nothing', 'duplicate'],
    ['was refused, which is all there is to say', '+234100000011', '20121000010', 'rejected', 'nothing', 'other'],
  ])('%s', async (_, as, reference, stage, need, reason) => {
    const { outcome, output } = await ask('transfers.track', { as, input: { reference } });
    expect({ outcome, ...output }).toMatchObject({ outcome: 'found', stage, need, reason });
  });

  test('never tells of a day that has passed, however late it is', async () => {
    // It was sent 28 hours ago, whatever the day: over every weekend and holiday of a year.
    for (let day = 0; day < 366; day += 1) {
      const at = Date.parse('2026-01-01T02:00:00Z') + day * 86_400_000;
      const today = new Date(at).toISOString().slice(0, 10);
      const { output } = await ask('transfers.track', { as: '+85200000011', input: { reference: '20021000011' }, at });
      expect(String(output.arrivesFrom) >= today && String(output.arrivesTo) >= String(output.arrivesFrom)).toBe(true);
    }
  });

  test('that is not there is not found', async () => {
    const input = { reference: '99999999999' };
    expect(await ask('transfers.track', { as: '+85200000011', input })).toEqual({ outcome: 'not-found', output: {} });
  });
});
