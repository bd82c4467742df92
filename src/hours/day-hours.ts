import type { Calendar, Names, Source, Span, WeeklyHours } from './calendar.ts';
import { dateOf, weekdayOf } from './local-date.ts';

/** What a calendar says of one date. */
export interface DayHours {
  readonly layer: 'make-up-day' | 'holiday' | 'weekly';
  readonly spans: readonly Span[];
  readonly source: Source;
  /** The name of the holiday or make-up day; absent on an ordinary day. */
  readonly reason?: string;
  readonly names?: Names;
  /** ISO weekday whose ordinary hours hold: on a make-up day the one it is worked like. */
  readonly weekday: number;
  /** False on dates for which nobody has entered the holidays yet. */
  readonly covered: boolean;
}

const NO_SPANS: readonly Span[] = [];

/** The rule of a calendar that holds on a day counted from 1970-01-01: make-up days, then holidays, then the week. */
export function hoursOfDay(calendar: Calendar, day: number): DayHours {
  const date = dateOf(day);
  const weekday = weekdayOf(day);
  const { coverageFrom, coverageUntil, uncovered } = calendar;
  const covered = coverageFrom <= date && date <= coverageUntil && !uncovered.includes(date);

  const makeUp = calendar.makeUpDays[date];
  if (makeUp) {
    const { like, reason, names, source } = makeUp;
    const spans = spansOn(calendar.weekly, like);
    return { layer: 'make-up-day', spans, source, reason, names, weekday: like, covered };
  }
  const holiday = calendar.holidays[date];
  if (holiday) {
    const { spans, reason, names, source } = holiday;
    return { layer: 'holiday', spans, source, reason, names, weekday, covered };
  }
  const spans = spansOn(calendar.weekly, weekday);
  return { layer: 'weekly', spans, source: sourceOn(calendar.weekly, weekday), weekday, covered };
}

/** The spans of a week that begin on an ISO weekday. */
export const spansOn = (weekly: WeeklyHours, weekday: number): readonly Span[] =>
  weekly.days[weekday]?.spans ?? NO_SPANS;

/** Where the hours of a weekday stand; for a weekday that is not written, where the week stands. */
export const sourceOn = (weekly: WeeklyHours, weekday: number): Source => weekly.days[weekday]?.source ?? weekly.source;
