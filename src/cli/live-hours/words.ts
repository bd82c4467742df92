import type { Calendar } from '../../hours/calendar.ts';
import type { HoursChange } from '../../releases/hours-change.ts';
import { instantInWords } from '../instant-words.ts';

/** `Tuesday 24 November 2026, 15:00:00 +08:00 (Asia/Shanghai)` */
export const whenInWords = (at: number, zone: string): string => `${instantInWords(at, zone)} (${zone})`;

/** `cn and hk`, or `All regions`. */
export const regionsInWords = (regions: HoursChange['regions']): string =>
  regions === 'all' ? 'All regions' : new Intl.ListFormat('en-GB').format(regions);

/** `all queues`, or `login and general`. */
export const queuesInWords = (queues: HoursChange['queues']): string =>
  queues === 'all' ? 'all queues' : new Intl.ListFormat('en-GB').format(queues);

/** The zone in which a change is best told: that of its region, and UTC where it has several. */
export function zoneOf({ regions }: HoursChange, calendars: readonly Calendar[]): string {
  const [only, ...others] = regions === 'all' ? [] : regions;
  const calendar = others.length === 0 ? calendars.find(({ id }) => id === only) : undefined;
  return calendar?.zone ?? 'UTC';
}
