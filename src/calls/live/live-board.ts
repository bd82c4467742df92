import type { Logger } from '../ports.ts';
import { createCallsInView } from './calls-in-view.ts';
import type { LiveEvent } from './live-event.ts';
import type { LiveEvents, LiveGap } from './live-events.ts';
import type { RunningCall } from './running-call.ts';

/** An event with the call as it was before, where it was known, and after, where it still runs. */
export interface BoardEvent {
  readonly type: 'event';
  /** Greater for what is told later, while the board is looked at without a break. */
  readonly id: string;
  readonly event: LiveEvent;
  readonly before: RunningCall | undefined;
  readonly call: RunningCall | undefined;
}

/** All calls that run, in place of all that was told before. */
export interface BoardView {
  readonly type: 'view';
  /** Of the last event that it holds. */
  readonly id: string;
  readonly calls: readonly RunningCall[];
}

export type BoardListener = (told: BoardEvent | BoardView | LiveGap) => void;

/** How somebody looks at the board. */
export interface BoardFollowing {
  /** What was told after the event that was seen last; absent where that is not known any more, or none was seen. */
  readonly missed: readonly BoardEvent[] | undefined;
  readonly view: BoardView;
  stop(): void;
}

/** The calls that run in all processes, kept up while somebody looks. */
export interface LiveBoard {
  /**
   * Tells all that happens from the view on that it gives. An event of a call that the board does not know is not told;
   * the next view has it. Rejects where the record of calls cannot be read.
   */
  follow(listener: BoardListener, lastSeen?: string): Promise<BoardFollowing>;
  close(): void;
}

export interface LiveBoardOptions {
  readonly events: LiveEvents;
  /** The calls that run by the record, which may be some moments behind. */
  readonly findRunning: () => Promise<readonly RunningCall[]>;
  /** A name that no board of any process has had. */
  readonly newName: () => string;
  /** Calls `run` after a while; the function that is returned prevents it. */
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly log: Logger;
}

/** By then the record has what had just happened when it was read first. */
const SETTLE_MS = 1500;
/** The record is read again now and then: it also hears of calls whose end nobody told. */
const REFRESH_MS = 60_000;
/** Whoever comes back within this gets what they have missed. */
const LINGER_MS = 30_000;
/** Events that are kept for those who come back. */
const KEPT_EVENTS = 2000;

/** A board that nobody looks at costs nothing. */
export function createLiveBoard(options: LiveBoardOptions): LiveBoard {
  let looking: Look | undefined;
  let cancelEnd = (): void => undefined;

  function endLater(): void {
    cancelEnd = options.after(LINGER_MS, () => {
      looking?.end();
      looking = undefined;
    });
  }

  return {
    async follow(listener, lastSeen) {
      cancelEnd();
      looking ??= look(options);
      const here = looking;
      try {
        await here.ready;
      } catch (error) {
        if (looking === here) looking = undefined;
        here.end();
        throw error;
      }
      return here.join(listener, lastSeen, endLater);
    },
    close() {
      cancelEnd();
      looking?.end();
      looking = undefined;
    },
  };
}

/** The board from when somebody comes until nobody is there any more. */
interface Look {
  /** Rejects where the record cannot be read. */
  readonly ready: Promise<void>;
  join(listener: BoardListener, lastSeen: string | undefined, onEmpty: () => void): BoardFollowing;
  end(): void;
}

function look(options: LiveBoardOptions): Look {
  const name = options.newName();
  const calls = createCallsInView();
  const listeners = new Set<BoardListener>();
  let kept: BoardEvent[] = [];
  let told = 0;

  const tell: BoardListener = (item) => {
    for (const listener of [...listeners]) listener(item);
  };
  const view = (): BoardView => ({ type: 'view', id: `${name}-${told}`, calls: calls.all() });
  const reading = createReading(options, (recorded) => {
    calls.merge(recorded);
    tell(view());
  });

  function onEvent(event: LiveEvent): void {
    const change = calls.take(event);
    if (!change) return;
    told += 1;
    const item: BoardEvent = { type: 'event', id: `${name}-${told}`, event, ...change };
    kept.push(item);
    if (kept.length > 2 * KEPT_EVENTS) kept = kept.slice(-KEPT_EVENTS);
    tell(item);
  }

  function onGap(gap: LiveGap): void {
    kept = [];
    told += 1;
    calls.forgetEvents();
    tell(gap);
    reading.again(SETTLE_MS);
  }

  const stop = options.events.watch((item) => (item.type === 'gap' ? onGap(item) : onEvent(item)));
  return {
    ready: reading.once().then(() => reading.again(SETTLE_MS)),
    join(listener, lastSeen, onEmpty) {
      const own: BoardListener = (item) => listener(item);
      listeners.add(own);
      return {
        missed: since(kept, { name, told, lastSeen }),
        view: view(),
        stop() {
          if (listeners.delete(own) && listeners.size === 0) onEmpty();
        },
      };
    },
    end() {
      stop();
      reading.stop();
      listeners.clear();
    },
  };
}

/** Reads the record, again and again. */
interface Reading {
  /** Rejects where the record cannot be read. */
  once(): Promise<void>;
  /** Reads after a while, and then every minute. */
  again(delayMs: number): void;
  stop(): void;
}

type ReadingOptions = Pick<LiveBoardOptions, 'findRunning' | 'after' | 'log'>;

function createReading(
  { findRunning, after, log }: ReadingOptions,
  onRead: (recorded: readonly RunningCall[]) => void,
): Reading {
  let isOver = false;
  let cancel = (): void => undefined;

  async function once(): Promise<void> {
    const recorded = await findRunning();
    if (!isOver) onRead(recorded);
  }
  function again(delayMs: number): void {
    cancel();
    if (isOver) return;
    cancel = after(delayMs, () => {
      once()
        .catch((err: unknown) => log.warn({ err }, 'the running calls cannot be read: the board stays as it is'))
        .finally(() => again(REFRESH_MS));
    });
  }
  return {
    once,
    again,
    stop() {
      isOver = true;
      cancel();
    },
  };
}

interface Seen {
  readonly name: string;
  /** Events told so far. */
  readonly told: number;
  readonly lastSeen: string | undefined;
}

/** The events after the one that was seen last, if all of them are still there. */
function since(kept: readonly BoardEvent[], { name, told, lastSeen }: Seen): readonly BoardEvent[] | undefined {
  const [, of, number] = /^(.+)-(\d{1,15})$/.exec(lastSeen ?? '') ?? [];
  const missed = told - Number(number);
  return of === name && missed >= 0 && missed <= kept.length ? kept.slice(kept.length - missed) : undefined;
}
