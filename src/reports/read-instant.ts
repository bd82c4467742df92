import { readIsoInstant } from '../hours/iso-instant.ts';
import { dayOf } from '../hours/local-date.ts';
import { createZoneClock, firstInstantAt } from '../hours/zone-clock.ts';

/** A plus sign stands for a blank in addresses, and comes as one from whoever does not know. */
const BLANK_FOR_PLUS = / (?=\d{2}:?\d{2}$)/;

/**
 * The instant that a report is to begin or to end with, epoch milliseconds: with its offset as `2026-11-23T10:00+08:00`, or
 * as clocks of the zone show it; a date is its first instant there. Undefined for anything else.
 *
 * @throws {RangeError} for an unknown zone
 */
export function readReportInstant(text: string, zone: string): number | undefined {
  const day = dayOf(text);
  if (day !== undefined) return firstInstantAt(createZoneClock(zone), { day, timeMs: 0 });
  const at = readIsoInstant(text.replace(BLANK_FOR_PLUS, '+'), zone);
  return typeof at === 'number' ? at : undefined;
}
