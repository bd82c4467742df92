import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withoutNumbers } from '../../../src/calls/transcripts/without-numbers.ts';

describe('a transcript keeps nothing of', () => {
  test.each([
    ['a card', 'my card is 4539148803436467 thank you', 'my card is [number] thank you'],
    ['a card in groups', 'it is 4539 1488-0343.6467, thanks', 'it is [number], thanks'],
    ['a card that was misheard', 'it is 4539 1488 0343 6468', 'it is [number]'],
    [
      'a card in groups that are told apart',
      'first 4539 then 1488 then 0343 and last 6467',
      'first [number] then [number] then [number] and last [number]',
    ],
    [
      'what stands on a card besides',
      'Card 4539 1488 0343 6467, valid to 04/27, security code 123, in 15 minutes.',
      'Card [number], valid to [number], security code [number], in 15 minutes.',
    ],
    ['a code', 'the code you sent me is 271828', 'the code you sent me is [number]'],
    ['a PIN', 'my pin is 3141 okay', 'my pin is [number] okay'],
    ['a telephone number', 'call +852 9123 4567 please', 'call +[number] please'],
    ['a code in words', 'it is two seven one eight two eight', 'it is [number]'],
    ['words that are capitals', 'It is Two-Seven-One-Eight.', 'It is [number].'],
    ['a code with zeros that are letters', 'code oh seven o o nine', 'code oh [number]'],
    ['a code in pairs', 'it is twenty-seven eighteen twenty eight', 'it is [number]'],
    ['a code in hundreds', 'one hundred twenty-three, four hundred fifty-six', '[number]'],
    ['digits that are doubled', 'seven double one triple two', '[number]'],
    ['a code with a pause', 'it is 27 um 18 uh 28 bye', 'it is [number] bye'],
    ['figures and words together', 'four 5 three 9', '[number]'],
    ['a code in Spanish', 'el código es dos siete uno ocho treinta y dos ya', 'el código es [number] ya'],
    ['Spanish with its accents', 'veintidós veintitrés', '[number]'],
    ['a code in Chinese', '我的验证码是二七幺八二八，谢谢', '我的验证码是[number]，谢谢'],
    ['figures of full width, and of other scripts', '代码２７１８２８ رقم ٣١٤١٥٩', '代码[number] رقم [number]'],
  ])('%s', (_what, text, left) => {
    expect(withoutNumbers(text)).toBe(left);
  });
});

describe('a transcript keeps', () => {
  test.each([
    'I have been waiting for three days and two of us called',
    'call me at 10:30 or at 16:45',
    'between 10 and 12 on the 23rd of November',
    'I paid 120 dollars for two tickets, order A1B2',
    'oh, one more thing: double check it, twenty times if need be',
    'one of the 3 payments, and one more',
    '我等了三个多小时，一共打了两次',
    'llamé dos o tres veces, uno y otro día',
    '',
  ])('%s', (text) => {
    expect(withoutNumbers(text)).toBe(text);
  });
});

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'] as const;
const HAN = '零一二三四五六七八九';

/** A secret number, and somebody's way to say it. */
const anySecret = fc
  .record({
    digits: fc.array(fc.nat(9), { minLength: 4, maxLength: 19 }),
    say: fc.constantFrom(
      (digit: number) => String(digit),
      (digit: number) => DIGITS[digit] ?? '',
      (digit: number) => HAN[digit] ?? '',
    ),
    gap: fc.constantFrom(' ', '-', ', ', '. ', ' um ', '  '),
  })
  .map(({ digits, say, gap }) => digits.map(say).join(gap));

const anySentence = fc.array(fc.constantFrom('hello', 'please', 'card', '你好', 'código', '!', '<b>', '"'), {
  maxLength: 4,
});

test('of four digits and more, however they are said, no two are left', () => {
  fc.assert(
    fc.property(anySentence, anySecret, anySentence, (before, secret, after) => {
      const text = [...before, secret, ...after].join(' ');
      expect(withoutNumbers(text)).toBe([...before, '[number]', ...after].join(' '));
    }),
  );
});

test('a text without its numbers stays as it is when it is taken again', () => {
  const word = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom(...DIGITS, 'double', 'twenty', 'y', '4', ':'));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 30 }), (words) => {
      const once = withoutNumbers(words.join(' '));
      expect(withoutNumbers(once)).toBe(once);
    }),
  );
});
