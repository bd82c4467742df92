import type { CivilDate, WallTime } from './civil.ts';

/** The gender of the noun that a number stands before; only Spanish tells them apart. */
export type Gender = 'masculine' | 'feminine';

/** How the digit 1 is read in an identifier in Mandarin: `yao` (幺) cannot be taken for 七, `yi` (一) is the plain digit. */
export type DigitOne = 'yao' | 'yi';

/** A sum without its sign. */
export interface Amount {
  readonly whole: number;
  /** As many decimals as the currency has: `05` for five cents, empty for the yen. */
  readonly decimals: string;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** A decimal number without its sign, as it is written; `decimals` may be empty. */
export interface Decimal {
  readonly whole: number;
  readonly decimals: string;
}

/** A length of time in its two largest units, those that are 0 left out; never empty. */
export type Stretch = readonly { readonly unit: 'day' | 'hour' | 'minute' | 'second'; readonly count: number }[];

export interface SpokenDate extends CivilDate {
  /** False where the year goes without saying. */
  readonly withYear: boolean;
}

/** A moment by the day it lies on, seen from now, and its time. */
export interface SpokenInstant {
  readonly day: 'yesterday' | 'today' | 'tomorrow' | SpokenDate;
  readonly time: WallTime;
}

/** How one language puts values into words. Everything is spelled out: no result has a digit in it. */
export interface Wording {
  /** Put before a number below zero. */
  readonly minus: string;
  /** One group of an identifier, digit by digit. */
  digits(group: string, digitOne: DigitOne): string;
  /** How many, as said before a noun. Whole numbers from 0 up to the largest safe integer. */
  count(count: number, gender: Gender): string;
  /** Which in a row, from 1. */
  ordinal(position: number, gender: Gender): string;
  money(amount: Amount): string;
  date(date: SpokenDate): string;
  time(time: WallTime): string;
  instant(instant: SpokenInstant): string;
  duration(stretch: Stretch): string;
  /** A number that is already in hundredths. */
  percent(percent: Decimal): string;
  rate(rate: Decimal): string;
}
