import { DAY_MS, dateOf, MINUTE_MS, weekdayOf } from '../hours/local-date.ts';
import { createZoneClock, firstInstantAt, type ZoneClock } from '../hours/zone-clock.ts';
import { ReportError } from './errors.ts';

/** What counts are kept by: nothing shorter can be asked for. */
export const HALF_HOUR_MS = 30 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

export const INTERVALS = ['half-hour', 'hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

/** From an instant on, before another; epoch milliseconds, both on a half-hour. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** More of them are no report. */
const MAX_STRETCHES = 1000;

/** The whole half-hours that a stretch of time touches. */
export const widened = ({ from, to }: Stretch): Stretch => ({
  from: Math.floor(from / HALF_HOUR_MS) * HALF_HOUR_MS,
  to: Math.ceil(to / HALF_HOUR_MS) * HALF_HOUR_MS,
});

/**
 * Cuts a stretch, widened to whole half-hours, where clocks of a zone show the beginning of another interval: days of 23
 * and 25 hours are one day, weeks begin on Monday. The first and the last may be parts.
 *
 * @throws {ReportError} `off-grid` for a zone whose days do not begin on a half-hour of UTC, `too-many-stretches`
 * @throws {RangeError} for an unknown zone
 */
export function cutByInterval(whole: Stretch, interval: Interval, zone: string): readonly Stretch[] {
  const { from, to } = widened(whole);
  const clock = createZoneClock(zone);
  const stretches: Stretch[] = [];
  for (let at = from; at < to; ) {
    const border = nextBorder(clock, at, interval);
    if (border % HALF_HOUR_MS !== 0)
      throw new ReportError('off-grid', `${interval}s of ${zone} begin off the half-hour`);
    if (stretches.length === MAX_STRETCHES) {
      throw new ReportError('too-many-stretches', `there are more than ${MAX_STRETCHES} ${interval}s in it`);
    }
    stretches.push({ from: at, to: Math.min(border, to) });
    at = border;
  }
  return stretches;
}

function nextBorder(clock: ZoneClock, at: number, interval: Interval): number {
  const { day, timeMs, steadyUntil } = clock(at);
  switch (interval) {
    case 'half-hour':
      return at + HALF_HOUR_MS;
    case 'hour':
      // An hour ends where clocks are put, also by half of one.
      return Math.min(at + HOUR_MS - (timeMs % HOUR_MS), steadyUntil);
    case 'day':
      return firstInstantAt(clock, { day: day + 1, timeMs: 0 });
    case 'week':
      return firstInstantAt(clock, { day: day + 8 - weekdayOf(day), timeMs: 0 });
    case 'month':
      return firstInstantAt(clock, { day: firstOfNextMonth(day), timeMs: 0 });
  }
}

function firstOfNextMonth(day: number): number {
  const [year = 0, month = 0] = dateOf(day).split('-').map(Number);
  return Date.UTC(year, month, 1) / DAY_MS;
}
