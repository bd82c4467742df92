import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutByInterval, HALF_HOUR_MS, INTERVALS, type Interval, type Stretch } from '../../src/reports/stretches.ts';

const at = (iso: string): number => Date.parse(iso);
const iso = (ms: number): string => new Date(ms).toISOString();
const cut = (from: string, to: string, interval: Interval, zone: string): readonly Stretch[] =>
  cutByInterval({ from: at(from), to: at(to) }, interval, zone);
const hoursOf = (stretches: readonly Stretch[]): readonly number[] =>
  stretches.map(({ from, to }) => (to - from) / 3_600_000);

describe('days', () => {
  test('are those of the zone', () => {
    const days = cut('2026-11-01T16:00:00Z', '2026-11-03T16:00:00Z', 'day', 'Asia/Shanghai');
    expect(days.map(({ from }) => iso(from))).toEqual(['2026-11-01T16:00:00.000Z', '2026-11-02T16:00:00.000Z']);
  });

  test('have 23 and 25 hours where the clocks are put', () => {
    expect(hoursOf(cut('2026-03-27T23:00:00Z', '2026-03-30T22:00:00Z', 'day', 'Europe/Madrid'))).toEqual([24, 23, 24]);
    expect(hoursOf(cut('2026-10-24T22:00:00Z', '2026-10-26T23:00:00Z', 'day', 'Europe/Madrid'))).toEqual([25, 24]);
  });

  test('begin when midnight is over where it is left out', () => {
    // Brazil put its clocks forward at midnight until 2018.
    const days = cut('2018-11-03T03:00:00Z', '2018-11-06T02:00:00Z', 'day', 'America/Sao_Paulo');
    expect(days.map(({ from }) => iso(from).slice(0, 16))).toEqual([
      '2018-11-03T03:00',
      '2018-11-04T03:00',
      '2018-11-05T02:00',
    ]);
  });

  test('of which only a part is asked for are parts', () => {
    expect(hoursOf(cut('2026-11-02T10:10:00Z', '2026-11-04T01:20:00Z', 'day', 'UTC'))).toEqual([14, 24, 1.5]);
  });
});

test('weeks begin on Monday, months on the first', () => {
  const weeks = cut('2026-11-04T00:00:00Z', '2026-11-18T00:00:00Z', 'week', 'UTC');
  expect(weeks.map(({ from }) => iso(from).slice(0, 10))).toEqual(['2026-11-04', '2026-11-09', '2026-11-16']);
  const months = cut('2026-11-14T23:00:00Z', '2027-03-01T00:00:00Z', 'month', 'Europe/Madrid');
  expect(months.map(({ from }) => iso(from).slice(0, 13))).toEqual([
    '2026-11-14T23',
    '2026-11-30T23',
    '2026-12-31T23',
    '2027-01-31T23',
    '2027-02-28T23',
  ]);
});

test('hours are those of the clocks, also where they are put by half an hour', () => {
  const india = cut('2026-11-02T00:00:00Z', '2026-11-02T02:00:00Z', 'hour', 'Asia/Kolkata');
  expect(india.map(({ from }) => iso(from).slice(11, 16))).toEqual(['00:00', '00:30', '01:30']);
  // On Lord Howe Island two o'clock becomes half past two.
  expect(hoursOf(cut('2026-10-03T14:00:00Z', '2026-10-03T18:00:00Z', 'hour', 'Australia/Lord_Howe'))).toEqual([
    0.5, 1, 0.5, 1, 1,
  ]);
});

test('whatever is asked for is covered without a gap, in order, on the half-hours', () => {
  const zones = ['UTC', 'Asia/Shanghai', 'Europe/Madrid', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Lord_Howe'];
  const anyStretch = fc.tuple(
    fc.integer({ min: 0, max: 400 * 86_400_000 }),
    fc.integer({ min: 1, max: 20 * 86_400_000 }),
  );
  fc.assert(
    fc.property(
      anyStretch,
      fc.constantFrom(...INTERVALS),
      fc.constantFrom(...zones),
      ([start, long], interval, zone) => {
        const from = at('2026-01-01T00:00:00Z') + start;
        const stretches = cutByInterval({ from, to: from + long }, interval, zone);
        const borders = [...stretches.map((stretch) => stretch.from), stretches.at(-1)?.to ?? 0];
        expect(stretches.slice(1).map((stretch) => stretch.from)).toEqual(stretches.slice(0, -1).map(({ to }) => to));
        expect(borders.toSorted((one, other) => one - other)).toEqual(borders);
        expect(borders.every((border) => border % HALF_HOUR_MS === 0)).toBe(true);
        expect(borders[0]).toBe(Math.floor(from / HALF_HOUR_MS) * HALF_HOUR_MS);
        expect(borders.at(-1)).toBe(Math.ceil((from + long) / HALF_HOUR_MS) * HALF_HOUR_MS);
      },
    ),
  );
});

test('a zone whose days begin off the half-hour is refused, its half-hours are not', () => {
  const from = '2026-11-02T00:00:00Z';
  expect(() => cut(from, '2026-11-04T00:00:00Z', 'day', 'Asia/Kathmandu')).toThrow(
    expect.objectContaining({ code: 'off-grid' }),
  );
  expect(cut(from, '2026-11-02T02:00:00Z', 'half-hour', 'Asia/Kathmandu')).toHaveLength(4);
});

test('more than a thousand stretches are refused', () => {
  expect(() => cut('2026-01-01T00:00:00Z', '2026-12-01T00:00:00Z', 'hour', 'UTC')).toThrow(
    expect.objectContaining({ code: 'too-many-stretches' }),
  );
});
