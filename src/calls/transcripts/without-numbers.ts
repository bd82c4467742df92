import { NUMBER_WORDS, type NumberWord } from './number-words.ts';

/** Stands where a number was. */
const LEFT_OUT = '[number]';

/** Digits of a number that is left out: a PIN has four, a code six, a card sixteen. */
const LONG = 4;
/** So many digits left out may have been a card's: the code on its back has three, and is said beside it. */
const OF_CARD = 12;
const BESIDE_CARD = 3;

/**
 * A transcript without its numbers: a caller may say a card, a code or a PIN, and the record holds none. Four digits in
 * a row are left out, in figures or in words, with whatever blanks and marks between; three as well where twelve or more
 * have gone. So telephone numbers, years and amounts from a thousand on are left out too: they are in the recording. A
 * check digit decides nothing, for recognition may have misheard one. A colon parts numbers: times of the day stay.
 */
export function withoutNumbers(text: string): string {
  const numbers = numbersIn(text);
  const long = numbers.filter(({ digits }) => digits >= LONG);
  const mayBeCard = long.reduce((sum, { digits }) => sum + digits, 0) >= OF_CARD;
  let written = '';
  let from = 0;
  for (const { start, end } of mayBeCard ? numbers.filter(({ digits }) => digits >= BESIDE_CARD) : long) {
    written += text.slice(from, start) + LEFT_OUT;
    from = end;
  }
  return written + text.slice(from);
}

/** Where in a text a number stands, and how many digits it has. */
interface SpokenNumber {
  readonly start: number;
  readonly end: number;
  readonly digits: number;
}

/** A number as far as it is read, and what its last word makes of the next. */
interface Reading extends SpokenNumber {
  readonly last?: 'tens' | 'twice' | 'thrice';
}

/** Figures, Chinese characters one by one, other words, and what ends a number. */
const TOKEN = /\p{Nd}+|\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}])+|:/gu;

function numbersIn(text: string): readonly SpokenNumber[] {
  const found: SpokenNumber[] = [];
  let reading: Reading | undefined;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const next = withToken(reading, token, index);
    if (reading && !next) found.push(reading);
    reading = next;
  }
  return reading ? [...found, reading] : found;
}

/** Nothing where the token is no part of a number. */
function withToken(reading: Reading | undefined, token: string, at: number): Reading | undefined {
  const grown = (digits: number, last?: Reading['last']): Reading => ({
    start: reading?.start ?? at,
    end: at + token.length,
    digits: (reading?.digits ?? 0) + digits,
    ...(last ? { last } : {}),
  });
  if (/^\p{Nd}/u.test(token)) return grown(token.length * timesOf(reading));
  switch (kindOf(token)) {
    case 'digit':
      return grown(reading?.last === 'tens' ? 0 : timesOf(reading));
    case 'letter':
      return reading && grown(timesOf(reading));
    case 'pair':
      return grown(2);
    case 'tens':
      return grown(2, 'tens');
    case 'and':
      return reading?.last === 'tens' ? reading : undefined;
    case 'twice':
      return grown(0, 'twice');
    case 'thrice':
      return grown(0, 'thrice');
    case 'pause':
      return reading;
    default:
      return undefined;
  }
}

/** How often the next digit is meant. */
const timesOf = (reading: Reading | undefined): number =>
  reading?.last === 'twice' ? 2 : reading?.last === 'thrice' ? 3 : 1;

const kindOf = (word: string): NumberWord | undefined =>
  NUMBER_WORDS.get(word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase());
