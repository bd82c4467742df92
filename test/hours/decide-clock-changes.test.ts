import { describe, expect, test } from 'vitest';
import { ask, calendarWith, eachDate, holiday, makeUpDay, week } from './calendars.ts';

const cn = calendarWith({
  holidays: eachDate('2026-02-15', '2026-02-23', holiday('Spring Festival')),
  makeUpDays: { '2026-02-14': makeUpDay('Make-up day', 1), '2026-02-28': makeUpDay('Make-up day', 1) },
});
const berlin = (parts = {}) => calendarWith({ id: 'de', zone: 'Europe/Berlin', ...parts });
const newYork = (parts = {}) => calendarWith({ id: 'us-east', zone: 'America/New_York', ...parts });
const night = week(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, '22:00-06:00'])));

describe('clock changes', () => {
  const hours = (calendar: Parameters<typeof ask>[0], from: string) => {
    const { until = '', state } = ask(calendar, from);
    return { state, hours: (Date.parse(until) - Date.parse(from)) / 3_600_000 };
  };

  test('a night shift lasts seven hours in spring and nine in autumn', () => {
    expect(hours(berlin({ weekly: night }), '2026-03-28T22:00+01:00')).toEqual({ state: 'open', hours: 7 });
    expect(hours(berlin({ weekly: night }), '2026-10-24T22:00+02:00')).toEqual({ state: 'open', hours: 9 });
  });

  test('a window inside the hour left out is empty', () => {
    const calendar = berlin({ weekly: week({ 7: '02:15-02:45' }) });
    expect(ask(calendar, '2026-03-28T12:00+01:00').nextOpen).toBe('2026-04-05T02:15:00+02:00');
  });

  test('a window that begins in the hour left out opens when clocks are put forward', () => {
    const calendar = berlin({ weekly: week({ 7: '02:30-05:00' }) });
    expect(ask(calendar, '2026-03-28T12:00+01:00').nextOpen).toBe('2026-03-29T03:00:00+02:00');
  });

  test('a window in the hour that comes twice is open twice', () => {
    const calendar = newYork({ weekly: week({ 7: '01:00-01:30' }) });
    expect(ask(calendar, '2026-11-01T01:10-04:00')).toMatchObject({
      state: 'open',
      until: '2026-11-01T01:30:00-04:00',
      nextOpen: '2026-11-01T01:00:00-05:00',
    });
    expect(ask(calendar, '2026-11-01T01:10-05:00')).toMatchObject({
      state: 'open',
      until: '2026-11-01T01:30:00-05:00',
    });
  });

  test('nine in the morning is nine in the morning before and after', () => {
    expect(ask(newYork(), '2026-03-06T18:00-05:00').nextOpen).toBe('2026-03-09T09:00:00-04:00');
    expect(ask(newYork(), '2026-10-30T18:00-04:00').nextOpen).toBe('2026-11-02T09:00:00-05:00');
  });

  test.each([
    ['2026-03-06T13:30Z', 'closed', 'open'],
    ['2026-03-10T13:30Z', 'open', 'open'],
    ['2026-03-10T17:59Z', 'open', 'open'],
    ['2026-03-10T18:00Z', 'open', 'closed'],
    ['2026-10-26T13:00Z', 'open', 'open'],
    ['2026-10-26T12:59Z', 'closed', 'open'],
  ])('at %s New York is %s and London %s: their clocks change on different dates', (at, us, uk) => {
    expect(ask(newYork(), at).state).toBe(us);
    expect(ask(calendarWith({ id: 'gb', zone: 'Europe/London' }), at).state).toBe(uk);
  });

  test('clock changes of half an hour, and offsets of 45 minutes, are no exceptions', () => {
    const lordHowe = calendarWith({ zone: 'Australia/Lord_Howe', weekly: week({ 7: '01:30-02:30' }) });
    expect(hours(lordHowe, '2027-04-04T01:30+11:00')).toEqual({ state: 'open', hours: 1.5 });
    expect(ask(calendarWith({ zone: 'Asia/Kathmandu' }), '2026-11-24T03:15Z').state).toBe('open');
    expect(ask(calendarWith({ zone: 'Asia/Kathmandu' }), '2026-11-24T03:14:59Z').state).toBe('closed');
  });

  test('a shift over a midnight that is left out goes on', () => {
    const calendar = calendarWith({ zone: 'America/Santiago', weekly: night });
    expect(hours(calendar, '2026-09-05T22:00-04:00')).toEqual({ state: 'open', hours: 7 });
  });

  test('the same instant is open in one region and closed in another', () => {
    expect(ask(cn, '2026-11-24T03:00Z').state).toBe('open');
    expect(ask(newYork(), '2026-11-24T03:00Z').state).toBe('closed');
  });
});
