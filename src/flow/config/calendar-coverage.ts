import type { Calendar } from '../../hours/calendar.ts';
import { dateOf } from '../../hours/local-date.ts';
import { createZoneClock } from '../../hours/zone-clock.ts';
import type { Finding } from '../read/finding.ts';

/** The warning comes this long before a calendar ends: notices of next year's holidays appear in autumn. */
const WARNING_DAYS = 60;

/**
 * Warns of a calendar whose coverage ends within 60 days of an instant (epoch ms), or has ended, and of dates within
 * those days on which a holiday is expected and still unknown.
 */
export function findCoverageEnd(calendar: Calendar, at: number): Finding[] {
  const { id, zone, coverageUntil, uncovered, coverageSource } = calendar;
  const { day } = createZoneClock(zone)(at);
  const today = dateOf(day);
  const soon = dateOf(day + WARNING_DAYS);
  const warning = { ...coverageSource, column: 1, rule: 'calendar-coverage', severity: 'warning' } as const;

  const end: Finding = {
    ...warning,
    message: `The calendar of ${id} ${coverageUntil < today ? 'ended' : 'ends'} on ${coverageUntil}; later holidays are unknown.`,
    fix: 'Enter the holidays of the time that follows and move `coverage.until`.',
  };
  const next = uncovered.filter((date) => today <= date && date <= soon);
  const gap: Finding = {
    ...warning,
    message: `The calendar of ${id} does not know ${next.join(', ')}.`,
    fix: 'Enter the holiday once it is announced, and take its dates out of `coverage.except`.',
  };
  return [...(coverageUntil <= soon ? [end] : []), ...(next.length > 0 ? [gap] : [])];
}
