import { describe, expect, test } from 'vitest';
import { type Entry, readEntry } from '../../src/flow/entry.ts';

const AT = Date.parse('2026-11-23T02:00:00Z');
const read = (entry: Entry, keyed: string) => readEntry(entry, keyed, AT);

describe('digits', () => {
  const reference: Entry = { type: 'digits', min: 11, max: 11, check: 'luhn' };

  test.each([
    ['79927398713', '79927398713'],
    ['79927398710', undefined],
    ['7992739871', undefined],
    ['799273987130', undefined],
    ['123*79927398713', '79927398713'],
    ['79927398713*', undefined],
    ['7992739871A', undefined],
    ['', undefined],
  ])('%s with a check digit is %s', (keyed, value) => {
    expect(read(reference, keyed)).toBe(value);
  });

  test('may be of some keys only', () => {
    const rating: Entry = { type: 'digits', min: 1, max: 1, allow: '12345' };
    expect([read(rating, '5'), read(rating, '6'), read(rating, '55')]).toEqual(['5', undefined, undefined]);
  });

  test('with a check digit are more than one', () => {
    expect(read({ type: 'digits', min: 1, max: 5, check: 'luhn' }, '0')).toBeUndefined();
  });
});

describe('a date', () => {
  test.each([
    ['1201', '2026-12-01'],
    ['1123', '2026-11-23'],
    ['1024', '2026-10-24'],
    ['1022', '2027-10-22'],
    ['0101', '2027-01-01'],
    ['0229', '2028-02-29'],
    ['0231', undefined],
    ['1301', undefined],
    ['0000', undefined],
    ['123', undefined],
    ['1231*1201', '2026-12-01'],
  ])('%s is %s: the day that comes next, or was in the last month', (keyed, date) => {
    expect(read({ type: 'date' }, keyed)).toBe(date);
  });
});

describe('an amount', () => {
  const yuan: Entry = { type: 'amount', currency: 'CNY', max: 1000 };
  const yen: Entry = { type: 'amount', currency: 'JPY', max: 1000 };

  test.each([
    [yuan, '128*5', 12_850],
    [yuan, '128*05', 12_805],
    [yuan, '128', 12_800],
    [yuan, '128*', 12_800],
    [yuan, '0*01', 1],
    [yuan, '1000*99', 100_099],
    [yuan, '1001', undefined],
    [yuan, '128*555', undefined],
    [yuan, '1*2*3', undefined],
    [yuan, '0', undefined],
    [yuan, '*5', undefined],
    [yuan, '1000000000000', undefined],
    [yen, '128', 128],
    [yen, '128*5', undefined],
  ])('in $currency: %s is %s in minor units', (entry, keyed, minor) => {
    const value = read(entry, keyed);
    expect(value).toEqual(minor === undefined ? undefined : { minor, currency: (entry as typeof yuan).currency });
  });
});

test('yes is 1 and no is 2', () => {
  expect(['1', '2', '3', '11'].map((keyed) => read({ type: 'yes-no' }, keyed))).toEqual([
    true,
    false,
    undefined,
    undefined,
  ]);
});

test('words cannot be keyed', () => {
  expect(read({ type: 'speech' }, '123')).toBeUndefined();
});
