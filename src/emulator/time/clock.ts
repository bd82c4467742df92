import { createQuietude } from './quietude.ts';

/** Where all waiting of the emulated telephone network happens. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `run` after `delayMs`; the function that is returned calls it off. */
  after(delayMs: number, run: () => void): () => void;
  sleep(delayMs: number): Promise<void>;
  /** Holds virtual time still until `work` is settled. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Lets virtual time run until `wanted` is settled. Without anyone who waits so, virtual time stands. */
  until<T>(wanted: Promise<T>): Promise<T>;
  /**
   * A sleep for the server under test: time may pass although a webhook is in flight, since the server itself waits.
   */
  sleepInServer(delayMs: number): Promise<void>;
}

/** How a clock is made. */
export interface ClockOptions {
  /** The first instant, epoch milliseconds. */
  readonly startsAt: number;
  /** Told of each new instant before what is due then happens. Virtual time only. */
  readonly onTime?: ((at: number) => void) | undefined;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/**
 * A clock whose time stands still while anything is in flight over HTTP or nobody waits, and jumps to the next event
 * otherwise. Events of one instant happen in the order in which they were set.
 */
export function createVirtualClock({ startsAt, onTime }: ClockOptions): Clock {
  const timers: Timer[] = [];
  const quietude = createQuietude({ hasNext: () => timers.length > 0, next: jump });
  let instant = startsAt;

  function jump(): void {
    const timer = timers.shift();
    if (!timer) return;
    if (timer.at > instant) {
      instant = timer.at;
      onTime?.(instant);
    }
    timer.run();
  }

  function after(delayMs: number, run: () => void): () => void {
    const timer = { at: instant + Math.max(0, delayMs), run };
    const later = timers.findIndex(({ at }) => at > timer.at);
    timers.splice(later === -1 ? timers.length : later, 0, timer);
    quietude.look();
    return () => {
      const index = timers.indexOf(timer);
      if (index >= 0) timers.splice(index, 1);
    };
  }

  const sleep = (delayMs: number) => new Promise<void>((wake) => void after(delayMs, wake));
  return {
    now: () => instant,
    after,
    sleep,
    during: (work) => quietude.during(work),
    until: (wanted) => quietude.until(wanted),
    sleepInServer: (delayMs) => quietude.inServer(sleep(delayMs)),
  };
}

/** A clock that waits as long as it says, for telephones that people use. It starts at `startsAt` and runs from there. */
export function createRealClock({ startsAt }: ClockOptions): Clock {
  const offset = startsAt - Date.now();
  const after = (delayMs: number, run: () => void) => {
    const timer = setTimeout(run, Math.min(delayMs, LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  };
  const sleep = (delayMs: number) => new Promise<void>((wake) => void after(delayMs, wake));
  return {
    now: () => Date.now() + offset,
    after,
    sleep,
    during: (work) => work,
    until: (wanted) => wanted,
    sleepInServer: sleep,
  };
}

/** Node's timers hold 31 bits of milliseconds; a longer wait ends there, after 24 days. */
const LONGEST_TIMER_MS = 2_147_483_647;
