import type { Figure } from './figures/ratio.ts';

/**
 * Where the bands of waits end, seconds: a band holds what is longer than the bound before it and no longer than its own.
 * Whoever counts by them can be added up, and asked for any threshold that is a bound. They stand in the database as places of an
 * array: other bounds need a migration that counts everything anew.
 */
export const WAIT_BOUNDS = [
  2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 90, 105, 120, 150, 180, 210, 240, 300, 360, 420, 480, 540, 600, 750, 900,
  1200, 1800, 2700, 3600,
] as const;
export type WaitBound = (typeof WAIT_BOUNDS)[number];

/** Waits that can be added to others. */
export interface Waits {
  readonly totalMs: number;
  readonly longestMs: number;
  /** How many there were in each band; the last is of those beyond the last bound. */
  readonly byBand: readonly number[];
}

export const NO_WAITS: Waits = {
  totalMs: 0,
  longestMs: 0,
  byBand: [...WAIT_BOUNDS, Number.POSITIVE_INFINITY].map(() => 0),
};

/** Seconds as whole milliseconds, so that sums are exact in whatever order they are made. */
export const toMs = (seconds: number): number => Math.floor(seconds * 1000 + 0.5);

/** A single wait. */
export function oneWait(ms: number): Waits {
  const found = WAIT_BOUNDS.findIndex((bound) => ms <= bound * 1000);
  const band = found === -1 ? WAIT_BOUNDS.length : found;
  return { totalMs: ms, longestMs: ms, byBand: NO_WAITS.byBand.map((_, place) => (place === band ? 1 : 0)) };
}

export const addWaits = (one: Waits, other: Waits): Waits => ({
  totalMs: one.totalMs + other.totalMs,
  longestMs: Math.max(one.longestMs, other.longestMs),
  byBand: one.byBand.map((count, band) => count + (other.byBand[band] ?? 0)),
});

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** How many waited no longer than a bound. */
export const countWithin = ({ byBand }: Waits, bound: WaitBound): number =>
  sum(byBand.slice(0, WAIT_BOUNDS.indexOf(bound) + 1));

/**
 * The time within which the given share of waits was over, seconds: the upper bound of the band that holds the nearest
 * rank, and never more than the longest wait. So nobody of that share waited longer, and it is at most the width of a band
 * too long: 5 seconds up to 30, 10 up to a minute, 15 up to two, and about a fifth of the wait beyond.
 */
export function percentileSeconds({ byBand, longestMs }: Waits, share: number): Figure {
  const rank = Math.ceil(sum(byBand) * share);
  if (rank === 0) return null;
  let counted = 0;
  const band = byBand.findIndex((count) => {
    counted += count;
    return counted >= rank;
  });
  return Math.min(WAIT_BOUNDS[band] ?? Number.POSITIVE_INFINITY, longestMs / 1000);
}
