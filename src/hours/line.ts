import type { Calendar, Closure, Override, WeeklyHours } from './calendar.ts';
import { type DayHours, hoursOfDay } from './day-hours.ts';
import { MINUTE_MS } from './local-date.ts';
import { byCalendar, byClosure, byOverride, nextBorderMinute, type Verdict } from './verdict.ts';
import { createZoneClock, type ZoneClock } from './zone-clock.ts';

/** Whose hours are asked for, and what decides on them. */
export interface Line {
  readonly calendar: Calendar;
  /** The queue asked for. Its own weekly hours, if it has any, are cut with the region's; without one it is the region. */
  readonly queue?: { readonly id: string; readonly weekly?: WeeklyHours };
  /** All there are; those for other regions and queues are passed over. */
  readonly closures: readonly Closure[];
  readonly overrides: readonly Override[];
}

/** A stretch of time in which one verdict holds. Epoch milliseconds; `until` is not in it. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly verdict: Verdict;
}

/** Reads the hours of one line in the order of time. */
export interface LineReader {
  /** The clocks of the region. */
  readonly clock: ZoneClock;
  /**
   * The verdicts on the line in their order, without a gap, from one instant up to another. Two in a row may be alike:
   * a stretch ends where another verdict could begin.
   */
  readonly stretches: (from: number, until: number) => Generator<Stretch, void>;
}

export function createLineReader(line: Line): LineReader {
  const { calendar, queue } = line;
  const clock = createZoneClock(calendar.zone);
  const hoursOf = rememberDays(calendar);
  const closures = line.closures.filter((closure) => concerns(closure, line)).sort(byStrength);
  const overrides = line.overrides
    .filter((override) => concerns(override, line))
    .sort((a, b) => byStrength(a, b) || byCaution(a, b));

  function stretchAt(at: number): Stretch {
    const { day, timeMs, steadyUntil } = clock(at);
    const moment = { minute: timeMs / MINUTE_MS, today: hoursOf(day), yesterday: hoursOf(day - 1) };
    const holds = ({ from, until }: Closure) => from <= at && at < until;
    const closure = closures.find(holds);
    const override = overrides.find(holds);

    let border = Math.min(at + nextBorderMinute(moment, queue?.weekly) * MINUTE_MS - timeMs, steadyUntil);
    border = earliestAfter(at, border, closures);
    border = earliestAfter(at, border, overrides);
    if (closure) return { from: at, until: border, verdict: byClosure(closure) };
    if (override) return { from: at, until: border, verdict: byOverride(override) };
    return { from: at, until: border, verdict: byCalendar(calendar, moment, queue?.weekly) };
  }

  return {
    clock,
    *stretches(from, until) {
      for (let at = from; at < until; ) {
        const stretch = stretchAt(at);
        yield stretch.until > until ? { ...stretch, until } : stretch;
        at = stretch.until;
      }
    },
  };
}

/** Days are asked for twice or more in a row: as today, and as yesterday, whose hours may run over midnight. */
function rememberDays(calendar: Calendar): (day: number) => DayHours {
  const known = new Map<number, DayHours>();
  return (day) => {
    const hours = known.get(day) ?? hoursOfDay(calendar, day);
    known.set(day, hours);
    return hours;
  };
}

function earliestAfter(at: number, border: number, exceptions: readonly Closure[]): number {
  let earliest = border;
  for (const { from, until } of exceptions) {
    if (from > at) earliest = Math.min(earliest, from);
    if (until > at) earliest = Math.min(earliest, until);
  }
  return earliest;
}

const concerns = ({ regions, queues }: Closure, { calendar, queue }: Line): boolean =>
  (regions === 'all' || regions.includes(calendar.id)) &&
  (queues === 'all' || (queue !== undefined && queues.includes(queue.id)));

/** The narrower first: some queues before all, then some regions before all; then the one that begins later. */
const byStrength = (a: Closure, b: Closure): number =>
  breadth(a.queues) - breadth(b.queues) || breadth(a.regions) - breadth(b.regions) || b.from - a.from;

const breadth = (scope: readonly string[] | 'all'): number => (scope === 'all' ? 1 : 0);

/** Of two overrides equally strong the one that closes: nobody is sent to a line that may not be staffed. */
const byCaution = (a: Override, b: Override): number => Number(a.state === 'open') - Number(b.state === 'open');
