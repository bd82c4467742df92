/**
 * What one queue had to do in a stretch of time: the sums that all its figures are reckoned from. Counts of two stretches
 * add up to the counts of both. A visit counts in the stretch in which it began; the clock starts when the call enters
 * the queue.
 */
export interface QueueCounts {
  /** Visits that began. What is neither answered, abandoned nor diverted is still waiting. */
  readonly offered: number;
  readonly answered: number;
  readonly answeredInThreshold: number;
  /** Callers who hung up while they waited. */
  readonly abandoned: number;
  readonly abandonedInThreshold: number;
  /** Abandoned so soon that hardly anybody could have been asked to answer. */
  readonly abandonedShort: number;
  /** Left for a callback, a message, or because the wait or the queue was over. */
  readonly diverted: number;
  readonly callbacksRequested: number;
  /** Of answered visits, seconds. */
  readonly answeredWaitSeconds: number;
  readonly longestAnsweredWaitSeconds: number;
  readonly abandonedWaitSeconds: number;
  readonly longestAbandonedWaitSeconds: number;
  /** Talk, hold and after-call work of answered visits. */
  readonly handleSeconds: number;
}

/** What a stretch is counted with; stored with every figure, because other values make others. */
export interface Thresholds {
  /** `T`: whoever is answered within it was answered in time. Seconds. */
  readonly answerSeconds: number;
  /** `s`: abandonment within it is short. Seconds. */
  readonly shortSeconds: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = { answerSeconds: 20, shortSeconds: 5 };
