const SMALL = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES = [
  { unit: 1e15, name: 'quadrillion' },
  { unit: 1e12, name: 'trillion' },
  { unit: 1e9, name: 'billion' },
  { unit: 1e6, name: 'million' },
  { unit: 1e3, name: 'thousand' },
] as const;

/** The digits of a text one by one: "zero", never "oh". */
export const digitsEn = (digits: string): string => [...digits].map((digit) => SMALL[Number(digit)]).join(' ');

/** A whole number from 0 up to the largest safe integer, in American English: "one hundred twenty-eight". */
export function integerEn(number: number): string {
  if (number === 0) return 'zero';
  const words: string[] = [];
  let rest = number;
  for (const { unit, name } of SCALES) {
    if (rest >= unit) words.push(belowThousand(Math.floor(rest / unit)), name);
    rest %= unit;
  }
  if (rest > 0) words.push(belowThousand(rest));
  return words.join(' ');
}

function belowThousand(number: number): string {
  const hundreds = number >= 100 ? `${SMALL[Math.floor(number / 100)]} hundred` : '';
  const rest = number % 100;
  if (rest === 0) return hundreds;
  return hundreds === '' ? belowHundred(rest) : `${hundreds} ${belowHundred(rest)}`;
}

function belowHundred(number: number): string {
  const small = SMALL[number];
  if (small !== undefined) return small;
  const tens = TENS[Math.floor(number / 10)] ?? '';
  return number % 10 === 0 ? tens : `${tens}-${SMALL[number % 10]}`;
}

const IRREGULAR: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/** Which in a row: "twenty-fourth". */
export const ordinalEn = (position: number): string =>
  integerEn(position).replace(/[a-z]+$/, (last) => IRREGULAR[last] ?? `${last.replace(/y$/, 'ie')}th`);
