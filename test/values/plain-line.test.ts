import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainLine } from '../../src/values/plain-line.ts';

describe('text from outside, as one line', () => {
  test.each([
    ['Latin with its accents', 'José Ångström-Nuñez'],
    ['Chinese', '陳大文'],
    ['Arabic and Hebrew, which bring their direction with them', 'محمد علي · דוד לוי'],
    ['Devanagari, whose conjuncts need a joiner', 'क्\u200dषेत्र'],
    ['Persian, whose words need a non-joiner', 'علی\u200cرضا'],
    ['an emoji of several, with a joiner and a tone', '👩‍👩‍👧 👋🏽 ❤️'],
    ['markup, which whoever shows it escapes', '<b onclick="x()">Chan & Co.</b> {{name}} =1+1'],
  ])('keeps %s', (_what, text) => {
    expect(plainLine(text, 200)).toBe(text);
  });

  test.each([
    ['controls and line breaks', 'CHAN\u0000\r\n\tTAI\u001b[31m\u0085MAN', 'CHAN TAI [31m MAN'],
    [
      'marks that turn the direction of what follows',
      '\u202eCHAN\u202c \u2067TAI\u2069\u200f\u061c MAN',
      'CHAN TAI MAN',
    ],
    ['what nobody sees', '\ufeffCH\u00adAN\u200b\u2060 TAI\u{e0041}', 'CHAN TAI'],
    ['half of a character', 'CHAN \ud83d TAI\udc4b', 'CHAN TAI'],
    ['blanks of any width', '  CHAN\u3000\u00a0TAI\u2028MAN  ', 'CHAN TAI MAN'],
    ['everything, where there is nothing to see', ' \u200f\u200d\u0000\ufe0f\n', ''],
  ])('loses %s', (_what, text, left) => {
    expect(plainLine(text, 200)).toBe(left);
  });

  test('is composed, so that the same name is the same text', () => {
    expect(plainLine('Jose\u0301', 200)).toBe('José');
  });

  test('is cut between characters, and not behind a blank', () => {
    expect(plainLine('👋👋👋👋', 3)).toBe('👋👋👋');
    expect(plainLine('CHAN TAI MAN', 5)).toBe('CHAN');
  });

  test('stays as it is when it is taken again, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (text, longest) => {
        const line = plainLine(text, longest);
        expect(Array.from(line).length).toBeLessThanOrEqual(longest);
        expect(line).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
        expect(plainLine(line, longest)).toBe(line);
      }),
    );
  });
});
