import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { expect, test } from 'vitest';
import type { Calendar, Closure, Override, Span, WeeklyHours } from '../../src/hours/calendar.ts';
import { decideHours } from '../../src/hours/decide.ts';
import { hoursOnDate } from '../../src/hours/hours-on-date.ts';
import type { Line } from '../../src/hours/line.ts';
import { offsetMsAt } from '../../src/hours/zone-offset.ts';
import { calendarWith, holiday, makeUpDay } from './calendars.ts';
import { createReference } from './reference.ts';

const MINUTE_MS = 60_000;
/** How far the reckoning by minutes looks ahead. */
const MINUTES = 3 * 1440;

/** Zones with clock changes of an hour and of half an hour, at midnight, in both hemispheres, and without any. */
const ZONES = [
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/Santiago',
  'America/Havana',
  'America/Nuuk',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Asia/Shanghai',
  'Asia/Kathmandu',
];

/** Instants near which clocks change somewhere, and two on which they change nowhere. */
const EVENTS = [
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-03-08T08:00Z',
  '2026-11-01T07:00Z',
  '2026-09-06T04:00Z',
  '2026-04-05T04:00Z',
  '2026-04-23T22:00Z',
  '2026-10-29T21:00Z',
  '2026-02-15T02:00Z',
  '2026-03-22T02:00Z',
  '2026-04-04T15:00Z',
  '2026-10-03T15:30Z',
  '2026-12-31T12:00Z',
  '2026-06-15T00:00Z',
].map((text) => Date.parse(text));

const dates = (at: number) =>
  [-2, -1, 0, 1, 2, 3].map((days) => new Date(at + days * 86_400_000).toISOString().slice(0, 10));

const minute = fc.integer({ min: 0, max: 1439 });
const span: fc.Arbitrary<Span> = fc
  .record({ from: minute, length: fc.oneof(fc.integer({ min: 1, max: 1440 }), fc.integer({ min: 1, max: 90 })) })
  .map(({ from, length }) => ({ from, to: from + length }));
const smallHours: fc.Arbitrary<Span> = fc
  .record({ from: fc.integer({ min: 0, max: 240 }), length: fc.integer({ min: 1, max: 120 }) })
  .map(({ from, length }) => ({ from, to: from + length }));
const spans = fc.array(fc.oneof(span, smallHours), { maxLength: 3 });

const weekly: fc.Arbitrary<WeeklyHours> = fc
  .uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 })
  .chain((days) => fc.tuple(...days.map((day) => fc.tuple(fc.constant(day), spans))))
  .map((days) => ({
    source: { file: 'week.yaml', line: 1 },
    days: Object.fromEntries(days.map(([day, of]) => [day, { spans: of, source: { file: 'week.yaml', line: 2 } }])),
  }));

const calendarNear = (at: number): fc.Arbitrary<Calendar> => {
  const date = fc.constantFrom(...dates(at));
  return fc
    .record({
      zone: fc.constantFrom(...ZONES),
      weekly,
      holidays: fc.dictionary(
        date,
        spans.map((of) => ({ ...holiday('Holiday'), spans: of })),
        { maxKeys: 2 },
      ),
      makeUpDays: fc.dictionary(
        date,
        fc.integer({ min: 1, max: 7 }).map((like) => makeUpDay('Make-up', like)),
        { maxKeys: 2 },
      ),
      coverageUntil: fc.oneof({ weight: 4, arbitrary: fc.constant('2032-12-31') }, { weight: 1, arbitrary: date }),
      coverageFrom: fc.oneof({ weight: 6, arbitrary: fc.constant('2020-01-01') }, { weight: 1, arbitrary: date }),
      uncovered: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(date, { maxLength: 2 }) },
      ),
    })
    .map((parts) => calendarWith(parts));
};

const exceptionNear = (at: number): fc.Arbitrary<Closure> =>
  fc
    .record({
      start: fc.integer({ min: -3000, max: 4000 }),
      length: fc.integer({ min: 1, max: 2000 }),
      regions: fc.constantFrom('all' as const, ['cn'], ['hk']),
      queues: fc.constantFrom('all' as const, ['login'], ['general']),
    })
    .map(({ start, length, regions, queues }) => {
      const from = at + start * MINUTE_MS;
      return { id: 'x', reason: 'maintenance', regions, queues, from, until: from + length * MINUTE_MS };
    });

const overrideNear = (at: number): fc.Arbitrary<Override> =>
  fc
    .record({ exception: exceptionNear(at), state: fc.constantFrom('open' as const, 'closed' as const) })
    .map(({ exception, state }) => ({ ...exception, state }));

const question: fc.Arbitrary<Line & { readonly at: number }> = fc
  .record({ event: fc.constantFrom(...EVENTS), minutes: fc.integer({ min: -2880, max: 1440 }) })
  .map(({ event, minutes }) => event + minutes * MINUTE_MS)
  .chain((at) =>
    fc.record({
      at: fc.constant(at),
      calendar: calendarNear(at),
      queue: fc.oneof(fc.constant({ id: 'login' }), fc.record({ id: fc.constant('login'), weekly })),
      closures: fc.array(exceptionNear(at), { maxLength: 2 }),
      overrides: fc.array(overrideNear(at), { maxLength: 3 }),
    }),
  );

test('a decision is what counting minute by minute on the local clock gives', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const decided = decideHours(asked);
      const end = asked.at + MINUTES * MINUTE_MS;
      const seen = (at: number | undefined) => (at !== undefined && at < end ? at : undefined);
      expect({ state: decided.state, until: seen(decided.until), nextOpen: seen(decided.nextOpen) }).toEqual(
        createReference(asked).changesWithin(asked.at, MINUTES),
      );
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('a state holds from the second in which it begins to the last before it ends', () => {
  fc.assert(
    fc.property(question, fc.integer({ min: 0, max: 59_999 }), (asked, ms) => {
      const { state, until, nextOpen } = decideHours({ ...asked, at: asked.at + ms });
      const { stateAt } = createReference(asked);
      expect(stateAt(asked.at + ms)).toBe(state);
      if (until !== undefined) {
        expect(stateAt(until - 1)).toBe(state);
        expect(stateAt(until)).not.toBe(state);
      }
      if (nextOpen !== undefined) {
        expect(stateAt(nextOpen - 1)).toBe('closed');
        expect(stateAt(nextOpen)).toBe('open');
      }
    }),
    { numRuns: 1500 },
  );
}, 60_000);

test('the spans of a date are the minutes of that date on which the line is open', () => {
  fc.assert(
    fc.property(question, (asked) => {
      const date = new Date(asked.at).toISOString().slice(0, 10);
      const { stateAt } = createReference(asked);
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: asked.calendar.zone });
      const noon = Date.parse(`${date}T12:00Z`);
      const minutes = Array.from({ length: 3 * 1440 }, (_, index) => noon + (index - 2160) * MINUTE_MS);
      const open = minutes.filter((at) => stateAt(at) === 'open' && day.format(at) === date);

      const spansOfDate = hoursOnDate(asked, date)?.spans ?? [];
      expect(spansOfDate.reduce((sum, { from, to }) => sum + (to - from) / MINUTE_MS, 0)).toBe(open.length);
      expect(spansOfDate[0]?.from).toBe(open[0]);
    }),
    { numRuns: 40 },
  );
}, 60_000);

test('offsets are those that another library reads', () => {
  const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
  const anyInstant = fc.integer({ min: Date.parse('1975-01-01T00:00Z'), max: Date.parse('2040-01-01T00:00Z') });
  fc.assert(
    fc.property(anyZone, anyInstant, (zone, at) => {
      expect(offsetMsAt(zone, at)).toBe(IANAZone.create(zone).offset(at) * MINUTE_MS);
    }),
    { numRuns: 1000 },
  );
});
