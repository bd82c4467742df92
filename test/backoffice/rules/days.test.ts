import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerBy } from '../../../src/backoffice/rules/complaint-deadline.ts';
import { endOfMonth } from '../../../src/backoffice/rules/days.ts';
import { addWorkingDays, arrivalOf, type Rail } from '../../../src/backoffice/rules/settlement.ts';
import type { Calendar } from '../../../src/hours/calendar.ts';
import { dateOf, dayOf } from '../../../src/hours/local-date.ts';
import { okpay } from '../../support/okpay-release.ts';

const SWIFT: Rail = { instant: false, cutOffMinute: 16 * 60, minDays: 1, maxDays: 3 };
const NEXT_DAY: Rail = { instant: false, cutOffMinute: 14 * 60, minDays: 1, maxDays: 1 };
const INSTANT: Rail = { ...NEXT_DAY, instant: true };

function calendarOf(region: string): Calendar {
  const calendar = okpay.calendars[region];
  if (!calendar) throw new Error(`no calendar for ${region}`);
  return calendar;
}

const arrives = (rail: Rail, [from, to]: readonly [string, string], at: string) =>
  arrivalOf({ rail, calendars: [calendarOf(from), calendarOf(to)], at: Date.parse(at) });

/** The date so many working days after another. */
const after = (region: string, date: string, count: number): string =>
  dateOf(addWorkingDays(calendarOf(region), dayOf(date) ?? Number.NaN, count));

describe('working days', () => {
  test.each([
    ['over a weekend', 'hk', '2026-11-20', 1, '2026-11-23'],
    ['from a Saturday, the first is the Monday', 'gb', '2026-11-21', 0, '2026-11-23'],
    ['over the whole of Spring Festival', 'cn', '2026-02-14', 1, '2026-02-24'],
    ['on a Saturday that is worked instead', 'cn', '2026-02-27', 1, '2026-02-28'],
    ['which is a day off in Hong Kong all the same', 'hk', '2026-02-27', 1, '2026-03-02'],
    ['over a bank holiday that was moved to a Monday', 'gb', '2026-12-24', 1, '2026-12-29'],
  ])('%s', (_, region, date, count, then) => expect(after(region, date, count)).toBe(then));
});

describe('when money arrives', () => {
  test.each([
    [
      'before the cut-off of an ordinary day',
      NEXT_DAY,
      ['gb', 'de'],
      '2026-11-24T13:59:59Z',
      '2026-11-24',
      '2026-11-25',
      '2026-11-25',
      false,
    ],
    [
      'at the cut-off it is too late',
      NEXT_DAY,
      ['gb', 'de'],
      '2026-11-24T14:00:00Z',
      '2026-11-25',
      '2026-11-26',
      '2026-11-26',
      true,
    ],
    [
      'from a Friday afternoon over the weekend',
      NEXT_DAY,
      ['de', 'gb'],
      '2026-11-20T18:00:00+01:00',
      '2026-11-23',
      '2026-11-24',
      '2026-11-24',
      true,
    ],
    [
      'the sender is off',
      SWIFT,
      ['us-east', 'gb'],
      '2026-11-26T10:00:00-05:00',
      '2026-11-27',
      '2026-11-30',
      '2026-12-02',
      true,
    ],
    [
      'the receiver is off',
      SWIFT,
      ['gb', 'us-east'],
      '2026-11-26T10:00:00Z',
      '2026-11-27',
      '2026-11-30',
      '2026-12-02',
      true,
    ],
    [
      'both have other holidays: only days that both work count',
      SWIFT,
      ['hk', 'cn'],
      '2026-09-24T10:00:00+08:00',
      '2026-09-24',
      '2026-09-28',
      '2026-09-30',
      false,
    ],
    [
      'a Saturday worked in China alone does not help',
      SWIFT,
      ['cn', 'hk'],
      '2026-02-27T10:00:00+08:00',
      '2026-02-27',
      '2026-03-02',
      '2026-03-04',
      false,
    ],
    [
      'the day of the sender counts, however late it is elsewhere',
      SWIFT,
      ['us-west', 'jp'],
      '2026-11-17T15:00:00-08:00',
      '2026-11-17',
      '2026-11-18',
      '2026-11-20',
      false,
    ],
  ] as const)('%s', (_, rail, corridor, at, goesOut, arrivesFrom, arrivesTo, pastCutOff) => {
    expect(arrives(rail, corridor, at)).toEqual({ goesOut, arrivesFrom, arrivesTo, pastCutOff });
  });

  test('at once where it goes at once, on a holiday and at night', () => {
    const day = '2026-12-25';
    expect(arrives(INSTANT, ['de', 'es'], `${day}T23:30:00+01:00`)).toEqual({
      goesOut: day,
      arrivesFrom: day,
      arrivesTo: day,
      pastCutOff: false,
    });
  });

  test('on dates without a calendar goes by weekdays, and promises less', () => {
    const known = arrives(SWIFT, ['hk', 'sg'], '2026-12-09T10:00:00+08:00');
    expect([known.arrivesFrom, known.arrivesTo]).toEqual(['2026-12-10', '2026-12-14']);
    // The notice for 2027 is not out in mainland China: the last of December is known, January is not.
    const guessed = arrives(SWIFT, ['hk', 'cn'], '2027-01-06T10:00:00+08:00');
    expect(guessed).toMatchObject({ goesOut: '2027-01-06', arrivesFrom: '2027-01-07', arrivesTo: '2027-01-14' });
  });

  test('never before it goes out, nor after the end of its range, at any instant', () => {
    const anyAt = fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2027-12-01T00:00:00Z') });
    const anyRegion = fc.constantFrom(...Object.keys(okpay.calendars));
    fc.assert(
      fc.property(anyAt, anyRegion, anyRegion, (at, from, to) => {
        const arrival = arrivalOf({ rail: SWIFT, calendars: [calendarOf(from), calendarOf(to)], at });
        expect(arrival.goesOut < arrival.arrivesFrom).toBe(true);
        expect(arrival.arrivesFrom < arrival.arrivesTo).toBe(true);
      }),
    );
  });
});

describe('by when a complaint is answered', () => {
  test.each([
    ['mainland China: 15 days', 'cn', '2026-11-24T10:00:00+08:00', '2026-12-09'],
    ['Brazil: 7 days', 'br', '2026-11-24T10:00:00-03:00', '2026-12-01'],
    ['Nigeria: 14 days', 'ng', '2026-11-24T10:00:00+01:00', '2026-12-08'],
    ['the United Kingdom: 15 working days', 'gb', '2026-11-24T10:00:00Z', '2026-12-15'],
    ['over Christmas they are longer', 'gb', '2026-12-15T10:00:00Z', '2027-01-08'],
    ['after closing time it counts as of the next day', 'gb', '2026-11-24T18:00:00Z', '2026-12-16'],
    ['on a Sunday as of the Monday', 'gb', '2026-11-22T10:00:00Z', '2026-12-14'],
    ['Germany: 15 working days', 'de', '2026-11-24T10:00:00+01:00', '2026-12-15'],
    ['Spain has two days off in the second week of December', 'es', '2026-11-24T10:00:00+01:00', '2026-12-16'],
    ['Hong Kong: 15 working days', 'hk', '2026-11-24T10:00:00+08:00', '2026-12-15'],
    ['it is already tomorrow where the region is', 'cn', '2026-11-24T20:00:00Z', '2026-12-10'],
  ])('%s', (_, region, at, date) => expect(answerBy(region, calendarOf(region), Date.parse(at))).toBe(date));
});

describe('the end of a month', () => {
  test.each([
    ['2026-11-24', 0, '2026-11-30'],
    ['2026-11-24', 1, '2026-12-31'],
    ['2026-12-31', 1, '2027-01-31'],
    ['2028-01-31', 1, '2028-02-29'],
  ])('%s and %i months', (date, months, end) => expect(endOfMonth(dayOf(date) ?? 0, months)).toBe(end));
});
