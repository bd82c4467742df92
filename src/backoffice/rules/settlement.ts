import type { Calendar, IsoDate } from '../../hours/calendar.ts';
import { hoursOfDay } from '../../hours/day-hours.ts';
import { dateOf, MINUTE_MS, weekdayOf } from '../../hours/local-date.ts';
import { createZoneClock } from '../../hours/zone-clock.ts';

const FRIDAY = 5;

/** Working days that are added to a range which touches dates whose holidays nobody has entered yet. */
const ALLOWANCE_DAYS = 3;

interface SettlementDay {
  readonly settles: boolean;
  /** False where the calendar does not reach: then only weekends are known. */
  readonly known: boolean;
}

/** Whether banks of a region work on a day counted from 1970-01-01. Make-up days are worked, short days too. */
function settlementDay(calendar: Calendar, day: number): SettlementDay {
  const { layer, spans, covered } = hoursOfDay(calendar, day);
  const isWeekday = weekdayOf(day) <= FRIDAY;
  if (layer === 'make-up-day') return { settles: true, known: covered };
  return { settles: isWeekday && (layer === 'weekly' || spans.length > 0), known: covered };
}

/** Counts days that are worked in every one of some calendars, and remembers whether all of them were known. */
function createDayCounter(calendars: readonly Calendar[]) {
  let guessed = false;
  const settles = (day: number): boolean => {
    const each = calendars.map((calendar) => settlementDay(calendar, day));
    if (each.some(({ known }) => !known)) guessed = true;
    return each.every((one) => one.settles);
  };
  const firstFrom = (day: number): number => {
    let next = day;
    while (!settles(next)) next += 1;
    return next;
  };
  const after = (day: number, count: number): number => {
    let reached = day;
    for (let left = count; left > 0; left -= 1) reached = firstFrom(reached + 1);
    return reached;
  };
  return { settles, firstFrom, after, isGuessed: () => guessed };
}

/** The date on which so many working days of a region have gone by since a date; zero is the first working day from it. */
export function addWorkingDays(calendar: Calendar, day: number, count: number): number {
  const counter = createDayCounter([calendar]);
  return counter.after(counter.firstFrom(day), count);
}

/** A way that money takes. */
export interface Rail {
  /** Goes at once, at any hour of any day. */
  readonly instant: boolean;
  /** Minutes of the sender's day up to which it still goes out on it. */
  readonly cutOffMinute: number;
  /** Working days it takes, at least and at most. */
  readonly minDays: number;
  readonly maxDays: number;
}

export interface Journey {
  readonly rail: Rail;
  /** The sender's calendar first: its clock and its dates count. */
  readonly calendars: readonly [Calendar, ...Calendar[]];
  /** Epoch milliseconds. */
  readonly at: number;
}

/** When money goes out, and between which dates it arrives, both counted. */
export interface Arrival {
  readonly goesOut: IsoDate;
  readonly arrivesFrom: IsoDate;
  readonly arrivesTo: IsoDate;
  /** Whether it goes out on a later day than today. */
  readonly pastCutOff: boolean;
}

/**
 * Goes out at the next instant before the cut-off on a day that is worked in all calendars, and arrives after the rail's
 * working days, again of all calendars. Where one of them is not known so far ahead, its weekdays count and the range
 * gets longer.
 */
export function arrivalOf({ rail, calendars, at }: Journey): Arrival {
  const { day: today, timeMs } = createZoneClock(calendars[0].zone)(at);
  if (rail.instant) {
    return { goesOut: dateOf(today), arrivesFrom: dateOf(today), arrivesTo: dateOf(today), pastCutOff: false };
  }
  const counter = createDayCounter(calendars);
  const isInTime = timeMs < rail.cutOffMinute * MINUTE_MS;
  const out = counter.firstFrom(isInTime ? today : today + 1);
  const last = counter.after(out, rail.maxDays);
  const to = counter.isGuessed() ? counter.after(last, ALLOWANCE_DAYS) : last;
  return {
    goesOut: dateOf(out),
    arrivesFrom: dateOf(counter.after(out, rail.minDays)),
    arrivesTo: dateOf(to),
    pastCutOff: out !== today,
  };
}
