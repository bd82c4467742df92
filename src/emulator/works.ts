import { isOver, type Leg } from './calls/leg.ts';
import type { Clock } from './time/clock.ts';

/** All that is under way in the network. */
export interface Works {
  /** Work that goes on by itself, or that is part of a leg's course. What it throws stays unhandled, so that it is seen. */
  add(work: Promise<unknown>, leg?: Leg): void;
  /** Waits until nothing is left but the courses of live legs. */
  settle(clock: Clock): Promise<void>;
}

/** Nothing is under way yet. */
export function createWorks(): Works {
  const works = new Map<Promise<unknown>, Leg | undefined>();
  const unsettled = () => [...works].filter(([, leg]) => leg === undefined || isOver(leg)).map(([work]) => work);
  return {
    add(work, leg) {
      works.set(work, leg);
      void work.finally(() => works.delete(work));
    },
    async settle(clock) {
      for (let left = unsettled(); left.length > 0; left = unsettled()) await clock.until(Promise.allSettled(left));
    },
  };
}
