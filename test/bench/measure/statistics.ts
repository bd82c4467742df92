/** The value below which `share` (0…1) of the values lie, between two values in proportion. Throws on no values. */
export function quantile(values: readonly number[] | Float64Array, share: number): number {
  const sorted = Float64Array.from(values).sort();
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) {
    throw new Error('A quantile of no values was asked for.');
  }
  return below + (above - below) * (position - Math.floor(position));
}

/** The middle value. Throws on no values. */
export function median(values: readonly number[] | Float64Array): number {
  return quantile(values, 0.5);
}

/** How values are spread: least, tenth, quarter, middle, three quarters and greatest. */
export interface Spread {
  readonly min: number;
  readonly p10: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly max: number;
}

/** The spread of at least one value. */
export function spreadOf(values: readonly number[]): Spread {
  return {
    min: quantile(values, 0),
    p10: quantile(values, 0.1),
    p25: quantile(values, 0.25),
    median: median(values),
    p75: quantile(values, 0.75),
    max: quantile(values, 1),
  };
}
