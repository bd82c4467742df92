import type { Service } from '../calls/ports.ts';
import { type Contract, UNAVAILABLE } from '../flow/contract.ts';
import type { Answer } from '../flow/events.ts';
import type { Release } from '../flow/release.ts';
import type { Closure, Override } from '../hours/calendar.ts';
import { type DateHours, hoursOnDate } from '../hours/hours-on-date.ts';
import { toIsoInstant } from '../hours/iso-instant.ts';

/** When people answer on a date: the hotline's own service, asked like any other. */
export const hoursOnDateContract: Contract = {
  service: 'hours.on-date',
  summary: 'Tells when people answer in a region on a date.',
  input: { date: { type: 'date' }, region: { type: 'enum' } },
  outcomes: {
    open: { output: { date: { type: 'date' }, from: { type: 'time' }, to: { type: 'time' } } },
    closed: { output: { date: { type: 'date' }, reason: { type: 'text' } } },
    unknown: { output: { date: { type: 'date' } } },
  },
  effect: false,
  idempotent: true,
  deadlineMs: 1000,
};

/** What counts at once, whatever the release says. */
export interface Exceptions {
  closures(): readonly Closure[];
  overrides(): readonly Override[];
}

/** Answers from the calendars of the call's own release, with the closures and overrides of this moment. */
export const createHoursOnDate = (exceptions: Exceptions): Service => ({
  contract: hoursOnDateContract,
  async ask({ date, region }, { call, release }) {
    const calendar = calendarOf(release, typeof region === 'string' ? region : call.region);
    if (!calendar || typeof date !== 'string') return { outcome: UNAVAILABLE, output: {} };
    const line = { calendar, closures: exceptions.closures(), overrides: exceptions.overrides() };
    return answerFor(hoursOnDate(line, date), { date, zone: calendar.zone, language: call.language });
  },
});

interface Asked {
  readonly date: string;
  readonly zone: string;
  readonly language: string;
}

function answerFor(hours: DateHours | undefined, { date, zone, language }: Asked): Answer {
  if (!hours || hours.state === 'unknown') return { outcome: 'unknown', output: { date } };
  const [first] = hours.spans;
  const last = hours.spans.at(-1);
  if (!first || !last) return { outcome: 'closed', output: { date, reason: reasonIn(hours, language) } };
  const to = clockAt(last.to, zone);
  return { outcome: 'open', output: { date, from: clockAt(first.from, zone), to: to === '00:00' ? '24:00' : to } };
}

function calendarOf({ calendars, regions, defaultRegion }: Release, region: string | undefined) {
  const { calendar = '' } = regions[region ?? defaultRegion] ?? {};
  return calendars[calendar];
}

/** Why nobody answers, in words; none of its own where it is an ordinary day off. */
const reasonIn = ({ names }: DateHours, language: string): string => names?.[language] ?? '';

/** The wall clock of a zone, as `09:05`. */
const clockAt = (at: number, zone: string): string => toIsoInstant(at, zone).slice(11, 16);
