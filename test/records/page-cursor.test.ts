import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCursor, toCursor } from '../../src/records/page-cursor.ts';
import { callSid } from '../support/journal-entries.ts';

test('where a page begins is read back as it was', () => {
  fc.assert(
    fc.property(fc.nat({ max: 8.64e15 }), fc.nat(), (startedAt, number) => {
      const start = { startedAt, sid: callSid(number) };
      expect(readCursor(toCursor(start))).toEqual(start);
    }),
  );
});

test('stands in an address as it is', () => {
  const cursor = toCursor({ startedAt: Date.UTC(2026, 10, 23), sid: callSid(7) });
  expect(encodeURIComponent(cursor)).toBe(cursor);
});

test.each([
  ['', 'nothing'],
  ['2', 'a page number'],
  [`p2-mi2qb7k0-${callSid(7)}`, 'another version'],
  [`p1-mi2qb7k0-${callSid(7)}-x`, 'one with more behind it'],
  ['p1-mi2qb7k0-CA12', 'one that was cut'],
  [`p1--${callSid(7)}`, 'one without an instant'],
  [`p1-zzzzzzzzzzz-${callSid(7)}`, 'an instant that no calendar has'],
  [`p1-__proto__-${callSid(7)}`, 'something else'],
])('"%s" is none: %s', (text) => {
  expect(readCursor(text)).toBeUndefined();
});

test('no text at all is a trouble', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readCursor(text)).toBeUndefined();
    }),
  );
});
