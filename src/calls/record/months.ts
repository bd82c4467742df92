/** A month in UTC, by its first day: `2026-11-01`. They compare as texts. */
export type Month = string;

/** The month of an instant, epoch milliseconds. */
export const monthOf = (at: number): Month => `${new Date(at).toISOString().slice(0, 7)}-01`;

/** The month so many months later; a negative number gives an earlier one. */
export function monthAfter(month: Month, months = 1): Month {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return monthOf(Date.UTC(year, number - 1 + months));
}
