import type { Closure } from '../../src/hours/calendar.ts';

/** A Tuesday in Hong Kong while people answer, and the evening after. */
export const OPEN = '2026-11-24T10:00:00+08:00';
export const CLOSED = '2026-11-24T20:00:00+08:00';
/** National Day, a Thursday; in Hong Kong people answer again on the Friday. */
export const HOLIDAY = '2026-10-01T10:00:00+08:00';

/** The line of Hong Kong. */
export const HONG_KONG = '+85230000000';
/** Tells nothing about the region. */
export const ANYWHERE = '+18005550199';

/** Maintenance for everybody from half past nine until three in the afternoon of that Tuesday. */
export const MAINTENANCE: Closure = {
  id: 'maintenance-1',
  regions: 'all',
  queues: 'all',
  from: Date.parse('2026-11-24T09:30:00+08:00'),
  until: Date.parse('2026-11-24T15:00:00+08:00'),
  reason: 'maintenance',
};
