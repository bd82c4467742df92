import { setTimeout as delay } from 'node:timers/promises';
import type { JournalSource } from './calls/journal.ts';
import { createJournalWriter } from './calls/journal-writer.ts';
import type { Logger } from './calls/ports.ts';
import { createJournalWatch } from './calls/watch-journal.ts';
import type { Config } from './config.ts';
import { createCallLog } from './postgres/call-log.ts';
import { createDatabase } from './postgres/database.ts';
import { DatabaseError } from './postgres/errors.ts';

export interface RecordParts {
  readonly source: JournalSource;
  /** Turns that the journal holds at most. */
  readonly maxTurns: number;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told where no record can be kept because another process has the embedded database open. */
  readonly onRefused: (error: Error) => void;
}

/** At 1,200 turns a second a look comes after 36,000 of them. */
const LOOK_MS = 30_000;

/**
 * Brings what calls leave on the journal into the database, which opens in the background: no call waits for it. Gives
 * the way to stop. A database that is down is tried again until it is not.
 */
export function startRecord(
  config: Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>,
  { source, maxTurns, log, now, onRefused }: RecordParts,
): { stop(): Promise<void> } {
  const database = createDatabase({
    url: config.DATABASE_URL,
    directory: config.DATA_DIR,
    onConnectionLost: (error) => log.warn({ err: error }, 'a connection to the database is lost'),
  });
  const writer = createJournalWriter({ source, log: createCallLog(database), logger: log, now, pause });
  database.ready().catch((error: unknown) => {
    if (error instanceof DatabaseError && error.code === 'directory_in_use') onRefused(error);
  });
  writer.start();
  const look = createJournalWatch({ source, bound: maxTurns, log });
  const looking = setInterval(() => void look(), LOOK_MS).unref();
  return {
    async stop() {
      clearInterval(looking);
      await writer.stop();
      await database.close();
    },
  };
}

/** Resolves early where it is aborted: a process that stops waits for nothing. */
const pause = async (delayMs: number, signal: AbortSignal): Promise<void> => {
  await delay(delayMs, undefined, { signal, ref: false }).catch(() => undefined);
};
