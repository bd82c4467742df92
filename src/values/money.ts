/** An amount of money in the minor units of its currency, so that no sum is ever rounded by a float. */
export interface Money {
  /** Whole minor units: 12345 is 123.45 of a currency with two decimals and 12345 of the yen. */
  readonly minor: number;
  /** ISO 4217 code, as `CNY`. */
  readonly currency: string;
}

const DECIMALS: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  CLP: 0,
  VND: 0,
  KWD: 3,
  BHD: 3,
  OMR: 3,
  JOD: 3,
  TND: 3,
};

/** Decimal places of a currency by ISO 4217; 2 where it names no other. */
export const decimalsOf = (currency: string): number => DECIMALS[currency] ?? 2;
