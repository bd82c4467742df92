import { setImmediate as turnOfLoop } from 'node:timers/promises';

/** What there is to do when all is quiet. */
export interface Due {
  hasNext(): boolean;
  next(): void;
}

/** Decides when virtual time may move: when somebody waits for it and nothing is under way. */
export interface Quietude {
  /** Something new may be due. */
  look(): void;
  during<T>(work: Promise<T>): Promise<T>;
  until<T>(wanted: Promise<T>): Promise<T>;
  inServer<T>(sleep: Promise<T>): Promise<T>;
}

/** Turns of the event loop in which a settled promise's followers, and what stands in a socket, are let through. */
const TURNS_TO_SETTLE = 3;

/** Runs `due.next()` one by one, each only when all that the one before set off has come to rest. */
export function createQuietude(due: Due): Quietude {
  const count = { inFlight: 0, waiting: 0, serversAsleep: 0 };
  let running = false;
  let wake: () => void = () => undefined;

  const mayMove = () => count.inFlight <= count.serversAsleep && due.hasNext();

  async function run(): Promise<void> {
    while (count.waiting > 0) {
      for (let turn = 0; turn < TURNS_TO_SETTLE; turn += 1) await turnOfLoop();
      if (count.waiting === 0) break;
      if (mayMove()) due.next();
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    running = false;
  }

  function look(): void {
    wake();
    if (running || count.waiting === 0) return;
    running = true;
    void run();
  }

  async function counted<T>(key: keyof typeof count, promise: Promise<T>): Promise<T> {
    count[key] += 1;
    look();
    try {
      return await promise;
    } finally {
      count[key] -= 1;
      look();
    }
  }

  return {
    look,
    during: (work) => counted('inFlight', work),
    until: (wanted) => counted('waiting', wanted),
    inServer: (sleep) => counted('serversAsleep', sleep),
  };
}
