import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PromptError } from '../../src/prompts/errors.ts';
import { isSpoken, verbalise } from '../../src/prompts/verbalise.ts';
import type { TypedValue } from '../../src/values/typed-value.ts';
import { AT, spokenIn, toLine, ZONE } from './spoken.ts';

const LANGUAGES = ['zh-CN', 'en', 'en-GB', 'es'];
const language = fc.constantFrom(...LANGUAGES);
const CURRENCIES = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'KRW', 'KWD', 'BHD', 'CLP', 'BRL', 'NGN', 'SEK', 'XXZ'];

const codeOf = (say: () => unknown): string => {
  try {
    say();
  } catch (error) {
    return error instanceof PromptError ? error.code : String(error);
  }
  return 'nothing thrown';
};

describe('every language', () => {
  test('says any amount without a digit', () => {
    const minor = fc.oneof(
      fc.nat(20_000),
      fc.maxSafeNat().map((size) => size % 1e12),
    );
    fc.assert(
      fc.property(language, minor, fc.constantFrom(...CURRENCIES), (tag, size, currency) => {
        const words = spokenIn(tag)({ type: 'money', value: { minor: size, currency } });
        expect(words).toMatch(/\S/);
        expect(words).not.toMatch(/\d|undefined|NaN/);
      }),
      { numRuns: 1_000 },
    );
  });

  test('says different amounts of one currency differently', () => {
    const pair = fc.tuple(fc.nat(1e9), fc.nat(1e9)).filter(([one, other]) => one !== other);
    fc.assert(
      fc.property(language, pair, fc.constantFrom(...CURRENCIES), (tag, [one, other], currency) => {
        const say = (minor: number) => spokenIn(tag)({ type: 'money', value: { minor, currency } });
        expect(say(one)).not.toBe(say(other));
      }),
    );
  });

  test('says any identifier digit by digit, in groups of two to five', () => {
    const digits = fc.stringMatching(/^[0-9]{1,40}$/);
    fc.assert(
      fc.property(language, digits, (tag, value) => {
        const pieces = verbalise({ type: 'digits', value }, { language: tag, at: AT, zone: ZONE });
        const groups = pieces.flatMap((piece) => (piece.type === 'text' ? [piece.text] : []));
        const sizes = groups.map((group) => (tag === 'zh-CN' ? group.length : group.split(' ').length));
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(value.length);
        for (const size of sizes) expect(size === value.length || (size >= 2 && size <= 5)).toBe(true);
        expect(toLine(pieces)).not.toMatch(/\d|undefined/);
        for (const piece of pieces) if (piece.type === 'pause') expect(piece.ms).toBe(350);
      }),
    );
  });

  test('says any date, time and length of time without a digit', () => {
    const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(language, date, fc.double({ min: 0, max: 1e9, noNaN: true }), (tag, day, seconds) => {
        const iso = day.toISOString();
        const values: TypedValue[] = [
          { type: 'date', value: iso.slice(0, 10) },
          { type: 'time', value: iso.slice(11, 16) },
          { type: 'instant', value: iso },
          { type: 'duration', value: seconds },
        ];
        for (const value of values) expect(spokenIn(tag)(value)).not.toMatch(/\d|undefined|^$/);
      }),
    );
  });

  test('says any share in words', () => {
    fc.assert(
      fc.property(language, fc.double({ min: -10, max: 10, noNaN: true }), (tag, value) => {
        expect(spokenIn(tag)({ type: 'percent', value })).not.toMatch(/\d|undefined|^$/);
      }),
    );
  });
});

describe('near days', () => {
  const near = (value: string, at: string, zone: string) =>
    spokenIn('en')({ type: 'instant', value }, { at: Date.parse(at), zone });

  test('are reckoned where the instant is, not where the caller is', () => {
    expect(near('2026-02-24T09:00:00+08:00', '2026-02-24T00:30:00+08:00', 'America/New_York')).toBe('today at nine AM');
  });

  test('stand over a clock change: half an hour before midnight, the next morning is tomorrow', () => {
    expect(near('2026-03-29T09:00:00+02:00', '2026-03-28T23:30:00+01:00', 'Europe/Berlin')).toBe('tomorrow at nine AM');
  });

  test('reach over the end of a month and of a year', () => {
    expect(near('2027-01-01T09:00:00-05:00', '2026-12-31T12:00:00-05:00', 'America/New_York')).toBe(
      'tomorrow at nine AM',
    );
  });

  test('end two days away', () => {
    expect(near('2026-02-25T09:00:00Z', '2026-02-23T09:00:00Z', 'UTC')).toBe(
      'Wednesday, February twenty-fifth at nine AM',
    );
  });
});

test('the year of a date is that of the caller, at the turn of the year', () => {
  const at = Date.parse('2026-12-31T18:00:00Z');
  expect(spokenIn('en')({ type: 'date', value: '2027-01-01' }, { at, zone: 'Asia/Shanghai' })).toBe(
    'Friday, January first',
  );
  expect(spokenIn('en')({ type: 'date', value: '2027-01-01' }, { at, zone: 'Europe/London' })).toBe(
    'Friday, January first, twenty twenty-seven',
  );
});

describe('text from outside', () => {
  test('loses what a voice or XML cannot take, and keeps its words', () => {
    const value = 'Zoë\u0000\u202e  \r\n 张三\ud800\ufffe \u200bO’Neil {x, select}';
    expect(spokenIn('en')({ type: 'text', value })).toBe('Zoë 张三 O’Neil {x, select}');
  });

  test('is cut at two hundred characters, never within one', () => {
    expect([...spokenIn('en')({ type: 'text', value: '😀'.repeat(300) })]).toHaveLength(200);
  });
});

describe('a value that is not of its type', () => {
  test.each<TypedValue>([
    { type: 'date', value: '2026-02-30' },
    { type: 'date', value: '2026-13-01' },
    { type: 'date', value: '24.2.2026' },
    { type: 'time', value: '9:05' },
    { type: 'time', value: '24:01' },
    { type: 'time', value: '12:60' },
    { type: 'instant', value: '2026-02-24T09:00:00' },
    { type: 'instant', value: '2026-02-24T25:00:00Z' },
    { type: 'digits', value: 'ABC' },
    { type: 'digits', value: '' },
    { type: 'count', value: 1.5 },
    { type: 'count', value: Number.NaN },
    { type: 'ordinal', value: 0 },
    { type: 'ordinal', value: 2 ** 60 },
    { type: 'money', value: { minor: 0.5, currency: 'USD' } },
    { type: 'money', value: { minor: 1, currency: 'usd' } },
    { type: 'duration', value: -1 },
    { type: 'duration', value: Number.POSITIVE_INFINITY },
    { type: 'percent', value: Number.NaN },
    { type: 'rate', value: '7,1' },
    { type: 'rate', value: '1e5' },
    { type: 'enum', value: 'settled' },
    { type: 'boolean', value: true },
  ])('is refused: $type $value', (value) => {
    expect(codeOf(() => spokenIn('en')(value))).toBe('bad_value');
  });

  test('is words or a PromptError, whatever it is', () => {
    const texts = fc.constantFrom('digits', 'text', 'enum', 'date', 'time', 'instant', 'rate');
    const numbers = fc.constantFrom('count', 'ordinal', 'duration', 'percent');
    const value = fc.oneof(
      fc.record({ type: texts, value: fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[-+T:.Z\d]*$/)) }),
      fc.record({ type: numbers, value: fc.oneof(fc.double(), fc.maxSafeInteger()) }),
      fc.record({
        type: fc.constant('money' as const),
        value: fc.record({ minor: fc.oneof(fc.double(), fc.maxSafeInteger()), currency: fc.string({ maxLength: 4 }) }),
      }),
    );
    fc.assert(
      fc.property(language, value, (tag, any) => {
        expect(['bad_value', 'nothing thrown']).toContain(codeOf(() => spokenIn(tag)(any)));
      }),
      { numRuns: 1_000 },
    );
  });

  test('is never told in the error', () => {
    const say = () => spokenIn('en')({ type: 'rate', value: 'secret' });
    expect(say).toThrow(PromptError);
    expect(say).not.toThrow(/secret/);
  });
});

test('an unknown language and an unknown zone are named', () => {
  const date: TypedValue = { type: 'date', value: '2026-02-24' };
  expect(codeOf(() => spokenIn('fr')(date))).toBe('unknown_language');
  expect(codeOf(() => spokenIn('constructor')(date))).toBe('unknown_language');
  expect(codeOf(() => spokenIn('en')(date, { zone: 'Europe/Nowhere' }))).toBe('unknown_zone');
});

test('any tag of the three languages is spoken, and no other', () => {
  expect(['zh-CN', 'zh-TW', 'zh', 'en', 'en-GB', 'en-US', 'es', 'es-MX'].filter((tag) => !isSpoken(tag))).toEqual([]);
  expect(['fr', 'ja-JP', '', 'toString', 'en-', 'en_US', 'es-M'].filter(isSpoken)).toEqual([]);
});
