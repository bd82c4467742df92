import { describe, expect, test } from 'vitest';
import { spokenIn } from './spoken.ts';

const en = spokenIn('en');
const gb = spokenIn('en-GB');

describe('amounts in English', () => {
  test.each([
    ['one hundred twenty-eight dollars and fifty cents', 12_850, 'USD'],
    ['zero dollars', 0, 'USD'],
    ['one dollar', 100, 'USD'],
    ['one dollar and one cent', 101, 'USD'],
    ['fifty cents', 50, 'USD'],
    ['minus two dollars', -200, 'USD'],
    ['one million dollars', 100_000_000, 'USD'],
    ['twelve thousand three hundred forty-five dollars and sixty cents', 1_234_560, 'USD'],
    ['one penny', 1, 'GBP'],
    ['two pounds and five pence', 205, 'GBP'],
    ['three euros and twenty cents', 320, 'EUR'],
    ['zero euros and twenty cents', 20, 'EUR'],
    ['zero Hong Kong dollars and fifty cents', 50, 'HKD'],
    ['one Singapore dollar', 100, 'SGD'],
    ['one hundred twenty-eight point five yuan', 12_850, 'CNY'],
    ['one yuan', 100, 'CNY'],
    ['two point zero two yuan', 202, 'CNY'],
    ['one thousand yen', 1_000, 'JPY'],
    ['two Brazilian reais and one centavo', 201, 'BRL'],
    ['one Kuwaiti dinar and five hundred fils', 1_500, 'KWD'],
    ['one Swedish kronor', 100, 'SEK'],
    ['two point five Swedish kronor', 250, 'SEK'],
    ['ten X X Z', 1_000, 'XXZ'],
  ])('%s', (words, minor, currency) => {
    expect(en({ type: 'money', value: { minor, currency } })).toBe(words);
  });
});

test('identifiers are read digit by digit, with zero and never oh', () => {
  expect(en({ type: 'digits', value: '2004' })).toBe('two zero zero four');
  expect(en({ type: 'digits', value: '12345678903' })).toBe(
    'one two three | four five six seven | eight nine zero three',
  );
});

describe('dates and times in English', () => {
  test.each([
    ['Tuesday, February twenty-fourth', 'Tuesday the twenty-fourth of February', '2026-02-24'],
    ['Thursday, October first', 'Thursday the first of October', '2026-10-01'],
    ['Sunday, May third', 'Sunday the third of May', '2026-05-03'],
    ['Sunday, July twelfth', 'Sunday the twelfth of July', '2026-07-12'],
    ['Monday, July twentieth', 'Monday the twentieth of July', '2026-07-20'],
    [
      'Wednesday, February twenty-fourth, twenty twenty-seven',
      'Wednesday the twenty-fourth of February twenty twenty-seven',
      '2027-02-24',
    ],
    ['Saturday, January first, two thousand five', 'Saturday the first of January two thousand five', '2005-01-01'],
    ['Friday, January first, nineteen oh nine', 'Friday the first of January nineteen oh nine', '1909-01-01'],
    ['Monday, January first, nineteen hundred', 'Monday the first of January nineteen hundred', '1900-01-01'],
    ['Friday, January first, nine hundred', 'Friday the first of January nine hundred', '0900-01-01'],
  ])('%s, or in Britain %s', (american, british, value) => {
    expect(en({ type: 'date', value })).toBe(american);
    expect(gb({ type: 'date', value })).toBe(british);
  });

  test.each([
    ['nine AM', '09:00'],
    ['nine oh five AM', '09:05'],
    ['noon', '12:00'],
    ['twelve thirty PM', '12:30'],
    ['twelve oh one AM', '00:01'],
    ['midnight', '00:00'],
    ['midnight', '24:00'],
    ['eleven fifty-nine PM', '23:59'],
  ])('%s', (words, value) => {
    expect(en({ type: 'time', value })).toBe(words);
  });

  test.each([
    ['today at six PM', '2026-02-23T18:00:00+08:00'],
    ['tomorrow at nine AM', '2026-02-24T09:00:00+08:00'],
    ['yesterday at noon', '2026-02-22T12:00:00+08:00'],
    ['Monday, March second at nine AM', '2026-03-02T09:00:00+08:00'],
    ['tomorrow at midnight, the start of the day', '2026-02-24T00:00:00+08:00'],
  ])('%s', (words, value) => {
    expect(en({ type: 'instant', value })).toBe(words);
  });
});

test.each([
  ['one second', { type: 'duration', value: 1 }],
  ['one minute and thirty seconds', { type: 'duration', value: 90 }],
  ['five minutes', { type: 'duration', value: 290 }],
  ['one hour', { type: 'duration', value: 3_590 }],
  ['one day and one hour', { type: 'duration', value: 90_000 }],
  ['zero point five percent', { type: 'percent', value: 0.005 }],
  ['seven percent', { type: 'percent', value: 0.07 }],
  ['seven point one two three four', { type: 'rate', value: '7.1234' }],
  ['one', { type: 'rate', value: '1' }],
  ['third', { type: 'ordinal', value: 3 }],
  ['twenty-first', { type: 'ordinal', value: 21 }],
  ['one hundred second', { type: 'ordinal', value: 102 }],
  ['one thousandth', { type: 'ordinal', value: 1_000 }],
  ['zero', { type: 'count', value: 0 }],
  ['one hundred', { type: 'count', value: 100 }],
  ['minus forty-two', { type: 'count', value: -42 }],
  [
    'nine quadrillion seven trillion one hundred ninety-nine billion two hundred fifty-four million ' +
      'seven hundred forty thousand nine hundred ninety-one',
    { type: 'count', value: Number.MAX_SAFE_INTEGER },
  ],
] as const)('%s is said of %o', (words, value) => {
  expect(en(value)).toBe(words);
});
