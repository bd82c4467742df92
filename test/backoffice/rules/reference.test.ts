import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isReference, referenceFor, toReference } from '../../../src/backoffice/rules/reference.ts';

const anyStem = fc.stringMatching(/^\d{10}$/);

describe('a reference', () => {
  // The check digit that Luhn's own example has, and one that is zero.
  test.each([
    ['7992739871', '79927398713'],
    ['0000000000', '00000000000'],
    ['1234567890', '12345678903'],
  ])('of %s is %s', (stem, reference) => expect(toReference(stem)).toBe(reference));

  test('checks, whatever its digits', () => {
    fc.assert(fc.property(anyStem, (stem) => isReference(toReference(stem))));
  });

  test('with any one digit wrong does not check', () => {
    fc.assert(
      fc.property(anyStem, fc.nat(10), fc.integer({ min: 1, max: 9 }), (stem, place, off) => {
        const reference = toReference(stem);
        const wrong = (Number(reference[place]) + off) % 10;
        expect(isReference(`${reference.slice(0, place)}${wrong}${reference.slice(place + 1)}`)).toBe(false);
      }),
    );
  });

  test('with two neighbours swapped does not check, unless they are 0 and 9 or alike', () => {
    fc.assert(
      fc.property(anyStem, fc.nat(9), (stem, place) => {
        const reference = toReference(stem);
        const [one = '', other = ''] = reference.slice(place, place + 2);
        fc.pre(one !== other && `${one}${other}` !== '09' && `${one}${other}` !== '90');
        expect(isReference(`${reference.slice(0, place)}${other}${one}${reference.slice(place + 2)}`)).toBe(false);
      }),
    );
  });

  test.each(['1234567890', '123456789012', '1234567890x', ''])('is not "%s"', (text) => {
    expect(isReference(text)).toBe(false);
    expect(() => toReference(`${text}0`)).toThrow(RangeError);
  });

  test('from a key is the same each time, begins as it is told, and differs for another key', () => {
    expect(referenceFor('CA1/2/0', '8')).toBe(referenceFor('CA1/2/0', '8'));
    const keys = Array.from({ length: 2000 }, (_, index) => referenceFor(`CA1/${index}/0`, '8'));
    expect(new Set(keys).size).toBe(2000);
    expect(keys.every((one) => one.startsWith('8') && isReference(one))).toBe(true);
  });
});
