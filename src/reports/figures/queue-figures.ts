import type { QueueCounts, Thresholds } from '../queue-counts.ts';
import { percentileSeconds, type Waits } from '../waits.ts';
import { type Figure, meanSeconds, ratio } from './ratio.ts';
import { type ServiceLevel, type ServiceLevelVariant, serviceLevelOf, termsAt } from './service-level.ts';

/** How long those waited who came to the same end; a mean would hide the tail. Seconds, null where there were none. */
export interface WaitFigures {
  readonly longestSeconds: Figure;
  readonly p50Seconds: Figure;
  readonly p90Seconds: Figure;
}

/** The figures of a queue. `A` answered, `B` abandoned, `O` offered, `s` the limit of short abandonment. */
export interface QueueFigures {
  readonly serviceLevel: ServiceLevel;
  /** By F3, beside whatever other was asked for: whoever hung up was not answered in time. */
  readonly strictServiceLevel: ServiceLevel;
  /**
   * Average speed of answer: Σ wait of answered visits / A; those who hung up are left out.
   * Source: Contact Center Pipeline, September 2025.
   */
  readonly speedOfAnswerSeconds: Figure;
  readonly answeredWait: WaitFigures;
  readonly abandonedWait: WaitFigures;
  /** (B − B_s) / (O − B_s). Source: Contact Center Pipeline, September 2025, which asks for a threshold. */
  readonly abandonment: Figure;
  /** B / O. */
  readonly rawAbandonment: Figure;
  /** Average handle time: (Σ talk + Σ hold + Σ after-call work) / A. Source: Contact Center Pipeline, September 2025. */
  readonly handleSeconds: Figure;
  /** Answered visits after which the call joined another queue / A. */
  readonly transferRate: Figure;
  /** Visits that were given up for a call back / O. */
  readonly callbackRate: Figure;
  /** Neither answered nor gone. */
  readonly waiting: number;
}

export function queueFiguresOf(
  counts: QueueCounts,
  thresholds: Thresholds,
  variant: ServiceLevelVariant,
): QueueFigures {
  const { offered, answered, abandoned, diverted, lost, answeredWaits, abandonedWaits } = counts;
  const { abandonedShort } = termsAt(counts, thresholds);
  return {
    serviceLevel: serviceLevelOf(counts, thresholds, variant),
    strictServiceLevel: serviceLevelOf(counts, thresholds, 'F3'),
    speedOfAnswerSeconds: meanSeconds(answeredWaits.totalMs, answered),
    answeredWait: waitFiguresOf(answeredWaits, answered),
    abandonedWait: waitFiguresOf(abandonedWaits, abandoned),
    abandonment: ratio(abandoned - abandonedShort, offered - abandonedShort),
    rawAbandonment: ratio(abandoned, offered),
    handleSeconds: meanSeconds(counts.handleMs, answered),
    transferRate: ratio(counts.moved, answered),
    callbackRate: ratio(counts.callbacksRequested, offered),
    waiting: offered - answered - abandoned - diverted - lost,
  };
}

const waitFiguresOf = (waits: Waits, count: number): WaitFigures => ({
  longestSeconds: count > 0 ? waits.longestMs / 1000 : null,
  p50Seconds: percentileSeconds(waits, 0.5),
  p90Seconds: percentileSeconds(waits, 0.9),
});
