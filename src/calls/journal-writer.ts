import type { CallLog, JournalEntry, JournalSource } from './journal.ts';
import type { Logger } from './ports.ts';

/** How the way from the journal to the database does. */
export interface JournalHealth {
  readonly state: 'stopped' | 'running' | 'failing';
  /** How long the oldest fact in hand has waited, or had waited when the last ones were stored; 0 where none waits. */
  readonly lagMs: number;
  /** Attempts in a row that failed. */
  readonly failures: number;
  /** Entries stored, and entries put aside, since this writer was made. */
  readonly stored: number;
  readonly putAside: number;
}

export interface JournalWriterOptions {
  readonly source: JournalSource;
  readonly log: Pick<CallLog, 'record'>;
  readonly logger: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Resolves after `delayMs`, at once when aborted; never rejects. */
  readonly pause: (delayMs: number, signal: AbortSignal) => Promise<void>;
  /** Entries moved at a time. */
  readonly batch?: number;
}

/** Moves the journal into the database. */
export interface JournalWriter {
  /**
   * Moves one batch. Resolves to how many entries it took off the journal.
   *
   * Rejects where the database or the journal cannot be reached; the batch stays in hand and is tried first next time.
   * An entry is acknowledged only after what it holds is stored.
   */
  runOnce(): Promise<number>;
  /** Moves batches until stopped. */
  start(): void;
  /** Ends the loop after the batch in hand, then moves what still waits, until the first failure. */
  stop(): Promise<void>;
  health(): JournalHealth;
}

const DEFAULT_BATCH = 1000;
/** Between two looks at a journal that had less than half a batch: facts reach the database at most this much later. */
const IDLE_MS = 250;
const FIRST_BACKOFF_MS = 250;
/** After a long outage the first facts come in within this time. */
const MAX_BACKOFF_MS = 10_000;
/** Batches moved while stopping. What is left then is for another process, or for the next start. */
const LAST_BATCHES = 20;

/** Creates the writer of one process. Any number of processes may have one. */
export function createJournalWriter(options: JournalWriterOptions): JournalWriter {
  const { now, pause, logger } = options;
  const mover = createMover(options);
  let running: { readonly stopping: AbortController; readonly ended: Promise<void> } | undefined;

  async function loop({ signal }: AbortController): Promise<void> {
    while (!signal.aborted) {
      const delayMs = await attempt(mover, options);
      if (delayMs > 0) await pause(delayMs, signal);
    }
  }

  return {
    runOnce: mover.moveBatch,
    start: () => {
      if (running) return;
      const stopping = new AbortController();
      running = { stopping, ended: loop(stopping) };
    },
    stop: async () => {
      if (!running) return;
      running.stopping.abort();
      await running.ended;
      await drain(mover, logger);
      running = undefined;
    },
    health: () => {
      const { oldestAt, ...progress } = mover.progress();
      const lagMs = oldestAt === undefined ? progress.lagMs : Math.max(0, now() - oldestAt);
      const state = progress.failures > 0 ? 'failing' : 'running';
      return { ...progress, lagMs, state: running ? state : 'stopped' };
    },
  };
}

/** Moves a batch. Gives how long to wait before the next one. */
async function attempt(mover: Mover, { logger, batch = DEFAULT_BATCH }: JournalWriterOptions): Promise<number> {
  const { failures } = mover.progress();
  try {
    const taken = await mover.moveBatch();
    if (failures > 0) logger.info({ failures }, 'the journal is written again');
    return taken < batch / 2 ? IDLE_MS : 0;
  } catch (error) {
    if (failures === 0) logger.error({ err: error }, 'the journal cannot be written: it waits');
    return Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** failures);
  }
}

async function drain(mover: Mover, logger: Logger): Promise<void> {
  try {
    for (let left = LAST_BATCHES; left > 0 && (await mover.moveBatch()) > 0; left -= 1);
  } catch (error) {
    logger.warn({ err: error }, 'stopped with facts on the journal');
  }
}

interface Progress extends Omit<JournalHealth, 'state'> {
  /** Of the batch in hand. */
  readonly oldestAt: number | undefined;
}

interface Mover {
  moveBatch(): Promise<number>;
  progress(): Progress;
}

function createMover({ source, log, logger, now, batch = DEFAULT_BATCH }: JournalWriterOptions): Mover {
  let held: readonly JournalEntry[] = [];
  let progress = { lagMs: 0, failures: 0, stored: 0, putAside: 0 };

  async function move(entries: readonly JournalEntry[]): Promise<void> {
    const refused = new Set(await log.record(entries));
    const stored = entries.filter((entry) => !refused.has(entry));
    if (refused.size > 0) {
      for (const { call, turn } of refused) logger.error({ callSid: call, turn }, 'facts cannot be stored: put aside');
      await source.putAside([...refused]);
      held = stored;
    }
    await source.acknowledge(stored);
    const { stored: before, putAside } = progress;
    progress = { ...progress, stored: before + stored.length, putAside: putAside + refused.size };
  }

  return {
    moveBatch: async () => {
      try {
        if (held.length === 0) held = await source.read(batch);
        const [taken, oldestAt] = [held.length, oldestOf(held)];
        if (taken > 0) await move(held);
        held = [];
        progress = { ...progress, failures: 0, lagMs: oldestAt === undefined ? 0 : Math.max(0, now() - oldestAt) };
        return taken;
      } catch (error) {
        progress = { ...progress, failures: progress.failures + 1 };
        throw error;
      }
    },
    progress: () => ({ ...progress, oldestAt: oldestOf(held) }),
  };
}

const oldestOf = (entries: readonly JournalEntry[]): number | undefined =>
  entries.length === 0 ? undefined : entries.reduce((oldest, { at }) => Math.min(oldest, at), Number.POSITIVE_INFINITY);
