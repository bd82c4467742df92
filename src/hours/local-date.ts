import type { IsoDate } from './calendar.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

/** Days from 1970-01-01 to the date, or undefined where there is no such date: `2027-02-29`, `2026-2-1`. */
export function dayOf(date: IsoDate): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) return undefined;
  const day = ms / DAY_MS;
  return dateOf(day) === date ? day : undefined;
}

/** The date that many days after 1970-01-01; years 0 to 9999. */
export const dateOf = (day: number): IsoDate => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** ISO weekday of a day counted from 1970-01-01: 1 for Monday to 7 for Sunday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;
