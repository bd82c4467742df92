import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/flow/compile/canonical-json.ts';

test('equal values are equal text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: 1, a: [{ d: 'x', c: null }] })).toBe('{"a":[{"c":null,"d":"x"}],"b":1}');
});

test('what is undefined is left out, and is null in a list', () => {
  expect(canonicalJson({ a: undefined, b: [undefined, true] })).toBe('{"b":[null,true]}');
});

test('the text is JSON of the same value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
