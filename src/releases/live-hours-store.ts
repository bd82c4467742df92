import { DAY_MS } from '../hours/local-date.ts';
import type { HoursChange } from './hours-change.ts';

/** Keeps closures and overrides where every process of the hotline finds them. */
export interface LiveHoursStore {
  /**
   * All that run now or are still to come, in the order in which they begin.
   *
   * Rejects where the store does not answer, or holds what cannot be read: better to go on with what is known.
   */
  list(): Promise<readonly HoursChange[]>;
  /** Adds one, or puts it in the place of the one with its id; those that ended long ago are dropped. */
  add(change: HoursChange): Promise<void>;
  /** Takes one away. False where there is none with this id. */
  end(id: string): Promise<boolean>;
}

export interface LiveHoursStoreOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Those that ended are kept a little longer, so that processes whose clocks differ do not drop each other's. */
const KEPT_MS = DAY_MS;

/** Whether it has ended so long ago that it can be dropped. `at` is epoch ms. */
export const isOld = ({ until }: HoursChange, at: number): boolean => until + KEPT_MS <= at;

/** Whether it runs, or is still to come. `at` is epoch ms. */
export const isToCount = ({ until }: HoursChange, at: number): boolean => at < until;
