import fc from 'fast-check';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from '../../src/prompts/catalogue.ts';
import type { PromptError } from '../../src/prompts/errors.ts';
import { type SpeakRequest, speak } from '../../src/prompts/speak.ts';
import type { TypedValue } from '../../src/values/typed-value.ts';
import { AT, toLine, ZONE } from './spoken.ts';

const zh: Catalogue = {
  welcome: '您好，这里是 OKPay 客服热线。',
  chime: { audio: 'chime.mp3' },
  'payment-settled': '{date}的{amount}，已支付成功。',
  'reference-read': '您输入的是{reference}。正确，请按1。',
  'queue-place': '您现在排在{place}位。',
  'queue-wait': '大约等{wait}。',
  'pending-payments': '您有{payments, plural, =0 {没有} other {#}}笔支付。',
};

const en: Catalogue = {
  welcome: "Hello, this is OKPay support.\nWe'll be with you.",
  ahead: '{callers, plural, =0 {You are next.} one {There is # caller ahead.} other {There are # callers ahead.}}',
  others: '{guests, plural, offset:1 =0 {Nobody} =1 {You alone} one {You and # other} other {You and # others}}.',
  place: 'You are {place, selectordinal, one {the #, almost there} other {the #}} in line.',
  state: '{state, select, settled {It went through.} other {It is {open, select, yes {open} other {closed}}.}}',
  fee: '{fee, plural, =0 {For nothing} other {For #, I say {fee}}}.',
  caller: 'Hello {name}.',
  empty: '{name}',
  broken: 'Hello {name',
};

const es: Catalogue = {
  ahead: '{callers, plural, one {Hay una persona} other {Hay {callers, number, feminine} personas}} antes.',
};

const said = (request: Pick<SpeakRequest, 'prompt' | 'language'>, values: Record<string, TypedValue> = {}): string =>
  toLine(speak({ 'zh-CN': zh, en, es }, { ...request, values, at: AT, zone: ZONE }));

describe('a prompt without placeholders', () => {
  const request = { prompt: 'welcome', language: 'en', values: {}, at: AT, zone: ZONE };

  test('is its text, with line breaks as spaces', () => {
    expect(said(request)).toBe("Hello, this is OKPay support. We'll be with you.");
  });

  test('is not torn where its lines were folded in the file', () => {
    const folded = '您好，\n这里是 OKPay\n客服热线。\n请稍\n候。\n';
    const request = { prompt: 'a', language: 'zh-CN', values: {}, at: AT, zone: ZONE };
    expect(toLine(speak({ 'zh-CN': { a: folded } }, request))).toBe('您好，这里是 OKPay 客服热线。请稍候。');
  });

  test('is the same frozen pieces each time', () => {
    const pieces = speak({ en }, request);
    expect(speak({ en }, { ...request, at: AT + 1 })).toBe(pieces);
    expect(Object.isFrozen(pieces)).toBe(true);
    expect(pieces.every((piece) => Object.isFrozen(piece))).toBe(true);
  });

  test('is not taken from another catalogue of the same names', () => {
    expect(toLine(speak({ en: { welcome: 'Hi.' } }, request))).toBe('Hi.');
    expect(toLine(speak({ en }, request))).toContain('Hello');
  });

  test('is a recording where it has one', () => {
    expect(speak({ 'zh-CN': zh }, { ...request, language: 'zh-CN', prompt: 'chime' })).toEqual([
      { type: 'audio', file: 'chime.mp3' },
    ]);
  });
});

describe('a prompt with placeholders', () => {
  test('says its values in the words of the language', () => {
    const amount: TypedValue = { type: 'money', value: { minor: 20_050, currency: 'CNY' } };
    const date: TypedValue = { type: 'date', value: '2026-02-24' };
    expect(said({ prompt: 'payment-settled', language: 'zh-CN' }, { amount, date })).toBe(
      '二月二十四日星期二的两百元五角，已支付成功。',
    );
    expect(said({ prompt: 'queue-place', language: 'zh-CN' }, { place: { type: 'ordinal', value: 3 } })).toBe(
      '您现在排在第三位。',
    );
    expect(said({ prompt: 'queue-wait', language: 'zh-CN' }, { wait: { type: 'duration', value: 310 } })).toBe(
      '大约等五分钟。',
    );
  });

  test('joins its words into one text, parted only by pauses', () => {
    const values = { reference: { type: 'digits', value: '123456' } } as const;
    expect(speak({ 'zh-CN': zh }, { prompt: 'reference-read', language: 'zh-CN', values, at: AT, zone: ZONE })).toEqual(
      [
        { type: 'text', text: '您输入的是幺二三' },
        { type: 'pause', ms: 350 },
        { type: 'text', text: '四五六。正确，请按1。' },
      ],
    );
  });

  test('reads the digit one as the request says', () => {
    const values = { reference: { type: 'digits', value: '111' } } as const;
    const request = {
      prompt: 'reference-read',
      language: 'zh-CN',
      values,
      at: AT,
      zone: ZONE,
      digitOne: 'yi',
    } as const;
    expect(toLine(speak({ 'zh-CN': zh }, request))).toBe('您输入的是一一一。正确，请按1。');
  });

  test.each([
    [0, '您有没有笔支付。'],
    [2, '您有两笔支付。'],
    [3, '您有三笔支付。'],
  ])('counts %i in Mandarin', (value, words) => {
    expect(said({ prompt: 'pending-payments', language: 'zh-CN' }, { payments: { type: 'count', value } })).toBe(words);
  });

  test.each([
    [0, 'You are next.'],
    [1, 'There is one caller ahead.'],
    [21, 'There are twenty-one callers ahead.'],
  ])('counts %i in English', (value, words) => {
    expect(said({ prompt: 'ahead', language: 'en' }, { callers: { type: 'count', value } })).toBe(words);
  });

  test.each([
    [1, 'Hay una persona antes.'],
    [21, 'Hay veintiuna personas antes.'],
  ])('counts %i persons in Spanish, where numbers have a gender', (value, words) => {
    expect(said({ prompt: 'ahead', language: 'es' }, { callers: { type: 'count', value } })).toBe(words);
  });

  test('takes the offset of a plural off what it prints, and not off its exact cases', () => {
    const guests = (value: number) => said({ prompt: 'others', language: 'en' }, { guests: { type: 'count', value } });
    expect([0, 1, 2, 3].map(guests)).toEqual(['Nobody.', 'You alone.', 'You and one other.', 'You and two others.']);
  });

  test('tells nothing apart from any other amount', () => {
    const fee = (minor: number) =>
      said({ prompt: 'fee', language: 'en' }, { fee: { type: 'money', value: { minor, currency: 'USD' } } });
    expect(fee(0)).toBe('For nothing.');
    expect(fee(100)).toBe('For one dollar, I say one dollar.');
  });

  test('tells places in a row apart by the rules of ordinals', () => {
    const place = (value: number) => said({ prompt: 'place', language: 'en' }, { place: { type: 'ordinal', value } });
    expect(place(1)).toBe('You are the first, almost there in line.');
    expect(place(3)).toBe('You are the third in line.');
  });

  test('selects by words with hyphens, and says hyphens as they stand', () => {
    const text = 'Well-known: {why, select, card-type-not-accepted {a card-type} other {-}} {a}-{b}';
    const why = (value: string) =>
      ({ why: { type: 'enum', value }, a: { type: 'text', value: 'A' }, b: { type: 'text', value: 'B' } }) as const;
    const sayIn = (value: string) =>
      speak({ en: { text } }, { prompt: 'text', language: 'en', at: 0, zone: 'UTC', values: why(value) });
    expect(sayIn('card-type-not-accepted')).toEqual([{ type: 'text', text: 'Well-known: a card-type A-B' }]);
    expect(sayIn('card-type')).toEqual([{ type: 'text', text: 'Well-known: - A-B' }]);
  });

  test('selects by a word and by yes or no, with another in reserve', () => {
    const state = (value: string, open: boolean) =>
      said(
        { prompt: 'state', language: 'en' },
        { state: { type: 'enum', value }, open: { type: 'boolean', value: open } },
      );
    expect(state('settled', true)).toBe('It went through.');
    expect(state('failed', true)).toBe('It is open.');
    expect(state('constructor', false)).toBe('It is closed.');
  });

  test('never reads text from outside as a message', () => {
    expect(said({ prompt: 'caller', language: 'en' }, { name: { type: 'text', value: "{name} '{' # \u0007" } })).toBe(
      "Hello {name} '{' # .",
    );
  });

  test('is no pieces at all where its only value is an empty text', () => {
    expect(said({ prompt: 'empty', language: 'en' }, { name: { type: 'text', value: '' } })).toBe('');
  });
});

describe('a prompt that cannot be spoken', () => {
  test.each<[PromptError['code'], string, string, Record<string, TypedValue>]>([
    ['unknown_language', 'fr', 'welcome', {}],
    ['unknown_language', 'constructor', 'welcome', {}],
    ['unknown_prompt', 'en', 'goodbye', {}],
    ['unknown_prompt', 'en', 'toString', {}],
    ['missing_value', 'en', 'caller', {}],
    ['missing_value', 'en', 'ahead', {}],
    ['bad_message', 'en', 'broken', { name: { type: 'text', value: 'Ann' } }],
    ['bad_value', 'en', 'ahead', { callers: { type: 'text', value: 'two' } }],
    ['bad_value', 'en', 'state', { state: { type: 'count', value: 2 } }],
    ['bad_value', 'en', 'caller', { name: { type: 'enum', value: 'settled' } }],
  ])('is a PromptError: %s', (code, language, prompt, values) => {
    const request = { prompt, language, values, at: AT, zone: ZONE };
    expect(() => speak({ en }, request)).toThrow(expect.objectContaining({ name: 'PromptError', code }));
  });
});

/** Spaces more than one, and at the end, are not spoken. */
const tidy = (text: string): string => text.replaceAll(/ +/g, ' ').trimEnd();

/** The reference implementation prints plain values; ours does where they are text, so the two can be held together. */
describe('messages of text, select and plural', () => {
  const word = fc.stringMatching(/^[a-z ,.!]{0,8}$/);
  const option: fc.Arbitrary<string> = fc.letrec<{ message: string; part: string }>((tie) => ({
    message: fc.array(tie('part'), { maxLength: 3, depthIdentifier: 'message' }).map((parts) => parts.join('')),
    part: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'message' },
      word,
      fc.constant("'{' it''s"),
      fc.constant('{name}'),
      fc.tuple(tie('message'), tie('message')).map(([one, other]) => `{state, select, a {${one}} other {${other}}}`),
      fc
        .tuple(tie('message'), tie('message'), tie('message'))
        .map(([exact, one, other]) => `{many, plural, =2 {${exact}} one {${one}} other {${other}}}`),
    ),
  })).message;

  test('say what the reference implementation of ICU says', () => {
    const texts = fc.tuple(option, fc.constantFrom('en', 'es', 'zh-CN'), fc.constantFrom('a', 'b'), fc.nat(5));
    fc.assert(
      fc.property(texts, ([text, language, state, many]) => {
        const values: Record<string, TypedValue> = {
          name: { type: 'text', value: 'Ann' },
          state: { type: 'enum', value: state },
          many: { type: 'count', value: many },
        };
        const ours = toLine(
          speak({ [language]: { it: text } }, { prompt: 'it', language, values, at: AT, zone: ZONE }),
        );
        const theirs = new IntlMessageFormat(text, language).format({ name: 'Ann', state, many });
        expect(tidy(ours)).toBe(tidy(String(theirs)));
      }),
      { numRuns: 500 },
    );
  });
});
