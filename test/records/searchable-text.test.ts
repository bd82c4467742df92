import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFindable, toSearchable } from '../../src/records/searchable-text.ts';

test.each([
  ['Zoë O’Brien', 'ZOE\u0308 O’BRIEN', 'capitals, and marks that are put on'],
  ['Straße', 'STRASSE', 'a letter whose capital is two'],
  ['Οδός', 'ΟΔΌΣ', 'a letter that is another at the end of a word'],
  ['ＯＫＰａｙ', 'okpay', 'wide letters'],
  ['a\0b', 'a\uFFFDb', 'what no database can hold'],
])('%j and %j are one: %s', (one, other) => {
  expect(toSearchable(one)).toBe(toSearchable(other));
});

test('a text is in whatever it stands in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      expect(toSearchable(`${one} ${other}`)).toContain(toSearchable(one));
    }),
  );
});

test.each([
  ['abc', true],
  ['a1c', true],
  ['李', true],
  ['💳', true],
  ["o'b", true],
  ['%', true],
  ['ab', false],
  ['ab cd', false],
  [' ', false],
])('%j says enough: %s', (text, does) => {
  expect(isFindable(text)).toBe(does);
});
