/** Lets what takes longer for some than for others be answered after the same time. */
export type Pace = <Result>(work: () => Promise<Result>) => Promise<Result>;

export interface PaceOptions {
  /** Answers are given after one such step, or two, or three… */
  readonly stepMs: number;
  /** Milliseconds of a clock that is never set. */
  readonly elapsed: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/**
 * Holds each answer, good or bad, until the next full step since it was asked for: what happened within a step cannot be
 * told from outside.
 */
export function createPace({ stepMs, elapsed, sleep }: PaceOptions): Pace {
  return async (work) => {
    const began = elapsed();
    try {
      return await work();
    } finally {
      const took = elapsed() - began;
      await sleep(Math.max(1, Math.ceil(took / stepMs)) * stepMs - took);
    }
  };
}
