import { decimalsOf, type Money } from '../../values/money.ts';
import { type Fraction, halfEven, least, most, over, plus, readDecimal, times, toDecimal, whole } from './exact.ts';

/** What sending costs, in minor units of the currency that is sent. `bps` are hundredths of a percent. */
export interface FeeSchedule {
  readonly fixed: number;
  readonly bps: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The fee for an amount: `fixed + amount · bps / 10⁴`, at least `min` and at most `max`, less what a promotion takes off,
 * and never below nothing. Rounded half-even to minor units at the end.
 */
export function feeFor(amount: Money, { fixed, bps, min, max }: FeeSchedule, promoMinor = 0): Money {
  const share = over(times(whole(amount.minor), whole(bps)), whole(10_000));
  const within = least(most(plus(whole(fixed), share), whole(min)), whole(max));
  const left = most(plus(within, whole(-promoMinor)), whole(0));
  return { minor: Number(halfEven(left)), currency: amount.currency };
}

/** What an amount is in another currency, at a rate of whole units; rounded half-even to its minor units. */
export function convert({ minor, currency }: Money, rate: string, to: string): Money {
  const scale = over(whole(10n ** BigInt(decimalsOf(to))), whole(10n ** BigInt(decimalsOf(currency))));
  const received = times(times(whole(minor), readDecimal(rate)), scale);
  return { minor: Number(halfEven(received)), currency: to };
}

/** Significant digits of a rate that is told. */
const RATE_DIGITS = 5;
const RATE_MAX_DECIMALS = 12;

/**
 * The rate between two currencies, from what one US dollar is worth in each, less a margin in hundredths of a percent.
 * The margin is none between one currency and itself.
 */
export function rateBetween(from: string, to: string, { perDollar, marginBps }: RateTable): string | undefined {
  const [bought, sold] = [perDollar[from], perDollar[to]];
  if (bought === undefined || sold === undefined) return undefined;
  if (from === to) return '1';
  const middle = over(readDecimal(sold), readDecimal(bought));
  const rate = over(times(middle, whole(10_000 - marginBps)), whole(10_000));
  return toDecimal(rate, decimalsFor(rate));
}

/** Mid rates: how much of each currency one US dollar buys. */
export interface RateTable {
  readonly perDollar: Readonly<Record<string, string>>;
  readonly marginBps: number;
}

function decimalsFor({ numerator, denominator }: Fraction): number {
  const integer = numerator / denominator;
  if (integer > 0n) return Math.max(0, RATE_DIGITS - integer.toString().length);
  let zeros = 0;
  while (zeros < RATE_MAX_DECIMALS && numerator * 10n ** BigInt(zeros + 1) < denominator) zeros += 1;
  return Math.min(RATE_MAX_DECIMALS, zeros + RATE_DIGITS);
}
