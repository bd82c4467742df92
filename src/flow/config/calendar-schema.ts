import { z } from 'zod';

const Names = z.record(z.string(), z.string().min(1));
const Spans = z.array(z.string());

/**
 * Weekly opening hours as they are written, of a region or of a queue: spans by weekday, `monday: [09:00-12:00,
 * 13:00-18:00]`. A span that ends before it starts, `22:00-06:00`, runs into the next day; `24:00` is the midnight at
 * the end of the day. A weekday that is left out has no hours.
 */
export const Weekly = z.strictObject({
  monday: Spans.optional(),
  tuesday: Spans.optional(),
  wednesday: Spans.optional(),
  thursday: Spans.optional(),
  friday: Spans.optional(),
  saturday: Spans.optional(),
  sunday: Spans.optional(),
});

/** Weekdays in ISO order: Monday is 1. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const dateRule = {
  /** `2026-10-01`, or a first and last date: `2026-10-01..2026-10-07`. */
  dates: z.string(),
  name: Names,
  /** A key of `sources`. */
  source: z.string(),
};

/**
 * `config/calendars/<region>.yaml` as operations staff write it; the file's name is the region.
 *
 * ```yaml
 * format: 1
 * name: { zh-CN: 中国大陆, en: Mainland China, es: China continental }
 * city: { zh-CN: 北京, en: Beijing, es: Pekín }          # whose time it is, as it is spoken
 * zone: Asia/Shanghai                                   # an IANA zone, never an offset
 * coverage:                                             # beyond it, and on the dates excepted, the hours are unknown
 *   { from: 2026-01-01, until: 2026-12-31, except: [2026-03-19..2026-03-20] }
 * weekly:
 *   monday: [09:00-12:00, 13:00-18:00]
 *   friday: [22:00-06:00]                               # runs into Saturday, and is Friday's
 * sources:                                              # where the dates are from
 *   notice: { kind: official, title: Notice of 4 November 2025, scope: national days }
 * holidays:                                             # closed, or with hours of their own
 *   - { dates: 2026-10-01..2026-10-07, name: { zh-CN: 国庆节, en: National Day, es: Día Nacional }, source: notice }
 *   - { dates: 2026-12-31, hours: [09:00-12:00], name: { zh-CN: 除夕, en: Year's end, es: Nochevieja }, source: notice }
 * makeUpDays:                                           # weekends that are worked like a weekday
 *   - { dates: 2026-10-10, like: monday, name: { zh-CN: 国庆节调休, en: Make-up day, es: Día compensado }, source: notice }
 * ```
 */
export const CalendarFile = z.strictObject({
  format: z.literal(1),
  name: Names,
  city: Names,
  zone: z.string(),
  coverage: z.strictObject({
    from: z.string(),
    until: z.string(),
    /** Dates in between that are unknown, because a holiday is expected there and not yet fixed. */
    except: z.array(z.string()).default([]),
  }),
  weekly: Weekly,
  sources: z
    .record(
      z.string(),
      z.strictObject({
        kind: z.enum(['official', 'computed', 'moon']),
        title: z.string().min(1),
        scope: z.string().min(1),
      }),
    )
    .default({}),
  holidays: z.array(z.strictObject({ ...dateRule, hours: Spans.optional() })).default([]),
  makeUpDays: z.array(z.strictObject({ ...dateRule, like: z.enum(WEEKDAYS) })).default([]),
});

export type CalendarFile = Readonly<z.infer<typeof CalendarFile>>;
