import { setTimeout as delay } from 'node:timers/promises';
import type { JournalSource } from './calls/journal.ts';
import { createJournalWriter } from './calls/journal-writer.ts';
import type { Logger } from './calls/ports.ts';
import type { Config } from './config.ts';
import { createCallLog } from './postgres/call-log.ts';
import { createDatabase } from './postgres/database.ts';

/** Brings what calls leave on the journal into the database. Gives the way to stop it. */
export function startRecord(
  config: Pick<Config, 'DATABASE_URL' | 'DATA_DIR'>,
  { source, log, now }: { readonly source: JournalSource; readonly log: Logger; readonly now: () => number },
): { stop(): Promise<void> } {
  const database = createDatabase({
    url: config.DATABASE_URL,
    directory: config.DATA_DIR,
    onConnectionLost: (error) => log.warn({ err: error }, 'a connection to the database is lost'),
  });
  const writer = createJournalWriter({ source, log: createCallLog(database), logger: log, now, pause });
  writer.start();
  return {
    async stop() {
      await writer.stop();
      await database.close();
    },
  };
}

/** Resolves early where it is aborted: a process that stops waits for nothing. */
const pause = async (delayMs: number, signal: AbortSignal): Promise<void> => {
  await delay(delayMs, undefined, { signal, ref: false }).catch(() => undefined);
};
