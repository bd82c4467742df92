import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queueFiguresOf } from '../../src/reports/figures/queue-figures.ts';
import { DEFAULT_SERVICE_LEVEL } from '../../src/reports/figures/service-level.ts';
import {
  addQueueCounts,
  DEFAULT_THRESHOLDS,
  NO_QUEUE_COUNTS,
  QUEUE_SUMS,
  type QueueCounts,
} from '../../src/reports/queue-counts.ts';
import { toSums } from '../../src/reports/sums.ts';
import { addWaits, NO_WAITS, oneWait } from '../../src/reports/waits.ts';

const figuresOf = (counts: QueueCounts) => queueFiguresOf(counts, DEFAULT_THRESHOLDS, DEFAULT_SERVICE_LEVEL);

/** Ten came: six were answered, two hung up (one after 3 s), one left for a call back, one waits. */
const morning: QueueCounts = {
  ...NO_QUEUE_COUNTS,
  offered: 10,
  answered: 6,
  abandoned: 2,
  diverted: 1,
  callbacksRequested: 1,
  moved: 3,
  handleMs: 1_800_000,
  answeredWaits: [4, 8, 15, 16, 23, 42].map((seconds) => oneWait(seconds * 1000)).reduce(addWaits, NO_WAITS),
  abandonedWaits: [3, 200].map((seconds) => oneWait(seconds * 1000)).reduce(addWaits, NO_WAITS),
};

test('the figures of a queue', () => {
  expect(figuresOf(morning)).toEqual({
    serviceLevel: {
      variant: "F5'",
      formula: 'A_T / (A + B − B_s)',
      answerSeconds: 20,
      shortSeconds: 5,
      share: 4 / 7,
    },
    strictServiceLevel: { variant: 'F3', formula: 'A_T / (A + B)', answerSeconds: 20, shortSeconds: 5, share: 4 / 8 },
    speedOfAnswerSeconds: 18,
    answeredWait: { longestSeconds: 42, p50Seconds: 15, p90Seconds: 42 },
    abandonedWait: { longestSeconds: 200, p50Seconds: 5, p90Seconds: 200 },
    abandonment: 1 / 9,
    rawAbandonment: 2 / 10,
    handleSeconds: 300,
    transferRate: 3 / 6,
    callbackRate: 1 / 10,
    waiting: 1,
  });
});

test('of nothing there is no figure, and no figure is NaN', () => {
  const { serviceLevel, strictServiceLevel, answeredWait, abandonedWait, waiting, ...others } =
    figuresOf(NO_QUEUE_COUNTS);
  const all = [
    serviceLevel.share,
    strictServiceLevel.share,
    ...[answeredWait, abandonedWait, others].flatMap(Object.values),
  ];
  expect(all).toHaveLength(14);
  expect(all.every((figure) => figure === null)).toBe(true);
  expect(waiting).toBe(0);
});

test('counts add up in any order, and nothing adds nothing', () => {
  const anyCounts = fc
    .tuple(fc.array(fc.nat(1000), { minLength: QUEUE_SUMS.length, maxLength: QUEUE_SUMS.length }), fc.nat(4_000_000))
    .map(
      ([sums, wait]): QueueCounts => ({
        ...toSums(QUEUE_SUMS, (name) => sums[QUEUE_SUMS.indexOf(name)] ?? 0),
        answeredWaits: oneWait(wait),
        abandonedWaits: oneWait(wait / 2),
      }),
    );
  fc.assert(
    fc.property(anyCounts, anyCounts, anyCounts, (one, other, third) => {
      const sum = addQueueCounts(addQueueCounts(one, other), third);
      expect(sum).toEqual(addQueueCounts(third, addQueueCounts(other, one)));
      expect(sum.offered).toBe(one.offered + other.offered + third.offered);
      expect(addQueueCounts(one, NO_QUEUE_COUNTS)).toEqual(one);
    }),
  );
});
