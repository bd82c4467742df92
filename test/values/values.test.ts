import { describe, expect, test } from 'vitest';
import { isCallSid } from '../../src/values/call-sid.ts';
import { decimalsOf } from '../../src/values/money.ts';
import { isE164, maskNumber, showTail } from '../../src/values/phone-number.ts';
import { unreachable } from '../../src/values/unreachable.ts';

test.each([
  [`CA${'0'.repeat(32)}`, true],
  [`ca${'0'.repeat(32)}`, false],
  [`CA${'g'.repeat(32)}`, false],
  [`CA${'0'.repeat(33)}`, false],
  ['', false],
])('%s names a call: %s', (text, names) => {
  expect(isCallSid(text)).toBe(names);
});

test.each([
  ['+85291234567', true],
  ['+0123456789', false],
  ['85291234567', false],
  ['+1234567890123456', false],
  ['anonymous', false],
])('%s is a telephone number: %s', (text, is) => {
  expect(isE164(text)).toBe(is);
});

describe('a number that is shown', () => {
  test('keeps its country and its last two digits', () => {
    expect(maskNumber('+85291234567')).toBe('+852***67');
  });

  test('shows nothing where there is too little to hide behind', () => {
    expect(maskNumber('+85291')).toBe('***');
  });

  test.each([
    ['+442079460123', '+44••••••0123'],
    ['+85291234567', '+852••••4567'],
    ['+18005550199', '+1••••••0199'],
    ['+8613800138000', '+86•••••••8000'],
    ['+35312345', '+353••••5'],
    ['+1234567', '+1••••67'],
    ['', ''],
  ])('to those who look through calls, %s is %s', (number, shown) => {
    expect(showTail(number)).toBe(shown);
  });
});

test('currencies have their own number of decimals', () => {
  expect(['CNY', 'JPY', 'KWD'].map(decimalsOf)).toEqual([2, 0, 3]);
});

test('what the types rule out is told when it happens all the same', () => {
  expect(() => unreachable('something' as never)).toThrow('unreachable: "something"');
});
