import { PromptError } from '../errors.ts';

/** A day of the calendar, wherever it is. */
export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  /** Days since 1970-01-01: the difference of two dates is the difference of their numbers. */
  readonly dayNumber: number;
}

/** A wall clock's time; 24:00 is the end of a day. */
export interface WallTime {
  readonly hour: number;
  readonly minute: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const toCivil = (wallMs: number): CivilDate => {
  const date = new Date(wallMs);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    dayNumber: Math.floor(wallMs / DAY_MS),
  };
};

/** Reads `2026-02-24`; a day that the calendar does not have, such as 30 February, is a `PromptError`. */
export function readDate(text: string): CivilDate {
  const wallMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(wallMs) || !new Date(wallMs).toISOString().startsWith(text)) {
    throw new PromptError('bad_value', 'date');
  }
  return toCivil(wallMs);
}

/** Reads `09:05`, up to `24:00`. */
export function readTime(text: string): WallTime {
  const [, hour, minute] = /^([01]\d|2[0-3]|24(?=:00$)):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined) throw new PromptError('bad_value', 'time');
  return { hour: Number(hour), minute: Number(minute) };
}

/** A moment with the calendar and the clock of the place it is spoken for. */
export interface LocalInstant {
  readonly date: CivilDate;
  readonly time: WallTime;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly offsetMinutes: number;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/** Reads ISO 8601 with an offset, as `2026-02-24T09:00:00+08:00`. Seconds are read and not spoken. */
export function readInstant(text: string): LocalInstant {
  const [, day, clock, sign = '+', hours = '0', minutes = '0'] = INSTANT.exec(text) ?? [];
  if (day === undefined || clock === undefined) throw new PromptError('bad_value', 'instant');
  const offsetMinutes = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const date = readDate(day);
  const time = readTime(clock);
  const wallMs = date.dayNumber * DAY_MS + (time.hour * 60 + time.minute) * MINUTE_MS;
  return { date, time, at: wallMs - offsetMinutes * MINUTE_MS, offsetMinutes };
}

/**
 * The day it is at `at` (epoch milliseconds) where the instant is spoken for: in `zone` if the instant's offset is that
 * zone's, so that a clock change between now and then does not move the day; else at the instant's own offset.
 */
export function dayAtPlaceOf(instant: LocalInstant, at: number, zone: string): CivilDate {
  const zoned = wallMsIn(zone, instant.at) - instant.at === instant.offsetMinutes * MINUTE_MS;
  return zoned ? dayIn(zone, at) : toCivil(at + instant.offsetMinutes * MINUTE_MS);
}

/** The day it is at `at` (epoch milliseconds) in an IANA zone. */
export const dayIn = (zone: string, at: number): CivilDate => toCivil(wallMsIn(zone, at));

/** The zone's wall clock, as if it showed UTC; whole minutes. */
function wallMsIn(zone: string, at: number): number {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}

/** Making a clock costs some fifty times its reading. Bounded by the number of zones that exist. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  try {
    const clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    clocks.set(zone, clock);
    return clock;
  } catch (cause) {
    throw new PromptError('unknown_zone', zone, { cause });
  }
}
