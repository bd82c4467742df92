import { describe, expect, test } from 'vitest';
import type { Calendar } from '../../src/hours/calendar.ts';
import { hoursOnDate } from '../../src/hours/hours-on-date.ts';
import { toIsoInstant } from '../../src/hours/iso-instant.ts';
import type { Line } from '../../src/hours/line.ts';
import { ALWAYS, calendarWith, closure, holiday, makeUpDay, override, week } from './calendars.ts';

const on = (calendar: Calendar, date: string, parts: Partial<Line> = {}) => {
  const hours = hoursOnDate({ calendar, closures: [], overrides: [], ...parts }, date);
  const told = (at: number) => toIsoInstant(at, calendar.zone);
  const spans = hours?.spans.map(({ from, to }) => `${told(from)} ${told(to)}`);
  return hours && { ...hours, spans, nextOpen: hours.nextOpen === undefined ? undefined : told(hours.nextOpen) };
};

const cn = calendarWith({
  holidays: { '2026-10-01': holiday('National Day'), '2026-12-24': holiday('Half-day', '09:00-12:00') },
  makeUpDays: { '2026-10-10': makeUpDay('Make-up day', 1) },
});

describe('the hours on a date', () => {
  test('are the spans of an ordinary day, and the next opening is a later day', () => {
    expect(on(cn, '2026-11-27')).toEqual({
      region: 'cn',
      date: '2026-11-27',
      state: 'open',
      spans: ['2026-11-27T09:00:00+08:00 2026-11-27T18:00:00+08:00'],
      reason: 'opening-hours',
      rule: { layer: 'weekly', file: 'week.yaml', line: 15 },
      nextOpen: '2026-11-30T09:00:00+08:00',
    });
  });

  test('are none on a holiday, which is named', () => {
    expect(on(cn, '2026-10-01')).toMatchObject({
      state: 'closed',
      spans: [],
      reason: 'National Day',
      names: { en: 'National Day' },
      rule: { layer: 'holiday', line: 50 },
      nextOpen: '2026-10-02T09:00:00+08:00',
    });
  });

  test('are those of a make-up day, a half-day, and a day with a break', () => {
    expect(on(cn, '2026-10-10')).toMatchObject({ state: 'open', reason: 'Make-up day' });
    expect(on(cn, '2026-12-24')?.spans).toEqual(['2026-12-24T09:00:00+08:00 2026-12-24T12:00:00+08:00']);
    expect(on(calendarWith({ weekly: week({ 1: '09:00-12:00 13:00-18:00' }) }), '2026-11-30')?.spans).toHaveLength(2);
  });

  test('are known for past dates, and for no date that does not exist', () => {
    expect(on(cn, '2020-01-02')?.state).toBe('open');
    expect(on(cn, '2026-02-31')).toBeUndefined();
    expect(on(cn, '0231')).toBeUndefined();
    expect(on(calendarWith({ zone: 'Pacific/Apia', coverageFrom: '2000-01-01' }), '2011-12-30')).toBeUndefined();
  });

  test('are unknown beyond the coverage, and no opening is known after it', () => {
    const calendar = calendarWith({ coverageUntil: '2026-12-31' });
    expect(on(calendar, '2027-01-05')).toMatchObject({ state: 'unknown', spans: [], nextOpen: undefined });
    expect(on(calendar, '2026-12-31')).toMatchObject({ state: 'open', nextOpen: undefined });
  });

  test('count each part of a night shift on the date on which it is worked', () => {
    const calendar = calendarWith({ weekly: week({ 2: '22:00-06:00' }) });
    expect(on(calendar, '2026-11-24')?.spans).toEqual(['2026-11-24T22:00:00+08:00 2026-11-25T00:00:00+08:00']);
    expect(on(calendar, '2026-11-25')).toMatchObject({
      spans: ['2026-11-25T00:00:00+08:00 2026-11-25T06:00:00+08:00'],
      nextOpen: '2026-12-01T22:00:00+08:00',
    });
    expect(on(calendar, '2026-11-24')?.nextOpen).toBe('2026-11-25T00:00:00+08:00');
  });

  test('are 23 and 25 hours where clocks change', () => {
    const calendar = calendarWith({ zone: 'Europe/Berlin', weekly: ALWAYS });
    expect(on(calendar, '2026-03-29')?.spans).toEqual(['2026-03-29T00:00:00+01:00 2026-03-30T00:00:00+02:00']);
    expect(on(calendar, '2026-10-25')?.spans).toEqual(['2026-10-25T00:00:00+02:00 2026-10-26T00:00:00+01:00']);
  });

  test('begin with the date where its midnight is left out', () => {
    const calendar = calendarWith({ zone: 'America/Santiago', weekly: ALWAYS });
    expect(on(calendar, '2026-09-06')?.spans).toEqual(['2026-09-06T01:00:00-03:00 2026-09-07T00:00:00-03:00']);
  });

  test('are cut by a closure, which is the reason only where nothing is left', () => {
    const morning = closure('2026-11-27T09:00+08:00', '2026-11-27T10:30:15+08:00');
    expect(on(cn, '2026-11-27', { closures: [morning] })).toMatchObject({
      reason: 'opening-hours',
      spans: ['2026-11-27T10:30:15+08:00 2026-11-27T18:00:00+08:00'],
    });
    const allDay = closure('2026-11-27T08:00+08:00', '2026-11-27T20:00+08:00');
    expect(on(cn, '2026-11-27', { closures: [allDay] })).toMatchObject({ state: 'closed', reason: 'maintenance' });
  });

  test('are joined with an override that touches them', () => {
    const longer = override('open', '2026-11-27T18:00+08:00', '2026-11-27T20:00+08:00');
    expect(on(cn, '2026-11-27', { overrides: [longer] })).toMatchObject({
      reason: 'staff-decision',
      spans: ['2026-11-27T09:00:00+08:00 2026-11-27T20:00:00+08:00'],
    });
  });

  test('have no next opening where a line never opens', () => {
    expect(on(calendarWith({ weekly: week({}) }), '2026-11-27')).toMatchObject({
      state: 'closed',
      nextOpen: undefined,
    });
  });
});
