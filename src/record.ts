import { setTimeout as delay } from 'node:timers/promises';
import type { CallLog, JournalSource } from './calls/journal.ts';
import { createJournalWriter, type JournalHealth } from './calls/journal-writer.ts';
import type { Logger } from './calls/ports.ts';
import { createRecordJobs } from './calls/record/jobs.ts';
import { createJournalWatch } from './calls/watch-journal.ts';
import type { Config } from './config.ts';
import { createDatabase, type Database } from './postgres/database.ts';
import { DatabaseError } from './postgres/errors.ts';
import { createCallLog } from './postgres/record/call-log.ts';
import { createRecordKeeping } from './postgres/record/keeping.ts';
import { rollUpAll } from './postgres/reports/roll-up.ts';
import { recordNamesOf } from './stores.ts';

/**
 * The one database of this process, for the record of calls and for the demo; nothing is opened before it is asked for.
 * There is none where another process writes the record, unless it is a server, which both can have: the embedded one
 * may be open in that process.
 */
export function databaseOf(
  { DATABASE_URL: url, DATA_DIR: directory, JOURNAL_WRITER }: RecordConfig,
  log: Logger,
): Database | undefined {
  if (JOURNAL_WRITER === 'off' && url === undefined) return undefined;
  const onConnectionLost = (error: Error) => log.warn({ err: error }, 'a connection to the database is lost');
  return createDatabase({ url, directory, onConnectionLost });
}

type RecordConfig = Pick<Config, 'DATABASE_URL' | 'DATA_DIR' | 'JOURNAL_WRITER'>;

export interface RecordParts {
  readonly database: Database | undefined;
  readonly source: JournalSource;
  /** Turns that the journal holds at most. */
  readonly maxTurns: number;
  readonly log: Logger;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Told where no record can be kept because another process has the embedded database open. */
  readonly onRefused?: ((error: Error) => void) | undefined;
}

/** At 1,200 turns a second a look comes after 36,000 of them. */
const LOOK_MS = 30_000;

/** How the record of calls is written. */
export interface RunningRecord {
  /** Absent where another process writes it. */
  readonly log: CallLog | undefined;
  /** Absent where another process writes it. */
  health(): JournalHealth | undefined;
  /** Closes the database. */
  stop(): Promise<void>;
}

/**
 * Brings what calls leave on the journal into the database, which opens in the background: no call waits for it. One
 * that is down is tried again until it is not.
 */
export async function startRecord(
  config: Config,
  { database, source, maxTurns, log, now, onRefused = (err) => log.error({ err }, 'record') }: RecordParts,
): Promise<RunningRecord> {
  const health = () => undefined;
  if (!database) return { log: undefined, health, stop: async () => undefined };
  if (config.JOURNAL_WRITER === 'off') return { log: undefined, health, stop: () => database.close() };
  const callLog = createCallLog({ ready: database.ready, nameCaller: await recordNamesOf(config) });
  const writer = createJournalWriter({ source, log: callLog, logger: log, now, pause });
  database.ready().catch((error: unknown) => {
    if (error instanceof DatabaseError && error.code === 'directory_in_use') onRefused(error);
  });
  writer.start();
  const look = createJournalWatch({ source, bound: maxTurns, log });
  const looking = setInterval(() => void look(), LOOK_MS).unref();
  const stopKeeping = keepRecord(config, { database, callLog, log, now });
  return {
    log: callLog,
    health: writer.health,
    async stop() {
      clearInterval(looking);
      stopKeeping();
      await writer.stop();
      await database.close();
    },
  };
}

/** Between two looks at whether something is to be done; the jobs themselves are due hourly or daily. */
const JOBS_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;

interface KeepingParts extends Pick<RecordParts, 'log' | 'now'> {
  readonly database: Database;
  readonly callLog: CallLog;
}

/** Runs the jobs of the record, from when the database is first there: while it is not, the writer says so. */
function keepRecord(config: Config, { database, callLog, log, now }: KeepingParts): () => void {
  const jobs = createRecordJobs({
    keeping: createRecordKeeping(database),
    log: callLog,
    retention: {
      callMonths: config.CALLS_KEPT_MONTHS,
      factMonths: config.CALL_FACTS_KEPT_MONTHS,
      callerMonths: config.CALLER_NUMBERS_KEPT_MONTHS,
    },
    longestCallMs: config.LONGEST_CALL_HOURS * HOUR_MS,
    logger: log,
    now,
  });
  const stopping = new AbortController();
  const runDue = () =>
    database.ready().then(
      () => jobs.runDue(stopping.signal),
      () => undefined,
    );
  void runDue();
  const running = setInterval(() => void runDue(), JOBS_MS).unref();
  const stopCounting = countRecord({ database, log, now });
  return () => {
    clearInterval(running);
    stopping.abort();
    stopCounting();
  };
}

/** Whoever reads figures counts what has come since then by themselves, so that this only keeps them from waiting. */
const COUNTING_MS = 15_000;

/** Counts what was recorded, from time to time. Gives the way to stop. */
function countRecord({ database, log, now }: Pick<KeepingParts, 'database' | 'log' | 'now'>): () => void {
  const stopping = new AbortController();
  let isCounting = false;
  async function count(): Promise<void> {
    if (isCounting) return;
    isCounting = true;
    const ready = await database.ready().catch(() => undefined);
    if (ready) await rollUpAll(ready, now, stopping.signal).catch((err: unknown) => tellNotCounted(err));
    isCounting = false;
  }
  const tellNotCounted = (err: unknown): void => {
    if (!stopping.signal.aborted) log.warn({ err }, 'the record is not counted');
  };
  const counting = setInterval(() => void count(), COUNTING_MS).unref();
  return () => {
    clearInterval(counting);
    stopping.abort();
  };
}

/** Resolves early where it is aborted: a process that stops waits for nothing. */
const pause = async (delayMs: number, signal: AbortSignal): Promise<void> => {
  await delay(delayMs, undefined, { signal, ref: false }).catch(() => undefined);
};
