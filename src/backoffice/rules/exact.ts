/** A fraction of whole numbers, so that nothing is rounded before the end. The denominator is more than zero. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A whole number as a fraction. */
export const whole = (count: number | bigint): Fraction => ({ numerator: BigInt(count), denominator: 1n });

export const plus = (one: Fraction, other: Fraction): Fraction => ({
  numerator: one.numerator * other.denominator + other.numerator * one.denominator,
  denominator: one.denominator * other.denominator,
});

export const times = (one: Fraction, other: Fraction): Fraction => ({
  numerator: one.numerator * other.numerator,
  denominator: one.denominator * other.denominator,
});

/** @throws {RangeError} for a divisor that is not more than zero */
export function over(one: Fraction, divisor: Fraction): Fraction {
  if (divisor.numerator <= 0n) throw new RangeError('only what is more than zero divides');
  return { numerator: one.numerator * divisor.denominator, denominator: one.denominator * divisor.numerator };
}

/** The smaller and the larger of two. */
export const least = (one: Fraction, other: Fraction): Fraction => (isLess(other, one) ? other : one);
export const most = (one: Fraction, other: Fraction): Fraction => (isLess(one, other) ? other : one);

const isLess = (one: Fraction, other: Fraction): boolean =>
  one.numerator * other.denominator < other.numerator * one.denominator;

/** The nearest whole number; of two that are as near, the even one. */
export function halfEven({ numerator, denominator }: Fraction): bigint {
  let quotient = numerator / denominator;
  let rest = numerator % denominator;
  if (rest < 0n) {
    quotient -= 1n;
    rest += denominator;
  }
  const twice = rest * 2n;
  if (twice < denominator || (twice === denominator && quotient % 2n === 0n)) return quotient;
  return quotient + 1n;
}

/**
 * A decimal number as a fraction: `7.1234`.
 *
 * @throws {RangeError} for text that is none
 */
export function readDecimal(text: string): Fraction {
  const [, digits, decimals = ''] = /^(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (digits === undefined) throw new RangeError(`${text} is no decimal number`);
  return { numerator: BigInt(digits + decimals), denominator: 10n ** BigInt(decimals.length) };
}

/** A fraction with so many decimals, rounded half-even and without zeros at the end: `7.1234`. */
export function toDecimal(fraction: Fraction, decimals: number): string {
  const scaled = halfEven(times(fraction, whole(10n ** BigInt(decimals)))).toString();
  const digits = scaled.padStart(decimals + 1, '0');
  const places = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const front = digits.slice(0, digits.length - decimals);
  return places === '' ? front : `${front}.${places}`;
}
