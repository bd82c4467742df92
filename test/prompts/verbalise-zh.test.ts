import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { integerZh } from '../../src/prompts/words/integer-zh.ts';
import { spokenIn } from './spoken.ts';

const zh = spokenIn('zh-CN');

describe('amounts in Mandarin', () => {
  test.each([
    ['零元', 0],
    ['五分', 5],
    ['五角', 50],
    ['五角五分', 55],
    ['一元零五分', 105],
    ['一元五角', 150],
    ['两元', 200],
    ['两元零二分', 202],
    ['两元二角二分', 222],
    ['十元', 1_000],
    ['十二元', 1_200],
    ['一百零二元', 10_200],
    ['一百一十元', 11_000],
    ['一百二十八元五角', 12_850],
    ['两百元', 20_000],
    ['一千零二元', 100_200],
    ['一千零一十元', 101_000],
    ['两千元', 200_000],
    ['一万零一十元', 1_001_000],
    ['一万两千三百四十五元六角', 1_234_560],
    ['两万元', 2_000_000],
    ['两万两千两百二十二元零二分', 2_222_202],
    ['一亿元', 10_000_000_000],
    ['一百万元零一分', 100_000_001],
    ['负十二元', -1_200],
  ])('%s', (words, minor) => {
    expect(zh({ type: 'money', value: { minor, currency: 'CNY' } })).toBe(words);
  });

  test.each([
    ['一百二十八美元五十美分', 12_850, 'USD'],
    ['一美元零五美分', 105, 'USD'],
    ['两美元', 200, 'USD'],
    ['两美分', 2, 'USD'],
    ['三欧元二十欧分', 320, 'EUR'],
    ['十英镑零五便士', 1_005, 'GBP'],
    ['一千日元', 1_000, 'JPY'],
    ['一百二十八点五港元', 12_850, 'HKD'],
    ['二点五新加坡元', 250, 'SGD'],
    ['两新加坡元', 200, 'SGD'],
    ['两百点零五巴西雷亚尔', 20_005, 'BRL'],
    ['五奈拉', 500, 'NGN'],
    ['五墨西哥比索', 500, 'MXN'],
    ['十二点八五科威特第纳尔', 12_850, 'KWD'],
    ['一百瑞典克朗', 10_000, 'SEK'],
    ['一百X X Z', 10_000, 'XXZ'],
  ])('%s', (words, minor, currency) => {
    expect(zh({ type: 'money', value: { minor, currency } })).toBe(words);
  });
});

describe('identifiers in Mandarin', () => {
  test('one is yao, and groups are parted by a pause', () => {
    expect(zh({ type: 'digits', value: '13800138000' })).toBe('幺三八 | 零零幺三 | 八零零零');
  });

  test('one is yi where the language is set so', () => {
    expect(zh({ type: 'digits', value: '1721' }, { digitOne: 'yi' })).toBe('一七二一');
  });

  test('a case number is read by its digits alone, in groups of two, four and four', () => {
    expect(zh({ type: 'digits', value: 'CN-261123-0042' })).toBe('二六 | 幺幺二三 | 零零四二');
  });
});

describe('dates and times in Mandarin', () => {
  test.each([
    ['二月二十四日星期二', '2026-02-24'],
    ['十月一日星期四', '2026-10-01'],
    ['二零二七年二月二十四日星期三', '2027-02-24'],
    ['二零二一年十二月三十一日星期五', '2021-12-31'],
    ['三月一日星期日', '2026-03-01'],
  ])('%s', (words, value) => {
    expect(zh({ type: 'date', value })).toBe(words);
  });

  test.each([
    ['上午九点', '09:00'],
    ['上午九点零五分', '09:05'],
    ['下午六点', '18:00'],
    ['中午十二点', '12:00'],
    ['中午十二点三十分', '12:30'],
    ['凌晨零点', '00:00'],
    ['凌晨两点零二分', '02:02'],
    ['早上七点十五分', '07:15'],
    ['下午一点四十五分', '13:45'],
    ['晚上七点', '19:00'],
    ['晚上十二点', '24:00'],
  ])('%s', (words, value) => {
    expect(zh({ type: 'time', value })).toBe(words);
  });

  test.each([
    ['今天下午六点', '2026-02-23T18:00:00+08:00'],
    ['明天上午九点', '2026-02-24T09:00+08:00'],
    ['昨天上午九点', '2026-02-22T09:00:00.000+08:00'],
    ['三月二日星期一，上午九点', '2026-03-02T09:00:00+08:00'],
    ['二零二七年一月四日星期一，上午九点', '2027-01-04T09:00:00+08:00'],
  ])('%s', (words, value) => {
    expect(zh({ type: 'instant', value })).toBe(words);
  });
});

test.each([
  ['五分钟', { type: 'duration', value: 300 }],
  ['五分钟', { type: 'duration', value: 312 }],
  ['两分钟', { type: 'duration', value: 120 }],
  ['一分三十秒', { type: 'duration', value: 90 }],
  ['一小时三十分钟', { type: 'duration', value: 5_400 }],
  ['两天', { type: 'duration', value: 172_800 }],
  ['零秒', { type: 'duration', value: 0 }],
  ['百分之零点五', { type: 'percent', value: 0.005 }],
  ['百分之二', { type: 'percent', value: 0.02 }],
  ['负百分之十二', { type: 'percent', value: -0.12 }],
  ['七点一二三四', { type: 'rate', value: '7.1234' }],
  ['负零点一零', { type: 'rate', value: '-0.10' }],
  ['第三', { type: 'ordinal', value: 3 }],
  ['第二', { type: 'ordinal', value: 2 }],
  ['第二百', { type: 'ordinal', value: 200 }],
  ['两', { type: 'count', value: 2 }],
  ['三', { type: 'count', value: 3 }],
  ['二十二', { type: 'count', value: 22 }],
] as const)('%s is said of %o', (words, value) => {
  expect(zh(value)).toBe(words);
});

const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };

/** Reads Mandarin numerals back, from the left, without knowing how they were made. */
function readBack(words: string): number {
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const word of words) {
    const unit = UNITS[word];
    const closed = section + digit;
    if (unit !== undefined) section += Math.max(digit, 1) * unit;
    if (word === '万') total += closed * 1e4;
    if (word === '亿') total = (total + closed) * 1e8;
    if ('万亿'.includes(word)) section = 0;
    digit = Math.max('零一二三四五六七八九'.indexOf(word.replace('两', '二')), 0);
  }
  return total + section + digit;
}

describe('whole numbers in Mandarin', () => {
  const number = fc.oneof(
    fc.nat(99_999),
    fc.maxSafeNat(),
    fc.tuple(fc.nat(99), fc.nat(12)).map(([head, zeros]) => head * 10 ** zeros),
    fc
      .tuple(fc.nat(9), fc.integer({ min: 4, max: 12 }), fc.nat(999))
      .map(([head, zeros, tail]) => head * 10 ** zeros + tail),
  );

  test('read back, they are the number again', () => {
    fc.assert(
      fc.property(number, fc.constantFrom('两' as const, '二' as const), (n, two) => {
        expect(readBack(integerZh(n, two))).toBe(n);
      }),
      { numRuns: 2_000 },
    );
  });

  test('two is 两 before hundreds, thousands and above, and never before tens nor at the end', () => {
    fc.assert(
      fc.property(
        number.filter((n) => n !== 2),
        (n) => {
          const words = integerZh(n, '两');
          expect(words).not.toMatch(/两(?![百千万亿])/);
          expect(words).not.toMatch(/二[百千]|^二[万亿]/);
        },
      ),
    );
  });

  test('zero is never doubled and never at the end', () => {
    fc.assert(
      fc.property(
        number.filter((n) => n > 0),
        (n) => {
          expect(integerZh(n, '两')).not.toMatch(/零零|零$|零[万亿]/);
        },
      ),
    );
  });
});
