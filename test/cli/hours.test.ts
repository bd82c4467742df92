import { describe, expect, test } from 'vitest';
import { type HoursOptions, type HoursWorld, runHours } from '../../src/cli/hours.ts';
import { calendarWith, closure, holiday, makeUpDay, week } from '../hours/calendars.ts';

const cn = calendarWith({
  coverageUntil: '2026-12-31',
  holidays: { '2026-10-01': holiday('National Day') },
  makeUpDays: { '2026-02-14': makeUpDay('Spring Festival make-up day', 1) },
});
const gb = calendarWith({ id: 'gb', zone: 'Europe/London', weekly: week({ 2: '22:00-06:00' }) });

const run = (options: Partial<HoursOptions>, parts: Partial<HoursWorld> = {}) => {
  const printed: string[] = [];
  const complaints: string[] = [];
  const world = { calendars: [cn, gb], closures: [], overrides: [], now: Date.parse('2026-11-24T02:00Z'), ...parts };
  const io = { print: (line: string) => printed.push(line), complain: (line: string) => complaints.push(line) };
  const status = runHours({ region: 'cn', ...options }, world, io);
  return { status, printed, complaints };
};

const json = (options: Partial<HoursOptions>, parts: Partial<HoursWorld> = {}) =>
  JSON.parse(run({ ...options, json: true }, parts).printed.join('\n'));

describe('asked for an instant', () => {
  test('it says open or closed, why, until when, and the next opening', () => {
    expect(run({ at: '2026-02-14T10:00+08:00' })).toEqual({
      status: 0,
      complaints: [],
      printed: [
        'cn is open on Saturday 14 February 2026, 10:00:00 +08:00 (Asia/Shanghai).',
        'Why: Spring Festival make-up day, by the rule in calendar.yaml:60 (make-up-day).',
        'Until: Saturday 14 February 2026, 18:00:00 +08:00.',
        'Next opening: Monday 16 February 2026, 09:00:00 +08:00.',
      ],
    });
  });

  test('it gives the same as JSON, in the fixed shape', () => {
    expect(json({ at: '2026-02-14T10:00+08:00' })).toEqual({
      region: 'cn',
      at: '2026-02-14T10:00:00+08:00',
      state: 'open',
      reason: 'Spring Festival make-up day',
      rule: { layer: 'make-up-day', file: 'calendar.yaml', line: 60 },
      until: '2026-02-14T18:00:00+08:00',
      nextOpen: '2026-02-16T09:00:00+08:00',
    });
  });

  test('a time without an offset is the own time of the region', () => {
    expect(json({ at: '2026-10-01T12:00' })).toMatchObject({ at: '2026-10-01T12:00:00+08:00', state: 'closed' });
  });

  test('without an instant it is about now', () => {
    expect(json({})).toMatchObject({ at: '2026-11-24T10:00:00+08:00', state: 'open' });
  });

  test('a closure has no file, and ends by itself', () => {
    const closures = [closure('2026-11-24T09:30+08:00', '2026-11-24T15:00+08:00')];
    expect(json({}, { closures })).toMatchObject({
      state: 'closed',
      reason: 'maintenance',
      rule: { layer: 'closure', file: null, line: null },
      until: '2026-11-24T15:00:00+08:00',
    });
    expect(run({}, { closures }).printed[1]).toBe('Why: maintenance, by a rule of the layer closure.');
  });

  test('beyond the coverage it is unknown, and says what calls go by', () => {
    expect(json({ at: '2027-01-05T10:00' })).toMatchObject({ state: 'unknown', until: null, nextOpen: null });
    expect(run({ at: '2027-01-05T10:00' }).printed).toEqual([
      'cn has unknown hours on Tuesday 5 January 2027, 10:00:00 +08:00 (Asia/Shanghai).',
      'Why: beyond-coverage, by the rule in calendar.yaml:5 (coverage).',
      'Calls go by the weekly hours meanwhile: open.',
      'Until: nothing changes within 400 days.',
      'Next opening: none is known.',
    ]);
  });
});

describe('asked for dates', () => {
  test('it prints the days as a table', () => {
    expect(run({ from: '2026-09-30', to: '2026-10-02' }).printed).toEqual([
      'date        weekday    state   hours        reason',
      '2026-09-30  Wednesday  open    09:00-18:00  opening-hours (week.yaml:13)',
      '2026-10-01  Thursday   closed  -            National Day (calendar.yaml:50)',
      '2026-10-02  Friday     open    09:00-18:00  opening-hours (week.yaml:15)',
    ]);
  });

  test('it shows midnight as 24:00, seconds where there are any, and a closure by its layer', () => {
    const closures = [closure('2026-11-24T23:00:30Z', '2026-11-26T12:00Z')];
    expect(run({ region: 'gb', from: '2026-11-24', to: '2026-11-25' }, { closures }).printed.slice(1)).toEqual([
      '2026-11-24  Tuesday    open    22:00-23:00:30  opening-hours (week.yaml:12)',
      '2026-11-25  Wednesday  closed  -               maintenance (closure)',
    ]);
    expect(run({ region: 'gb', from: '2026-11-24' }).printed[1]).toContain('22:00-24:00');
  });

  test('it gives the days as JSON', () => {
    expect(json({ from: '2026-10-01', to: '2026-10-02' })).toEqual([
      {
        region: 'cn',
        date: '2026-10-01',
        state: 'closed',
        spans: [],
        reason: 'National Day',
        rule: { layer: 'holiday', file: 'calendar.yaml', line: 50 },
        nextOpen: '2026-10-02T09:00:00+08:00',
      },
      {
        region: 'cn',
        date: '2026-10-02',
        state: 'open',
        spans: [{ from: '2026-10-02T09:00:00+08:00', to: '2026-10-02T18:00:00+08:00' }],
        reason: 'opening-hours',
        rule: { layer: 'weekly', file: 'week.yaml', line: 15 },
        nextOpen: '2026-10-05T09:00:00+08:00',
      },
    ]);
  });

  test('one date alone is a table of one day', () => {
    expect(run({ from: '2026-10-01' }).printed).toHaveLength(2);
    expect(run({ to: '2026-10-01' }).printed).toEqual(run({ from: '2026-10-01' }).printed);
  });

  test('400 days are shown, and a day more is not', () => {
    expect(run({ from: '2025-01-01', to: '2026-02-04' }).printed).toHaveLength(401);
    expect(run({ from: '2025-01-01', to: '2026-02-05' }).status).toBe(2);
  });
});

describe('wrong usage ends with 2 and says what is wrong', () => {
  test.each<[Partial<HoursOptions>, string]>([
    [{ region: 'xx' }, 'There is no region xx. The regions are cn, gb.'],
    [
      { at: 'noon' },
      "--at noon is no instant. Write 2026-02-14T10:00+08:00, or 2026-02-14T10:00 in the region's own time.",
    ],
    [
      { region: 'gb', at: '2026-03-29T01:30' },
      '--at 2026-03-29T01:30 does not exist in Europe/London: clocks are put forward over it. Write an offset.',
    ],
    [{ from: '2026-02-31' }, '--from 2026-02-31 is no date. Write it as 2026-09-25.'],
    [{ from: '2026-02-01', to: 'later' }, '--to later is no date. Write it as 2026-10-12.'],
    [{ from: '2026-02-02', to: '2026-02-01' }, '--from 2026-02-02 is after --to 2026-02-01.'],
    [{ from: '2025-01-01', to: '2027-01-01' }, 'At most 400 days are shown at once.'],
    [
      { at: '2026-02-14T10:00', from: '2026-02-14' },
      'Ask with --at for an instant, or with --from and --to for a table of days.',
    ],
  ])('%j', (options, complaint) => {
    expect(run(options)).toEqual({ status: 2, printed: [], complaints: [complaint] });
  });
});
