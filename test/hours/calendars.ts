import type { Calendar, Closure, Override, WeeklyHours } from '../../src/hours/calendar.ts';
import { decideHours, type HoursDecision } from '../../src/hours/decide.ts';
import { toIsoInstant } from '../../src/hours/iso-instant.ts';
import type { Line } from '../../src/hours/line.ts';
import { dateOf, dayOf } from '../../src/hours/local-date.ts';

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** `09:00-12:00 13:00-18:00` as spans; one that ends before it starts runs into the next day. */
export const spans = (text: string) =>
  text.split(' ').map((span) => {
    const [from = '', to = ''] = span.split('-');
    return { from: minuteOf(from), to: minuteOf(to) + (minuteOf(to) <= minuteOf(from) ? 1440 : 0) };
  });

/** Weekly hours by ISO weekday; each weekday stands in the line of its number plus ten. */
export const week = (days: Readonly<Record<number, string>>): WeeklyHours => ({
  source: { file: 'week.yaml', line: 10 },
  days: Object.fromEntries(
    Object.entries(days).map(([day, text]) => [
      day,
      { spans: spans(text), source: { file: 'week.yaml', line: 10 + Number(day) } },
    ]),
  ),
});

const NINE_TO_SIX = week({
  1: '09:00-18:00',
  2: '09:00-18:00',
  3: '09:00-18:00',
  4: '09:00-18:00',
  5: '09:00-18:00',
});
export const ALWAYS = week(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, '00:00-24:00'])));

const rule = (name: string, line: number) => ({
  names: { en: name, 'zh-CN': `${name}/zh` },
  reason: name,
  source: { file: 'calendar.yaml', line },
  provenance: 'notice',
});

/** A holiday closed all day, or with hours. */
export const holiday = (name: string, hours?: string) => ({ ...rule(name, 50), spans: hours ? spans(hours) : [] });
export const makeUpDay = (name: string, like: number) => ({ ...rule(name, 60), like });

/** One entry for every date from the first to the last. */
export const eachDate = <Rule>(from: string, to: string, entry: Rule): Record<string, Rule> => {
  const first = dayOf(from) ?? Number.NaN;
  const last = dayOf(to) ?? Number.NaN;
  return Object.fromEntries(Array.from({ length: last - first + 1 }, (_, index) => [dateOf(first + index), entry]));
};

/** A calendar open Monday to Friday, nine to six, in Shanghai, unless told otherwise. */
export const calendarWith = (parts: Partial<Calendar> = {}): Calendar => ({
  id: 'cn',
  names: { en: 'Mainland China' },
  city: { en: 'Beijing' },
  zone: 'Asia/Shanghai',
  coverageFrom: '2020-01-01',
  coverageUntil: '2032-12-31',
  uncovered: [],
  coverageSource: { file: 'calendar.yaml', line: 5 },
  weekly: NINE_TO_SIX,
  makeUpDays: {},
  holidays: {},
  provenance: { notice: { kind: 'official', title: 'A notice', scope: 'all' } },
  ...parts,
});

let made = 0;

/** A closure of everything between two ISO instants. */
export const closure = (from: string, until: string, parts: Partial<Closure> = {}): Closure => {
  made += 1;
  const times = { from: Date.parse(from), until: Date.parse(until) };
  return { id: `closure-${made}`, regions: 'all', queues: 'all', reason: 'maintenance', ...times, ...parts };
};

export const override = (
  state: Override['state'],
  from: string,
  until: string,
  parts: Partial<Closure> = {},
): Override => ({
  ...closure(from, until, { reason: 'staff-decision', ...parts }),
  state,
});

/** A decision in the words of a person: its instants as ISO texts in the region's zone. */
export interface Told extends Omit<HoursDecision, 'until' | 'nextOpen'> {
  readonly until: string | undefined;
  readonly nextOpen: string | undefined;
}

/** Asks about a calendar at an ISO instant. */
export const ask = (calendar: Calendar, at: string, parts: Partial<Line> = {}): Told => {
  const decision = decideHours({ calendar, closures: [], overrides: [], ...parts, at: Date.parse(at) });
  const told = (instant: number | undefined) => instant && toIsoInstant(instant, calendar.zone);
  return { ...decision, until: told(decision.until) || undefined, nextOpen: told(decision.nextOpen) || undefined };
};
