import { DAY_MS, dateOf, dayOf, MINUTE_MS } from './local-date.ts';
import { createZoneClock, firstInstantAt } from './zone-clock.ts';
import { offsetMsAt } from './zone-offset.ts';

/** An instant in ISO 8601 as the clocks of a zone show it, with their offset: `2026-02-24T09:00:00+08:00`. */
export function toIsoInstant(at: number, zone: string): string {
  const offsetMs = offsetMsAt(zone, at);
  const local = new Date(at + offsetMs).toISOString().replace('Z', '').replace('.000', '');
  const minutes = Math.trunc(Math.abs(offsetMs) / MINUTE_MS);
  const two = (count: number) => String(count).padStart(2, '0');
  return `${local}${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|([+-])(\d{2}):?(\d{2}))?$/;

/**
 * The instant that a text means, epoch ms: ISO 8601 with an offset, or without one as local time of a zone (of a time
 * that comes twice the first). `malformed` where it is no date and time, `skipped` where the zone's clocks leave it out.
 */
export function readIsoInstant(text: string, zone: string): number | 'malformed' | 'skipped' {
  const [, date = '', hours, minutes, seconds = '0', fraction = '', offset, sign, offsetHours, offsetMinutes] =
    INSTANT.exec(text) ?? [];
  const day = dayOf(date);
  if (day === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return 'malformed';
  const timeMs =
    (Number(hours) * 60 + Number(minutes)) * MINUTE_MS + Number(seconds) * 1000 + Number(fraction.padEnd(3, '0'));

  if (offset === 'Z') return day * DAY_MS + timeMs;
  if (offset !== undefined) {
    if (Number(offsetHours) > 18 || Number(offsetMinutes) > 59) return 'malformed';
    const ahead = (Number(offsetHours) * 60 + Number(offsetMinutes)) * MINUTE_MS;
    return day * DAY_MS + timeMs - (sign === '-' ? -ahead : ahead);
  }
  const clock = createZoneClock(zone);
  const at = firstInstantAt(clock, { day, timeMs });
  const shown = clock(at);
  return shown.day === day && shown.timeMs === timeMs ? at : 'skipped';
}

/** The date that clocks in a zone show at an instant. */
export const localDateAt = (at: number, zone: string): string => dateOf(createZoneClock(zone)(at).day);
