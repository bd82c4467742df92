import type { Calendar, IsoDate } from '../../hours/calendar.ts';
import { hoursOfDay } from '../../hours/day-hours.ts';
import { dateOf, MINUTE_MS } from '../../hours/local-date.ts';
import { createZoneClock } from '../../hours/zone-clock.ts';
import { addWorkingDays } from './settlement.ts';

/** How long a final answer may take: days of the calendar, or days that are worked in the region. */
type Deadline = { readonly calendarDays: number } | { readonly workingDays: number };

/**
 * By region. China: CBIRC order 2020/3, 15 days. Brazil: 7 days. Nigeria: CBN, 14 days for what concerns an account. All
 * others 15 working days, which is what DISP 1.6.2A and PSD2 article 101 ask for.
 */
const DEADLINES: Readonly<Record<string, Deadline>> = {
  cn: { calendarDays: 15 },
  br: { calendarDays: 7 },
  ng: { calendarDays: 14 },
};
const ORDINARY: Deadline = { workingDays: 15 };

/**
 * The date by which a complaint that came in at an instant is answered. Days of the calendar count from the day it came;
 * working days from the day on which it counts as received: the next one, where it came after closing time or on a day
 * off (DISP 1.5).
 */
export function answerBy(region: string, calendar: Calendar, at: number): IsoDate {
  const deadline = DEADLINES[region] ?? ORDINARY;
  if ('calendarDays' in deadline) return dateOf(createZoneClock(calendar.zone)(at).day + deadline.calendarDays);
  return dateOf(addWorkingDays(calendar, receivedOn(calendar, at), deadline.workingDays));
}

/** The working day, counted from 1970-01-01, on which what came in at an instant counts as received. */
export function receivedOn(calendar: Calendar, at: number): number {
  const { day, timeMs } = createZoneClock(calendar.zone)(at);
  const closes = hoursOfDay(calendar, day).spans.at(-1)?.to ?? 0;
  return addWorkingDays(calendar, timeMs < closes * MINUTE_MS ? day : day + 1, 0);
}
