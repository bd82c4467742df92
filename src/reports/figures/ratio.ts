/** A figure; null where there is nothing to divide by: a share of nothing is not 0. */
export type Figure = number | null;

export const ratio = (part: number, whole: number): Figure => (whole > 0 ? part / whole : null);

/** Seconds for each of `count`, from their sum in milliseconds. */
export const meanSeconds = (totalMs: number, count: number): Figure => ratio(totalMs / 1000, count);
