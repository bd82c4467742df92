import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { LiveHours } from '../../calls/ports.ts';
import type { Release } from '../../flow/release.ts';
import type { Calendar } from '../../hours/calendar.ts';
import { decideHours } from '../../hours/decide.ts';
import { type DateHours, hoursOnDate } from '../../hours/hours-on-date.ts';
import { localDateAt, toIsoInstant } from '../../hours/iso-instant.ts';
import { dayOf } from '../../hours/local-date.ts';
import { ApiError, ErrorBody } from './api-error.ts';

export interface PublicRoutesOptions {
  /** The release that calls begin with now: its numbers, regions and calendars. */
  readonly release: () => Pick<Release, 'numbers' | 'regions' | 'calendars' | 'languages'>;
  /** Closures and overrides of this moment. */
  readonly hours: LiveHours;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const STATES = ['open', 'closed', 'unknown'] as const;
const Instant = z.iso.datetime({ offset: true }).describe('ISO 8601, with the offset of the region.');

const Facts = z.object({
  languages: z.array(z.string()).describe('What the hotline speaks.'),
  numbers: z.array(
    z.object({
      number: z.string(),
      region: z.string().nullable().describe('Whose hours count for it; null where the caller tells.'),
      language: z.string().nullable(),
    }),
  ),
  regions: z.array(
    z.object({
      region: z.string(),
      zone: z.string().describe('IANA.'),
      state: z.enum(STATES).describe('Whether people answer now; `unknown` where nobody has entered the holidays yet.'),
      until: Instant.nullable(),
      nextOpen: Instant.nullable(),
    }),
  ),
});

const Asked = z.object({
  region: z.string().max(64).describe('As `cn`.'),
  date: z
    .string()
    .refine((date) => dayOf(date) !== undefined, 'is no date, as 2026-10-01')
    .optional()
    .describe('Of the region, as `2026-10-01`; today where it is left out.'),
});

const Status = z.object({
  region: z.string(),
  date: z.string(),
  state: z.enum(STATES).describe('`open` where people answer for a part of the date.'),
  spans: z.array(z.object({ from: Instant, to: Instant })),
  reason: z.string(),
  rule: z.string().describe('What decided: closure, override, make-up-day, holiday, weekly or coverage.'),
  nextOpen: Instant.nullable().describe('The first instant after the date at which people answer.'),
});

/** `GET /public/hotline`, `GET /public/status`: what everybody may know before they ring. */
export const publicRoutes: FastifyPluginAsyncZod<PublicRoutesOptions> = async (app, options) => {
  const config = { permission: 'public' } as const;
  const tags = ['public'];
  app.get(
    '/public/hotline',
    { config, schema: { summary: 'Numbers, languages, and where people answer now', tags, response: { 200: Facts } } },
    async () => toFacts(options),
  );
  app.get(
    '/public/status',
    {
      config,
      schema: {
        summary: 'When people answer on a date',
        description: 'By the calendar of the region, and the closures that are known now.',
        tags,
        querystring: Asked,
        response: { 200: Status, 404: ErrorBody },
      },
    },
    async ({ query }) => toStatus(query, options),
  );
};

const isoOrNull = (at: number | undefined, zone: string): string | null =>
  at === undefined ? null : toIsoInstant(at, zone);

const exceptionsOf = (hours: LiveHours) => ({ closures: hours.closures(), overrides: hours.overrides() });

function toFacts({ release, hours, now }: PublicRoutesOptions): z.input<typeof Facts> {
  const { numbers, languages, regions, calendars } = release();
  const at = now();
  return {
    languages: Object.keys(languages),
    numbers: Object.entries(numbers).map(([number, { region = null, language = null }]) => ({
      number,
      region,
      language,
    })),
    regions: Object.keys(regions).flatMap((region) => {
      const calendar = calendars[regions[region]?.calendar ?? ''];
      return calendar ? [{ region, ...stateNow(calendar, { hours, at }) }] : [];
    }),
  };
}

function stateNow(calendar: Calendar, { hours, at }: { readonly hours: LiveHours; readonly at: number }) {
  const { state, until, nextOpen } = decideHours({ ...exceptionsOf(hours), calendar, at });
  const { zone } = calendar;
  return { zone, state, until: isoOrNull(until, zone), nextOpen: isoOrNull(nextOpen, zone) };
}

function toStatus(
  { region, date }: z.output<typeof Asked>,
  { release, hours, now }: PublicRoutesOptions,
): z.input<typeof Status> {
  const { regions, calendars } = release();
  const calendar = calendars[Object.hasOwn(regions, region) ? (regions[region]?.calendar ?? '') : ''];
  if (!calendar) throw new ApiError('not-found', 'There is no such region.', { field: 'query.region' });
  const asked = date ?? localDateAt(now(), calendar.zone);
  const found = hoursOnDate({ ...exceptionsOf(hours), calendar }, asked);
  if (!found) throw new ApiError('not-found', 'The clocks of the region skip that date.', { field: 'query.date' });
  return { region, ...toDay(found, calendar.zone) };
}

const toDay = ({ date, state, spans, reason, rule, nextOpen }: DateHours, zone: string) => ({
  date,
  state,
  spans: spans.map(({ from, to }) => ({ from: toIsoInstant(from, zone), to: toIsoInstant(to, zone) })),
  reason,
  rule: rule.layer,
  nextOpen: isoOrNull(nextOpen, zone),
});
