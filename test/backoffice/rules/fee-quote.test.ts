import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { halfEven, readDecimal, toDecimal } from '../../../src/backoffice/rules/exact.ts';
import { convert, feeFor, rateBetween } from '../../../src/backoffice/rules/fee-quote.ts';

const usd = (minor: number) => ({ minor, currency: 'USD' });
const SCHEDULE = { fixed: 150, bps: 60, min: 200, max: 3000 };

describe('the fee', () => {
  test.each([
    ['a fixed part and a share', 100_000, 0, 750],
    ['no less than its minimum', 1000, 0, 200],
    ['no more than its maximum', 100_000_000, 0, 3000],
    ['less what a promotion takes off', 100_000, 300, 450],
    ['never below nothing, however large a promotion is', 100_000, 5000, 0],
    // 150 and 52.5: of 202 and 203, which are as near, the even one.
    ['rounded once, at the end', 8750, 0, 202],
  ])('is %s', (_, amount, promo, fee) => {
    expect(feeFor(usd(amount), SCHEDULE, promo)).toEqual(usd(fee));
  });

  test('of two amounts that are as near, is the even one', () => {
    const half = { fixed: 0, bps: 50, min: 0, max: 1000 };
    expect([100, 300, 500, 700].map((amount) => feeFor(usd(amount), half).minor)).toEqual([0, 2, 2, 4]);
  });

  const anySchedule = fc
    .tuple(fc.nat(100_000), fc.nat(1000), fc.nat(100_000), fc.nat(1_000_000))
    .map(([fixed, bps, min, more]) => ({ fixed, bps, min, max: min + more }));
  const anyMinor = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

  test('stays within its limits for any amount and schedule', () => {
    fc.assert(
      fc.property(anyMinor, anySchedule, fc.nat(1_000_000), (amount, schedule, promo) => {
        const { minor } = feeFor(usd(amount), schedule);
        expect(minor).toBeGreaterThanOrEqual(schedule.min);
        expect(minor).toBeLessThanOrEqual(schedule.max);
        expect(feeFor(usd(amount), schedule, promo).minor).toBe(Math.max(0, minor - promo));
      }),
    );
  });

  test('is never less for more', () => {
    fc.assert(
      fc.property(anyMinor, anyMinor, anySchedule, (one, other, schedule) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(feeFor(usd(less), schedule).minor).toBeLessThanOrEqual(feeFor(usd(more), schedule).minor);
      }),
    );
  });
});

describe('what is received', () => {
  test.each([
    ['a thousand dollars', usd(100_000), '7.1234', 'CNY', 712_340],
    ['what is left of it after the fee', usd(99_250), '7.1234', 'CNY', 706_997],
    ['a currency without decimals', usd(1001), '150', 'JPY', 1502],
    ['from a currency without decimals', { minor: 1000, currency: 'JPY' }, '0.0066401', 'USD', 664],
    ['half of the smallest coin goes to the even one', usd(25), '0.5', 'EUR', 12],
    ['more than a float could hold', usd(9_007_199_254_740_991), '1', 'EUR', 9_007_199_254_740_991],
  ])('is exact: %s', (_, amount, rate, currency, minor) => {
    expect(convert(amount, rate, currency)).toEqual({ minor, currency });
  });

  test('is never less for more', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 99_999 }), (one, other, rate) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const received = (minor: number) => convert(usd(minor), `0.${rate}`, 'CNY').minor;
        expect(received(less)).toBeLessThanOrEqual(received(more));
      }),
    );
  });
});

describe('a rate', () => {
  const table = { perDollar: { USD: '1', CNY: '7.1234', JPY: '150.00', EUR: '0.9200' }, marginBps: 0 };

  test.each([
    ['USD', 'CNY', '7.1234'],
    ['USD', 'JPY', '150'],
    ['JPY', 'USD', '0.0066667'],
    ['EUR', 'CNY', '7.7428'],
    ['EUR', 'EUR', '1'],
  ])('from %s to %s keeps five digits that count', (from, to, rate) => {
    expect(rateBetween(from, to, table)).toBe(rate);
  });

  test('has its margin taken off, but not between one currency and itself', () => {
    expect(rateBetween('USD', 'CNY', { ...table, marginBps: 40 })).toBe('7.0949');
    expect(rateBetween('EUR', 'EUR', { ...table, marginBps: 40 })).toBe('1');
  });

  test('is not known for a currency that the table lacks', () => {
    expect(rateBetween('USD', 'XAU', table)).toBeUndefined();
    expect(rateBetween('XAU', 'USD', table)).toBeUndefined();
  });
});

describe('exact numbers', () => {
  test('round to the nearest, below nothing too', () => {
    const rounded = [-5, -3, -1, 1, 3, 5].map((numerator) =>
      halfEven({ numerator: BigInt(numerator), denominator: 2n }),
    );
    expect(rounded).toEqual([-2n, -2n, 0n, 0n, 2n, 2n]);
  });

  test('come back from text as they went', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 9999 }), (front, places) => {
        const text = `${front}.${String(places).padStart(4, '0')}`;
        expect(Number(toDecimal(readDecimal(text), 4))).toBe(Number(text));
      }),
    );
  });

  test.each(['', '-1', '1.', '.5', '1e3', '1,5', 'seven'])('are not read from "%s"', (text) => {
    expect(() => readDecimal(text)).toThrow(RangeError);
  });
});
