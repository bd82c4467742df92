import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWaits,
  countWithin,
  NO_WAITS,
  oneWait,
  percentileSeconds,
  toMs,
  WAIT_BOUNDS,
  type Waits,
} from '../../src/reports/waits.ts';

const waitsOf = (all: readonly number[]): Waits => all.map(oneWait).reduce(addWaits, NO_WAITS);
const anyWaits = fc.array(fc.nat(5_000_000), { maxLength: 60 });

test('a wait belongs to the band that ends with it or after it', () => {
  expect(oneWait(0).byBand[0]).toBe(1);
  expect(oneWait(5000).byBand[1]).toBe(1);
  expect(oneWait(5001).byBand[2]).toBe(1);
  expect(oneWait(3_600_001).byBand.at(-1)).toBe(1);
});

test('waits of two stretches add up to those of both', () => {
  fc.assert(
    fc.property(anyWaits, anyWaits, (one, other) => {
      expect(addWaits(waitsOf(one), waitsOf(other))).toEqual(waitsOf([...one, ...other]));
    }),
  );
});

test('as many are within a bound as waited no longer', () => {
  fc.assert(
    fc.property(anyWaits, fc.constantFrom(...WAIT_BOUNDS), (all, bound) => {
      expect(countWithin(waitsOf(all), bound)).toBe(all.filter((ms) => ms <= bound * 1000).length);
    }),
  );
});

describe('the time within which a share of waits was over', () => {
  test('is none where nobody waited', () => {
    expect(percentileSeconds(NO_WAITS, 0.9)).toBeNull();
  });

  test('is where the band of the nearest rank ends', () => {
    expect(percentileSeconds(waitsOf([1000, 3000, 7000, 8000, 61_000]), 0.5)).toBe(10);
    expect(percentileSeconds(waitsOf([1000, 3000, 7000, 8000, 61_000, 62_000]), 0.5)).toBe(10);
    expect(percentileSeconds(waitsOf([1000, 3000, 7000, 8000, 61_000, 74_000, 80_000]), 0.9)).toBe(80);
  });

  test('is never more than the longest, nor less than the exact one, nor a band too long', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(5_000_000), { minLength: 1, maxLength: 60 }),
        fc.constantFrom(0.1, 0.5, 0.9, 1),
        (all, share) => {
          const sorted = all.toSorted((one, other) => one - other);
          const exact = (sorted[Math.ceil(all.length * share) - 1] ?? 0) / 1000;
          const longest = (sorted.at(-1) ?? 0) / 1000;
          const end = WAIT_BOUNDS.find((bound) => exact <= bound) ?? Number.POSITIVE_INFINITY;
          expect(percentileSeconds(waitsOf(all), share)).toBe(Math.min(end, longest));
          expect(Math.min(end, longest)).toBeGreaterThanOrEqual(exact);
        },
      ),
    );
  });
});

test('seconds are whole milliseconds, halves upwards', () => {
  expect([0, 1.0004, 1.0005, 12.345].map(toMs)).toEqual([0, 1000, 1001, 12_345]);
});

test('bounds rise', () => {
  expect(WAIT_BOUNDS.toSorted((one, other) => one - other)).toEqual([...WAIT_BOUNDS]);
});
