import { addSums, type Sums, toSums } from './sums.ts';
import { addWaits, NO_WAITS, type WaitBound, type Waits } from './waits.ts';

/** What is counted of the visits of a queue, beside how long they waited. */
export const QUEUE_SUMS = [
  /** Visits that began. What is in none of the four that follow is still waiting. */
  'offered',
  'answered',
  /** Callers who hung up while they waited. */
  'abandoned',
  /** Left for a callback, a message, or because the wait or the queue was over. */
  'diverted',
  /** Nobody told how they ended, nor will. */
  'lost',
  /** Diverted by the wish to be called back. */
  'callbacksRequested',
  /** Answered, and then on to another queue in the same call. */
  'moved',
  /** Talk, hold and after-call work of answered visits. */
  'handleMs',
] as const;

/**
 * What one queue had to do in a stretch of time: the sums that all its figures are reckoned from. Counts of two stretches
 * add up to the counts of both. A visit counts in the stretch in which it began; the clock starts when the call enters
 * the queue.
 */
export interface QueueCounts extends Sums<(typeof QUEUE_SUMS)[number]> {
  readonly answeredWaits: Waits;
  readonly abandonedWaits: Waits;
}

export const NO_QUEUE_COUNTS: QueueCounts = {
  ...toSums(QUEUE_SUMS, () => 0),
  answeredWaits: NO_WAITS,
  abandonedWaits: NO_WAITS,
};

export const addQueueCounts = (one: QueueCounts, other: QueueCounts): QueueCounts => ({
  ...addSums(QUEUE_SUMS, one, other),
  answeredWaits: addWaits(one.answeredWaits, other.answeredWaits),
  abandonedWaits: addWaits(one.abandonedWaits, other.abandonedWaits),
});

/** What a stretch is judged by; stored with every figure, because other values make others. Bounds of bands of waits. */
export interface Thresholds {
  /** `T`: whoever is answered within it was answered in time. Seconds. */
  readonly answerSeconds: WaitBound;
  /** `s`: abandonment within it is short. Seconds. */
  readonly shortSeconds: WaitBound;
}

export const DEFAULT_THRESHOLDS: Thresholds = { answerSeconds: 20, shortSeconds: 5 };
