import { z } from 'zod';
import { isZone } from '../../../hours/zone-offset.ts';
import { ReportError } from '../../../reports/errors.ts';
import { readReportInstant } from '../../../reports/read-instant.ts';
import { cutByInterval, INTERVALS, type Interval, type Stretch, widened } from '../../../reports/stretches.ts';
import { ApiError } from '../api-error.ts';

const LONGEST_INSTANT = 40;

const Instant = z.string().max(LONGEST_INSTANT);
const INSTANT = 'an instant with its offset, as 2026-11-23T10:00+08:00; or a date or a time in the zone.';

/** What part of the record a report is about. */
export const range = {
  from: Instant.describe(`From when on: ${INSTANT}`),
  to: Instant.describe(`Before when: ${INSTANT}`),
  interval: z.enum(INTERVALS).optional().describe('What it is cut by; without it the whole is one.'),
  zone: z
    .string()
    .max(64)
    .refine(isZone, 'is no IANA time zone, as Asia/Shanghai')
    .default('UTC')
    .describe('Whose days, weeks and months.'),
};

/** Days of UTC: nothing shorter is kept. */
export const rangeOfDays = {
  from: Instant.describe('The first day (UTC): a date, or an instant in it.'),
  to: Instant.describe('The day after the last: a date. An instant later in a day takes all of it in.'),
  interval: z.enum(['day', 'week', 'month']).optional().describe('What it is cut by; without it the whole is one.'),
};

interface Asked {
  readonly from: string;
  readonly to: string;
  readonly interval?: Interval | undefined;
}

/** @throws {ApiError} `bad-request` where it is no stretch of time, or is cut into too many */
export function readRange(asked: Asked & { readonly zone: string }): readonly Stretch[] {
  const { interval, zone } = asked;
  const whole = { from: readInstant('from', asked.from, zone), to: readInstant('to', asked.to, zone) };
  if (whole.to <= whole.from) throw new ApiError('bad-request', 'to must be later than from.', { field: 'query.to' });
  if (interval === undefined) return [widened(whole)];
  try {
    return cutByInterval(whole, interval, zone);
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    const field = error.code === 'off-grid' ? 'query.zone' : 'query.interval';
    throw new ApiError('bad-request', `${error.message}.`, { field });
  }
}

const DAY_MS = 86_400_000;

/** @throws {ApiError} as `readRange` */
export function readDays(asked: Asked): readonly Stretch[] {
  const stretches = readRange({ ...asked, zone: 'UTC' });
  const toDay = (at: number, round: (days: number) => number): number => round(at / DAY_MS) * DAY_MS;
  const last = stretches.length - 1;
  return stretches.map(({ from, to }, place) => ({
    from: place === 0 ? toDay(from, Math.floor) : from,
    to: place === last ? toDay(to, Math.ceil) : to,
  }));
}

function readInstant(name: string, text: string, zone: string): number {
  const at = readReportInstant(text, zone);
  if (at === undefined) throw new ApiError('bad-request', `${name} is ${INSTANT}`, { field: `query.${name}` });
  return at;
}
