const DIGITS = '零一二三四五六七八九';

/** The word for 2 before 百, 千, 万 and 亿 and for a bare 2: 两 where something is counted, 二 in plain numbers. */
export type Two = '两' | '二';

/** A numeral of Mandarin for a single digit; 1 is 一. */
export const digitZh = (digit: number): string => DIGITS.charAt(digit);

/** The digits of a text one by one, with 一. */
export const digitsZh = (digits: string): string => [...digits].map((digit) => digitZh(Number(digit))).join('');

/** A whole number from 0 up to the largest safe integer: 10010 is 一万零一十, 12 is 十二, 2000 is 两千 or 二千. */
export function integerZh(number: number, two: Two): string {
  if (number === 0) return '零';
  if (number === 2) return two;
  return inner(number, two).replace(/^一十/, '十');
}

/** As inside a longer number, where 10 is 一十. */
function inner(number: number, two: Two): string {
  if (number >= 1e8) return joined(number, { unit: 1e8, name: '亿', two });
  if (number >= 1e4) return joined(number, { unit: 1e4, name: '万', two });
  return belowTenThousand(number, two);
}

interface Join {
  readonly unit: number;
  readonly name: string;
  readonly two: Two;
}

function joined(number: number, { unit, name, two }: Join): string {
  const high = Math.floor(number / unit);
  const rest = number % unit;
  const head = (high === 2 ? two : inner(high, two)) + name;
  if (rest === 0) return head;
  return head + (rest < unit / 10 ? '零' : '') + inner(rest, two);
}

const PLACES = [
  { unit: 1000, name: '千' },
  { unit: 100, name: '百' },
  { unit: 10, name: '十' },
  { unit: 1, name: '' },
] as const;

function belowTenThousand(number: number, two: Two): string {
  let words = '';
  let gap = false;
  for (const { unit, name } of PLACES) {
    const digit = Math.floor(number / unit) % 10;
    if (digit === 0) {
      gap = words !== '';
      continue;
    }
    words += (gap ? '零' : '') + (digit === 2 && unit >= 100 ? two : digitZh(digit)) + name;
    gap = false;
  }
  return words;
}
