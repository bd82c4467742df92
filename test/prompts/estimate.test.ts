import { describe, expect, test } from 'vitest';
import { estimateSeconds, secondsOf, speechRateOf } from '../../src/prompts/estimate.ts';

describe('the estimated length of a prompt', () => {
  test('is its characters in Mandarin, without punctuation', () => {
    expect(estimateSeconds('没有听到您的选择。', { language: 'zh-CN', types: {} })).toBeCloseTo(8 / 4.5);
  });

  test('counts a Latin word within Mandarin as two characters, and a digit as one', () => {
    expect(estimateSeconds('OKPay 请按1。', { language: 'zh-CN', types: {} })).toBeCloseTo(5 / 4.5);
  });

  test('is its words in English and Spanish', () => {
    expect(estimateSeconds("Hello, we'll be with you.", { language: 'en', types: {} })).toBeCloseTo(5 / 2.6);
    expect(estimateSeconds('Oprima 1 si está de acuerdo.', { language: 'es', types: {} })).toBeCloseTo(6 / 2.5);
  });

  test('takes values of usual length, by type', () => {
    const money = estimateSeconds('{x}', { language: 'en', types: { x: 'money' } });
    expect(money).toBeCloseTo(7 / 2.6); // one hundred twenty-eight dollars and fifty cents
    expect(estimateSeconds('{x}', { language: 'en', types: {} })).toBeCloseTo(3 / 2.6);
    expect(estimateSeconds('{x}', { language: 'en', types: { x: 'enum' } })).toBe(0);
  });

  test('counts the pauses between the groups of an identifier', () => {
    expect(estimateSeconds('{x}', { language: 'zh-CN', types: { x: 'digits' } })).toBeCloseTo(11 / 4.5 + 0.7);
  });

  test('is that of the longest case', () => {
    const text = '{n, plural, one {a} other {# of many}} {s, select, x {one two three} other {one}}';
    expect(estimateSeconds(text, { language: 'en', types: { n: 'count', s: 'enum' } })).toBeCloseTo(6 / 2.6);
  });

  test('follows the rate it is given', () => {
    const rate = { unit: 'words', perSecond: 2 } as const;
    expect(estimateSeconds('one two', { language: 'en', types: {}, rate })).toBe(1);
  });

  test('is nothing for a recording and for a text that cannot be read', () => {
    expect(estimateSeconds({ audio: 'long.mp3' }, { language: 'en', types: {} })).toBe(0);
    expect(estimateSeconds('Hello {', { language: 'en', types: {} })).toBe(0);
  });

  test.each(['money', 'date', 'time', 'instant', 'duration', 'percent', 'rate', 'count', 'ordinal', 'digits'] as const)(
    'is between a fifth of a second and seven for a %s in every language',
    (type) => {
      for (const language of ['zh-CN', 'en', 'es']) {
        const seconds = estimateSeconds('{x}', { language, types: { x: type } });
        expect(seconds).toBeGreaterThan(0.2);
        expect(seconds).toBeLessThan(7);
      }
    },
  );
});

test('what is spoken is measured without its recordings', () => {
  const pieces = [
    { type: 'audio', file: 'x.mp3' },
    { type: 'text', text: 'one two' },
    { type: 'pause', ms: 500 },
  ] as const;
  expect(secondsOf(pieces, { unit: 'words', perSecond: 2 })).toBe(1.5);
});

test('a language we do not know is as fast as English', () => {
  expect(speechRateOf('fr')).toEqual(speechRateOf('en'));
  expect(speechRateOf('es-MX')).toEqual(speechRateOf('es'));
});
