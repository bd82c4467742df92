import { describe, expect, test } from 'vitest';
import { isReference } from '../../../src/backoffice/rules/reference.ts';
import { openDemo, TUESDAY } from './asking-demo.ts';

const { ask } = openDemo();
const OLIVER = '+447700900011';
const DAY = 86_400_000;
/** Offers that are open at any time, by region. */
const OPEN_OFFERS: Readonly<Record<string, number>> = { cn: 1, hk: 2, gb: 1, 'us-east': 1 };

describe('the next bill', () => {
  test('is the one that is due first, with how many there are', async () => {
    expect(await ask('bills.due', { as: '+861000000011' })).toEqual({
      outcome: 'due',
      output: {
        bills: 2,
        kind: 'water',
        provider: '城北自来水',
        amount: { minor: 6420, currency: 'CNY' },
        date: '2026-11-29',
      },
    });
  });

  test.each([
    ['one that is overdue', '+85200000013', { bills: 1, kind: 'electricity', date: '2026-11-22' }],
    ['none that is paid', '+81300000012', { bills: 1, kind: 'electricity', date: '2026-11-30' }],
    ['for the internet too', '+234100000012', { bills: 1, kind: 'internet', date: '2026-11-29' }],
  ])('counts %s', async (_, as, output) => {
    expect(await ask('bills.due', { as })).toMatchObject({ outcome: 'due', output });
  });

  test('is none where none is due', async () => {
    expect(await ask('bills.due', { as: OLIVER })).toEqual({ outcome: 'none', output: {} });
  });
});

describe('the offers of a region', () => {
  const offer = (region: string, place: number, language = 'en', at = TUESDAY) =>
    ask('promotions.current', { region, language, at, input: { place } });

  test('are told one by one in the caller’s language, with their last day', async () => {
    expect(await offer('hk', 1, 'zh-CN')).toEqual({
      outcome: 'found',
      output: { kind: 'cash-back', terms: '每月第一笔水费、电费或网费，返还百分之一。', until: '2026-11-30' },
    });
    expect(await offer('hk', 2, 'es')).toMatchObject({
      output: { kind: 'fee-waiver', terms: expect.stringContaining('Singapur'), until: '2026-12-31' },
    });
    expect(await offer('hk', 3)).toEqual({ outcome: 'none', output: {} });
  });

  test('are other ones elsewhere', async () => {
    expect(await offer('mx', 1)).toMatchObject({ output: { kind: 'cash-back', until: '2026-12-11' } });
    expect(await offer('es', 1, 'es')).toMatchObject({ output: { kind: 'fee-waiver', until: '2026-12-31' } });
    expect(await offer('ng', 1)).toEqual({ outcome: 'none', output: {} });
  });

  test.each(['cn', 'hk', 'gb', 'us-east', 'ng'])(
    'never have one in %s that is over or has not begun, on any day of a year',
    async (region) => {
      const days = Array.from({ length: 74 }, (_, index) => TUESDAY + index * 5 * DAY);
      const answers = await Promise.all(
        days.flatMap((at) => [1, 2, 3, 4].map(async (place) => ({ at, ...(await offer(region, place, 'en', at)) }))),
      );
      const told = answers.filter(({ outcome }) => outcome === 'found');
      expect(told).toHaveLength(days.length * (OPEN_OFFERS[region] ?? 0));
      for (const { at, output } of told) {
        expect(output.terms).not.toMatch(/No fee on transfers abroad|Two percent/);
        expect(String(output.until) >= new Date(at - DAY).toISOString().slice(0, 10)).toBe(true);
      }
    },
  );

  test('are in English where the demo does not speak the language', async () => {
    expect(await offer('mx', 1, 'pt-BR')).toMatchObject({ output: { terms: expect.stringContaining('debit card') } });
  });
});

describe('an incident', () => {
  test('is none, until the demo is told that there is one', async () => {
    expect(await ask('incidents.current')).toEqual({ outcome: 'none', output: {} });
  });

  test.each([
    ['zh-CN', 'cn', /银行卡/, '2026-11-24T09:20:00+08:00'],
    ['en', 'gb', /card payments/, '2026-11-24T01:20:00+00:00'],
    ['es', 'mx', /tarjeta/, '2026-11-23T19:20:00-06:00'],
  ])('is told in %s, since when by the clocks of the region', async (language, region, words, since) => {
    const broken = openDemo({ hasIncident: true });
    expect(await broken.ask('incidents.current', { language, region })).toEqual({
      outcome: 'found',
      output: { message: expect.stringMatching(words), since },
    });
  });
});

describe('a case', () => {
  const opens = (asking: Parameters<typeof ask>[1]) =>
    ask('complaints.open', { input: { kind: 'complaint' }, ...asking });

  test('has a number with a check digit, and a day by which it is answered in the region', async () => {
    const { outcome, output } = await opens({ as: OLIVER, region: 'gb', key: 'CA2/1/0' });
    expect(outcome).toBe('opened');
    expect(output.answerBy).toBe('2026-12-15');
    expect(isReference(String(output.caseId))).toBe(true);
  });

  test('is one when it is asked for again, and another for another request', async () => {
    const [first, again] = [await opens({ key: 'CA3/1/0' }), await opens({ key: 'CA3/1/0', at: TUESDAY + DAY })];
    expect(again).toEqual(first);
    expect((await opens({ key: 'CA3/2/0' })).output.caseId).not.toBe(first.output.caseId);
  });

  test('can be asked about by whose it is: received, from the next working day on in progress', async () => {
    const { output } = await opens({ as: OLIVER, region: 'gb', key: 'CA4/1/0' });
    const input = { caseId: String(output.caseId) };
    const stage = async (days: number) =>
      (await ask('complaints.status', { as: OLIVER, level: 'email', input, at: TUESDAY + days * DAY })).output;
    expect(await stage(0)).toEqual({ stage: 'received', answerBy: '2026-12-15' });
    expect(await stage(1)).toEqual({ stage: 'in-progress', answerBy: '2026-12-15' });
    expect(await stage(60)).toEqual({ stage: 'in-progress', answerBy: '2026-12-15' });
    expect(await ask('complaints.status', { as: '+85200000011', input })).toEqual({ outcome: 'not-found', output: {} });
  });

  test('that was opened before its caller was verified is theirs if it came from the number on file', async () => {
    const { output } = await opens({ caller: OLIVER, region: 'gb', key: 'CA5/1/0' });
    const input = { caseId: String(output.caseId) };
    expect(await ask('complaints.status', { as: OLIVER, input })).toMatchObject({ outcome: 'found' });
    expect(await ask('complaints.status', { as: '+447700900012', input })).toMatchObject({ outcome: 'not-found' });
    const anonymous = await opens({ region: 'gb', key: 'CA5/2/0' });
    const unknown = { caseId: String(anonymous.output.caseId) };
    expect(await ask('complaints.status', { as: OLIVER, input: unknown })).toMatchObject({ outcome: 'not-found' });
  });

  test.each([
    ['a week old is in progress', '+861000000011', '30011000012', 'in-progress', '2026-12-03'],
    ['a month old is answered', '+85200000012', '30022000019', 'answered', '2026-11-16'],
  ])('of the demo that is %s', async (_, as, caseId, stage, answerBy) => {
    expect(await ask('complaints.status', { as, input: { caseId } })).toEqual({
      outcome: 'found',
      output: { stage, answerBy },
    });
  });

  test.each([
    ['with a reference', { as: OLIVER, input: { reference: '10051000015' } }],
    ['without one, by anybody', { caller: '+85291234567' }],
  ])('about a payment that the caller did not make is taken %s', async (how, asking) => {
    const { outcome, output } = await ask('payments.report-suspicious', { ...asking, key: `CA6/${how}` });
    expect(outcome).toBe('accepted');
    expect(isReference(String(output.caseId))).toBe(true);
    const again = await ask('payments.report-suspicious', { ...asking, key: `CA6/${how}` });
    expect(again.output).toEqual(output);
  });
});
