import type { Calendar, IsoDate } from '../../hours/calendar.ts';
import { dateOf, dayOf } from '../../hours/local-date.ts';
import { createZoneClock } from '../../hours/zone-clock.ts';

const HOUR_MS = 3_600_000;

/** The instant so many hours before another; epoch ms. */
export const hoursBefore = (at: number, hours: number): number => at - hours * HOUR_MS;

/** The day of an instant where a calendar counts, from 1970-01-01. */
export const localDayAt = (at: number, { zone }: Calendar): number => createZoneClock(zone)(at).day;

export const localYearAt = (at: number, calendar: Calendar): number =>
  Number(dateOf(localDayAt(at, calendar)).slice(0, 4));

/** The last date of the month that comes so many months after a day's own. */
export function endOfMonth(day: number, monthsAhead: number): IsoDate {
  const [year = 0, month = 0] = dateOf(day).split('-').map(Number);
  const months = year * 12 + (month - 1) + monthsAhead + 1;
  const first = `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`;
  const next = dayOf(first);
  if (next === undefined) throw new RangeError(`${first} is no date`);
  return dateOf(next - 1);
}
