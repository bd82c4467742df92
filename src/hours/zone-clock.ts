import { DAY_MS } from './local-date.ts';
import { offsetMsAt } from './zone-offset.ts';

/** What the clocks of a zone show at an instant. */
export interface LocalTime {
  /** Days from 1970-01-01 to the local date. */
  readonly day: number;
  /** Milliseconds the clocks show since midnight: on a day of 23 or 25 hours not the time gone by since then. */
  readonly timeMs: number;
  /** Until this instant the clocks run without being put forward or back. */
  readonly steadyUntil: number;
}

/** Reads a zone's clocks. It remembers where it looked last, so that reading on from there is cheap. */
export type ZoneClock = (at: number) => LocalTime;

/**
 * How far a reading looks ahead. Within it clocks are taken to change at most once; no zone has ever changed twice in
 * four days.
 */
const LOOK_AHEAD_MS = 4 * DAY_MS;

export function createZoneClock(zone: string): ZoneClock {
  let steady = lastSteady.get(zone) ?? { from: 0, until: 0, offsetMs: 0 };
  return (at) => {
    if (at < steady.from || at >= steady.until) {
      steady = steadyFrom(zone, at);
      lastSteady.set(zone, steady);
    }
    const local = at + steady.offsetMs;
    const day = Math.floor(local / DAY_MS);
    return { day, timeMs: local - day * DAY_MS, steadyUntil: steady.until };
  };
}

/** A stretch of time in which clocks are ahead of UTC by the same. */
interface Steady {
  readonly from: number;
  readonly until: number;
  readonly offsetMs: number;
}

/** The stretch looked at last, by zone: asking the time-zone data costs four times what the rest of a decision does. */
const lastSteady = new Map<string, Steady>();

function steadyFrom(zone: string, at: number): Steady {
  const offsetMs = offsetMsAt(zone, at);
  let until = at + LOOK_AHEAD_MS;
  if (offsetMsAt(zone, until) === offsetMs) return { from: at, until, offsetMs };

  let same = Math.floor(at / 1000) * 1000;
  until = Math.ceil(until / 1000) * 1000;
  while (until - same > 1000) {
    const middle = Math.floor((same + until) / 2000) * 1000;
    if (offsetMsAt(zone, middle) === offsetMs) same = middle;
    else until = middle;
  }
  return { from: at, until, offsetMs };
}

/**
 * The first instant at which clocks in the zone show the local time or a later one. Of a time that comes twice it is
 * the first, as RFC 5545 section 3.3.5 has it; a time that is left out becomes the moment the clocks are put forward.
 */
export function firstInstantAt(clock: ZoneClock, { day, timeMs }: Pick<LocalTime, 'day' | 'timeMs'>): number {
  const wanted = day * DAY_MS + timeMs;
  // No zone is more than 15 hours from UTC, and none has put its clocks by more than a day.
  let at = wanted - 2 * DAY_MS;
  for (;;) {
    const local = clock(at);
    const left = wanted - (local.day * DAY_MS + local.timeMs);
    if (left <= 0) return at;
    at = Math.min(at + left, local.steadyUntil);
  }
}
