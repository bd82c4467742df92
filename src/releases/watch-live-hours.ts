import type { LiveHours, Logger } from '../calls/ports.ts';
import type { Closure, Override } from '../hours/calendar.ts';
import type { LiveHoursStore } from './live-hours-store.ts';

/** The closures and overrides of this moment, read without waiting, until they are no longer watched. */
export interface WatchedHours extends LiveHours {
  stop(): void;
}

export interface WatchOptions {
  readonly log: Logger;
  /** Time between two looks at the store. */
  readonly everyMs?: number;
}

/** With the store's own deadline of 250 ms, what staff decide counts everywhere within a second. */
const EVERY_MS = 400;

interface Snapshot {
  readonly closures: readonly Closure[];
  readonly overrides: readonly Override[];
}

/**
 * Watches the store and keeps what it last said. While the store does not answer that goes on counting, and ends when it
 * was to end; the first failure and the first answer after it are logged.
 */
export async function watchLiveHours(store: LiveHoursStore, options: WatchOptions): Promise<WatchedHours> {
  const { log, everyMs = EVERY_MS } = options;
  let known: Snapshot = { closures: [], overrides: [] };
  let answers = true;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    try {
      known = snapshotOf(await store.list());
      if (!answers) log.info({}, 'closures and overrides are read again');
      answers = true;
    } catch (err) {
      if (answers) log.warn({ err }, 'closures and overrides cannot be read: those last known go on counting');
      answers = false;
    }
  };
  const lookAgain = (): void => {
    if (stopped) return;
    timer = setTimeout(() => void look().then(lookAgain), everyMs).unref();
  };

  await look();
  lookAgain();
  return {
    closures: () => known.closures,
    overrides: () => known.overrides,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

const snapshotOf = (changes: Awaited<ReturnType<LiveHoursStore['list']>>): Snapshot => ({
  closures: changes.filter((change) => change.type === 'closure'),
  overrides: changes.filter((change) => change.type === 'override'),
});
