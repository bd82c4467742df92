import { describe, expect, test } from 'vitest';
import { decideLiveHours } from '../../src/hours/decide.ts';
import { ALWAYS, ask, calendarWith, closure, eachDate, holiday, makeUpDay, override, week } from './calendars.ts';

const cn = calendarWith({
  holidays: eachDate('2026-02-15', '2026-02-23', holiday('Spring Festival')),
  makeUpDays: { '2026-02-14': makeUpDay('Make-up day', 1), '2026-02-28': makeUpDay('Make-up day', 1) },
});
const berlin = (parts = {}) => calendarWith({ id: 'de', zone: 'Europe/Berlin', ...parts });
const night = week(Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, '22:00-06:00'])));

describe('a queue with hours of its own', () => {
  const queue = { id: 'complaints', weekly: week({ 2: '08:00-12:00', 6: '10:00-14:00' }) };

  test('is open where it and its region are', () => {
    expect(ask(cn, '2026-11-24T10:00+08:00', { queue })).toMatchObject({
      state: 'open',
      until: '2026-11-24T12:00:00+08:00',
    });
    expect(ask(cn, '2026-11-24T08:30+08:00', { queue })).toMatchObject({
      state: 'closed',
      nextOpen: '2026-11-24T09:00:00+08:00',
    });
    expect(ask(cn, '2026-11-28T11:00+08:00', { queue }).state).toBe('closed');
  });

  test('names its own line when it alone is closed', () => {
    expect(ask(cn, '2026-11-24T13:00+08:00', { queue })).toMatchObject({
      state: 'closed',
      reason: 'outside-queue-hours',
      rule: { layer: 'weekly', file: 'week.yaml', line: 12 },
    });
  });

  test('that never closes has the hours of its region', () => {
    const asked = ask(cn, '2026-11-24T10:00+08:00', { queue: { id: 'login', weekly: ALWAYS } });
    expect(asked.until).toBe('2026-11-24T18:00:00+08:00');
  });

  test('follows a make-up day', () => {
    const mondays = { id: 'login', weekly: week({ 1: '09:00-10:00' }) };
    expect(ask(cn, '2026-02-14T09:30+08:00', { queue: mondays }).state).toBe('open');
    expect(ask(cn, '2026-02-14T10:00+08:00', { queue: mondays }).state).toBe('closed');
  });

  test('over midnight meets the hours of its region over midnight', () => {
    const late = { id: 'login', weekly: week({ 2: '23:00-02:00' }) };
    expect(ask(berlin({ weekly: night }), '2026-11-24T23:30+01:00', { queue: late })).toMatchObject({
      state: 'open',
      until: '2026-11-25T02:00:00+01:00',
    });
  });
});

describe('dates that the calendar does not cover', () => {
  const calendar = calendarWith({
    coverageFrom: '2026-01-01',
    coverageUntil: '2026-12-31',
    uncovered: ['2026-06-10'],
  });

  test('are unknown, with what the ordinary week says', () => {
    expect(ask(calendar, '2027-01-05T10:00+08:00')).toMatchObject({
      state: 'unknown',
      liveState: 'open',
      layer: 'coverage',
      reason: 'beyond-coverage',
      rule: { layer: 'coverage', file: 'calendar.yaml', line: 5 },
      until: undefined,
      nextOpen: undefined,
    });
    expect(ask(calendar, '2027-01-05T19:00+08:00')).toMatchObject({ state: 'unknown', liveState: 'closed' });
  });

  test('end a covered evening, whose next opening is unknown too', () => {
    expect(ask(calendar, '2026-12-31T18:30+08:00')).toMatchObject({
      state: 'closed',
      until: '2027-01-01T00:00:00+08:00',
      nextOpen: undefined,
    });
  });

  test('can lie within the coverage, and before it', () => {
    expect(ask(calendar, '2026-06-10T10:00+08:00')).toMatchObject({
      state: 'unknown',
      until: '2026-06-11T00:00:00+08:00',
    });
    expect(ask(calendar, '2025-12-31T10:00+08:00')).toMatchObject({
      state: 'unknown',
      until: '2026-01-01T00:00:00+08:00',
    });
    expect(ask(calendar, '2026-06-09T19:00+08:00').nextOpen).toBeUndefined();
  });

  test('are decided by a closure or an override', () => {
    const during = ['2027-01-05T09:30+08:00', '2027-01-05T15:00+08:00'] as const;
    const at = '2027-01-05T10:00+08:00';
    expect(ask(calendar, at, { closures: [closure(...during)] })).toMatchObject({
      state: 'closed',
      nextOpen: undefined,
    });
    expect(ask(calendar, at, { overrides: [override('open', ...during)] }).state).toBe('open');
  });

  test('do not cut off a shift begun before them', () => {
    const nights = calendarWith({ coverageUntil: '2026-12-31', weekly: night });
    expect(ask(nights, '2027-01-01T05:00+08:00').state).toBe('open');
    expect(ask(nights, '2027-01-01T06:00+08:00').state).toBe('unknown');
  });

  test('leave a queue that is closed at that hour closed for live calls', () => {
    const queue = { id: 'login', weekly: week({ 2: '09:00-10:00' }) };
    expect(ask(calendar, '2027-01-05T11:00+08:00', { queue })).toMatchObject({ state: 'unknown', liveState: 'closed' });
    expect(ask(calendar, '2027-01-05T09:30+08:00', { queue })).toMatchObject({ state: 'unknown', liveState: 'open' });
  });

  test('are decided by the ordinary week for a live call', () => {
    const live = (at: string) => decideLiveHours({ calendar, closures: [], overrides: [], at: Date.parse(at) });
    expect(live('2027-01-05T10:00+08:00')).toMatchObject({
      state: 'open',
      until: Date.parse('2027-01-05T18:00+08:00'),
    });
    expect(live('2026-12-31T18:30+08:00').nextOpen).toBe(Date.parse('2027-01-01T09:00+08:00'));
    expect(live('2026-06-09T19:00+08:00').nextOpen).toBe(Date.parse('2026-06-10T09:00+08:00'));
  });
});
