import { describe, expect, test } from 'vitest';
import { decideHours } from '../../src/hours/decide.ts';
import { ALWAYS, ask, calendarWith, eachDate, holiday, makeUpDay, week } from './calendars.ts';

const cn = calendarWith({
  holidays: eachDate('2026-02-15', '2026-02-23', holiday('Spring Festival')),
  makeUpDays: { '2026-02-14': makeUpDay('Make-up day', 1), '2026-02-28': makeUpDay('Make-up day', 1) },
});
const berlin = (parts = {}) => calendarWith({ id: 'de', zone: 'Europe/Berlin', ...parts });
const night = week(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, '22:00-06:00'])));

describe('the ordinary week', () => {
  test.each([
    ['2026-11-24T08:59:59+08:00', 'closed'],
    ['2026-11-24T08:59:59.999+08:00', 'closed'],
    ['2026-11-24T09:00:00+08:00', 'open'],
    ['2026-11-24T17:59:59.999+08:00', 'open'],
    ['2026-11-24T18:00:00+08:00', 'closed'],
    ['2026-11-28T12:00:00+08:00', 'closed'],
  ])('at %s the line is %s', (at, state) => {
    expect(ask(calendarWith(), at)).toMatchObject({ state, liveState: state, layer: 'weekly' });
  });

  test('the rule is the line of the weekday, and of the week where the weekday is not written', () => {
    expect(ask(calendarWith(), '2026-11-24T10:00+08:00').rule).toEqual({
      layer: 'weekly',
      file: 'week.yaml',
      line: 12,
    });
    expect(ask(calendarWith(), '2026-11-29T10:00+08:00').rule).toEqual({
      layer: 'weekly',
      file: 'week.yaml',
      line: 10,
    });
  });

  test('while open, until is the closing and the next opening is the one after it', () => {
    expect(ask(calendarWith(), '2026-11-27T10:00+08:00')).toMatchObject({
      reason: 'opening-hours',
      until: '2026-11-27T18:00:00+08:00',
      nextOpen: '2026-11-30T09:00:00+08:00',
    });
  });

  test('a lunch break is closed, and shown as such', () => {
    const calendar = calendarWith({ weekly: week({ 1: '09:00-12:00 13:00-18:00' }) });
    expect(ask(calendar, '2026-11-30T12:30+08:00')).toMatchObject({
      state: 'closed',
      reason: 'outside-opening-hours',
      nextOpen: '2026-11-30T13:00:00+08:00',
    });
  });

  test('a weekend on Friday and Saturday is a week like any other', () => {
    const cairo = calendarWith({ zone: 'Africa/Cairo', weekly: week({ 7: '09:00-17:00', 4: '09:00-17:00' }) });
    expect(ask(cairo, '2026-11-26T17:00+02:00').nextOpen).toBe('2026-11-29T09:00:00+02:00');
  });

  test('a line that never closes has no end and no next opening', () => {
    expect(ask(calendarWith({ weekly: ALWAYS }), '2026-11-24T03:00+08:00')).toMatchObject({
      state: 'open',
      until: undefined,
      nextOpen: undefined,
    });
  });

  test('a region without any hours is closed, and says that it has none', () => {
    expect(ask(calendarWith({ weekly: week({}) }), '2026-11-24T10:00+08:00')).toMatchObject({
      state: 'closed',
      reason: 'no-opening-hours',
      until: undefined,
      nextOpen: undefined,
    });
  });

  test('an instant that is none is refused', () => {
    expect(() => decideHours({ calendar: cn, closures: [], overrides: [], at: Number.NaN })).toThrow(RangeError);
  });
});

describe('holidays and make-up days', () => {
  test('a make-up Saturday is worked like the weekday it names', () => {
    expect(ask(cn, '2026-02-14T10:00+08:00')).toMatchObject({
      state: 'open',
      layer: 'make-up-day',
      reason: 'Make-up day',
      rule: { layer: 'make-up-day', file: 'calendar.yaml', line: 60 },
      until: '2026-02-14T18:00:00+08:00',
      nextOpen: '2026-02-24T09:00:00+08:00',
    });
  });

  test('a make-up day worked like a day without hours is closed', () => {
    const calendar = calendarWith({ makeUpDays: { '2026-11-25': makeUpDay('Odd day', 7) } });
    expect(ask(calendar, '2026-11-25T10:00+08:00')).toMatchObject({ state: 'closed', layer: 'make-up-day' });
  });

  test('the next opening skips a holiday of nine days', () => {
    expect(ask(cn, '2026-02-16T10:00+08:00')).toMatchObject({
      state: 'closed',
      layer: 'holiday',
      reason: 'Spring Festival',
      names: { en: 'Spring Festival', 'zh-CN': 'Spring Festival/zh' },
      until: '2026-02-24T09:00:00+08:00',
      nextOpen: '2026-02-24T09:00:00+08:00',
    });
  });

  test('a holiday on a Saturday changes nothing on the Monday, unless a substitute is entered', () => {
    const saturday = { '2026-10-03': holiday('Unity') };
    const friday = '2026-10-02T20:00+02:00';
    expect(ask(berlin({ holidays: saturday }), friday).nextOpen).toBe('2026-10-05T09:00:00+02:00');
    const moved = { ...saturday, '2026-10-05': holiday('Substitute') };
    expect(ask(berlin({ holidays: moved }), friday).nextOpen).toBe('2026-10-06T09:00:00+02:00');
  });

  test('two holidays that collide are over after the second of their days', () => {
    const hongKong = calendarWith({
      zone: 'Asia/Hong_Kong',
      holidays: eachDate('2026-04-03', '2026-04-07', holiday('Easter and Ching Ming')),
    });
    expect(ask(hongKong, '2026-04-02T18:00+08:00').nextOpen).toBe('2026-04-08T09:00:00+08:00');
  });

  test('a half-day closes at its own hour, a second sharp', () => {
    const calendar = calendarWith({ holidays: { '2026-12-24': holiday('Half-day', '09:00-12:00') } });
    expect(ask(calendar, '2026-12-24T11:59:59+08:00')).toMatchObject({ state: 'open', layer: 'holiday' });
    expect(ask(calendar, '2026-12-24T12:00:00+08:00')).toMatchObject({ state: 'closed', layer: 'holiday' });
  });

  test('extended hours on a holiday open a Sunday', () => {
    const calendar = calendarWith({ holidays: { '2026-11-29': holiday('Sales day', '08:00-22:00') } });
    expect(ask(calendar, '2026-11-29T21:00+08:00')).toMatchObject({ state: 'open', reason: 'Sales day' });
  });

  test('a shift begun before a holiday is worked to its end, and none begins on the holiday', () => {
    const calendar = berlin({ weekly: night, holidays: { '2026-11-25': holiday('Rest') } });
    expect(ask(calendar, '2026-11-25T05:59:59+01:00')).toMatchObject({ state: 'open', layer: 'weekly' });
    expect(ask(calendar, '2026-11-25T06:00+01:00')).toMatchObject({
      state: 'closed',
      layer: 'holiday',
      nextOpen: '2026-11-26T22:00:00+01:00',
    });
  });

  test('leap day and the turn of the year are days like others', () => {
    const calendar = calendarWith({
      holidays: { '2028-02-29': holiday('Leap day'), '2027-01-01': holiday('New Year') },
    });
    expect(ask(calendar, '2028-02-28T18:00+08:00').nextOpen).toBe('2028-03-01T09:00:00+08:00');
    expect(ask(calendar, '2026-12-31T23:59:59+08:00')).toMatchObject({ layer: 'weekly' });
    expect(ask(calendar, '2027-01-01T00:00:00+08:00')).toMatchObject({ layer: 'holiday' });
    expect(ask(calendar, '2026-12-31T18:00+08:00').nextOpen).toBe('2027-01-04T09:00:00+08:00');
  });
});

test('a decision reads a calendar that has been through JSON', () => {
  const stored = JSON.parse(JSON.stringify(cn));
  expect(ask(stored, '2026-02-14T10:00+08:00')).toEqual(ask(cn, '2026-02-14T10:00+08:00'));
});
