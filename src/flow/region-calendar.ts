import type { Calendar } from '../hours/calendar.ts';
import { CALLER_REGION, type Entry } from './entry.ts';
import { type OnRelease, regionOrDefault } from './on-release.ts';

/**
 * The calendar of the caller's region, or of the default region while the caller's is not known.
 *
 * @throws {Error} if the release was compiled without it
 */
export function regionCalendar({ release, call }: OnRelease): Calendar {
  const region = regionOrDefault({ release, call });
  const calendar = release.calendars[release.regions[region]?.calendar ?? ''];
  if (!calendar) throw new Error(`release ${release.id} has no calendar for region ${region}`);
  return calendar;
}

/**
 * What is asked for, in the currency of the caller's region where the flow says so; of the default region while the
 * caller's is not known.
 *
 * @throws {Error} if the release was compiled without it
 */
export function inRegionCurrency(entry: Entry, { release, call }: OnRelease): Entry {
  if (entry.type !== 'amount' || entry.currency !== CALLER_REGION) return entry;
  const region = regionOrDefault({ release, call });
  const { currency } = release.regions[region] ?? {};
  if (currency === undefined) throw new Error(`release ${release.id} has no currency for region ${region}`);
  return { ...entry, currency };
}
