import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayBeUsed, placeholdersOf } from '../../src/prompts/placeholders.ts';

describe('what a prompt needs', () => {
  test('is nothing for plain words and for a recording', () => {
    expect(placeholdersOf('Hello. It is 5 < 6, <b>bold</b>.')).toEqual({ placeholders: [], faults: [] });
    expect(placeholdersOf({ audio: 'hello.mp3' })).toEqual({ placeholders: [], faults: [] });
  });

  test('is each variable once, with all its uses, from every case', () => {
    const text =
      '{name} {payments, plural, =0 {none} one {{name}} other {# of {total}}} {place, selectordinal, few {#} other {}} ' +
      '{state, select, settled {x} other {{state, select, failed {{payments}} other {y}}}}';
    expect(placeholdersOf(text)).toEqual({
      faults: [],
      placeholders: [
        { name: 'name', uses: [{ type: 'printed' }] },
        { name: 'payments', uses: [{ type: 'plural', keys: ['=0', 'one', 'other'] }, { type: 'printed' }] },
        { name: 'total', uses: [{ type: 'printed' }] },
        { name: 'place', uses: [{ type: 'selectordinal', keys: ['few', 'other'] }] },
        { name: 'state', uses: [{ type: 'select', keys: ['settled', 'other', 'failed'] }] },
      ],
    });
  });

  test('may give the gender of the noun that a number stands before', () => {
    const { placeholders, faults } = placeholdersOf('{n, number, feminine} {m, number, masculine}');
    expect(faults).toEqual([]);
    expect(placeholders.map(({ name }) => name)).toEqual(['n', 'm']);
  });
});

describe('a text that cannot be read', () => {
  test.each([
    ['icu-syntax', 6, 'A brace is opened and not closed.', 'Hello {name'],
    ['icu-syntax', 6, 'A placeholder has no name.', 'Hello {}'],
    ['icu-syntax', 0, 'A placeholder is more than a name.', '{first name}'],
    ['icu-syntax', 4, 'A placeholder has a format that does not exist.', '{x, words}'],
    ['icu-syntax', 29, 'A plural or select has one case twice.', '{n, plural, offset:1 one {a} one {b} other {c}}'],
    ['icu-syntax', 12, 'A plural or select is not written as cases.', '{x, select, }'],
    ['icu-syntax', 19, 'The offset of a plural is not a number.', '{n, plural, offset:x one {a} other {b}}'],
    ['icu-syntax', 0, '`Name` is not the name of a variable.', '{Name}'],
    ['icu-syntax', 2, '`payment_amount` is not the name of a variable.', 'a {payment_amount}'],
    ['icu-syntax', 12, 'The text is not ICU MessageFormat.', '{n, number, }'],
    ['icu-other', 19, 'A plural or select does not say what is spoken in all other cases.', '{n, plural, one {a}}!'],
    ['icu-other', 22, 'A plural or select does not say what is spoken in all other cases.', '{x, select, yes {open}}'],
    ['icu-unsupported', 3, '`day` is given a format of its own.', 'On {day, date, short}'],
    ['icu-unsupported', 0, '`at` is given a format of its own.', '{at, time}'],
    ['icu-unsupported', 0, '`n` is given a format of its own.', '{n, number}'],
    ['icu-unsupported', 0, '`n` is given a format of its own.', '{n, number, ::compact-short}'],
  ])('is told as %s at %i: %s', (rule, offset, message, text) => {
    const { placeholders, faults } = placeholdersOf(text);
    expect(placeholders).toEqual([]);
    expect(faults).toEqual([{ rule, offset, message, fix: expect.stringMatching(/^[A-Z].*\.$/) }]);
  });

  test('has all its faults told that are not of its syntax', () => {
    const { faults } = placeholdersOf('{A} {n, plural, other {{B} {day, date}}}');
    expect(faults.map(({ offset }) => offset)).toEqual([0, 23, 27]);
  });

  test('is a fault and no crash when it is nested without end', () => {
    const { faults } = placeholdersOf('{x, select, other {'.repeat(20_000));
    expect(faults.map(({ rule }) => rule)).toEqual(['icu-syntax']);
  });

  test('never throws, whatever it says', () => {
    const icu = fc
      .array(fc.constantFrom('{', '}', "'", '#', 'x', ', plural,', ' select', ' other', '=1', '::', ' '))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(icu, fc.string()), (text) => {
        const { placeholders, faults } = placeholdersOf(text);
        expect(faults.length === 0 || placeholders.length === 0).toBe(true);
      }),
    );
  });
});

test('cases are told apart by closed sets, plurals by counts, and what is never spoken is not printed', () => {
  const printed = { type: 'printed' } as const;
  const cases = (type: 'plural' | 'selectordinal' | 'select', ...keys: readonly string[]) => ({ type, keys });
  expect(mayBeUsed(printed, 'money')).toBe(true);
  expect(mayBeUsed(printed, 'enum')).toBe(false);
  expect(mayBeUsed(printed, 'boolean')).toBe(false);
  expect(mayBeUsed(cases('plural', 'one', 'other'), 'count')).toBe(true);
  expect(mayBeUsed(cases('plural', 'one', 'other'), 'money')).toBe(false);
  expect(mayBeUsed(cases('plural', '=1', 'other'), 'money')).toBe(false);
  expect(mayBeUsed(cases('plural', '=0', 'other'), 'money')).toBe(true);
  expect(mayBeUsed(cases('plural', '=0', 'other'), 'digits')).toBe(false);
  expect(mayBeUsed(cases('selectordinal', 'other'), 'ordinal')).toBe(true);
  expect(mayBeUsed(cases('selectordinal', 'other'), 'count')).toBe(true);
  expect(mayBeUsed(cases('selectordinal', 'other'), 'money')).toBe(false);
  expect(mayBeUsed(cases('selectordinal', 'other'), 'digits')).toBe(false);
  expect(mayBeUsed(cases('select', 'other'), 'enum')).toBe(true);
  expect(mayBeUsed(cases('select', 'other'), 'boolean')).toBe(true);
  expect(mayBeUsed(cases('select', 'other'), 'text')).toBe(false);
});
