import { describe, expect, test } from 'vitest';
import { reckonServiceLevel, SERVICE_LEVELS, serviceLevelOf } from '../../src/reports/figures/service-level.ts';
import { NO_QUEUE_COUNTS, type QueueCounts } from '../../src/reports/queue-counts.ts';
import { addWaits, NO_WAITS, oneWait, type Waits } from '../../src/reports/waits.ts';

/** So many waits of so many seconds each. */
const waits = (...groups: readonly (readonly [count: number, seconds: number])[]): Waits =>
  groups
    .flatMap(([count, seconds]) => Array.from({ length: count }, () => oneWait(seconds * 1000)))
    .reduce(addWaits, NO_WAITS);

/** The published day: 1,000 answered, 860 of them within 20 s; 60 hung up, 10 within 5 s and 20 within 20 s. */
const published: QueueCounts = {
  ...NO_QUEUE_COUNTS,
  offered: 1060,
  answered: 1000,
  abandoned: 60,
  answeredWaits: waits([860, 12], [140, 70]),
  abandonedWaits: waits([10, 4], [10, 18], [40, 90]),
};

describe('the service level of the published day', () => {
  test.each([
    ['F1', 0.8302],
    ['F2', 0.86],
    ['F3', 0.8113],
    ['F4', 0.8269],
    ['F5', 0.8208],
    ["F5'", 0.819],
  ] as const)('by %s is %d', (variant, share) => {
    const level = serviceLevelOf(published, { answerSeconds: 20, shortSeconds: 5 }, variant);
    expect(level).toMatchObject({ variant, answerSeconds: 20, shortSeconds: 5 });
    expect(level.share).toBeCloseTo(share, 4);
  });

  test('by other thresholds is another', () => {
    const spain = { answerSeconds: 180, shortSeconds: 5 } as const;
    expect(serviceLevelOf(published, spain, 'F2').share).toBe(1);
    expect(serviceLevelOf(published, spain, 'F3').share).toBeCloseTo(1000 / 1060, 12);
  });
});

test('every variant says its formula', () => {
  const thresholds = { answerSeconds: 20, shortSeconds: 5 } as const;
  const formulas = SERVICE_LEVELS.map((variant) => serviceLevelOf(published, thresholds, variant).formula);
  expect(formulas).toEqual([
    '(A_T + B_T) / (A + B)',
    'A_T / A',
    'A_T / (A + B)',
    'A_T / (A + B − B_T)',
    '(A_T + B_s) / (A + B)',
    'A_T / (A + B − B_s)',
  ]);
});

test.each(SERVICE_LEVELS)('where nobody called, %s says nothing', (variant) => {
  const nobody = { answered: 0, answeredInThreshold: 0, abandoned: 0, abandonedInThreshold: 0, abandonedShort: 0 };
  expect(reckonServiceLevel(variant, nobody)).toBeNull();
});

test('where all hung up at once, what leaves them out says nothing and what counts them says all or none', () => {
  const terms = { answered: 0, answeredInThreshold: 0, abandoned: 3, abandonedInThreshold: 3, abandonedShort: 3 };
  expect(SERVICE_LEVELS.map((variant) => reckonServiceLevel(variant, terms))).toEqual([1, null, 0, null, 1, null]);
});
