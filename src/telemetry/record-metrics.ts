import { Counter, type Registry } from 'prom-client';
import type { JournalHealth } from '../calls/journal-writer.ts';
import { gauge, READING_LIMIT_MS, type Reading, setIfKnown } from './reading.ts';
import { createSampler } from './sampler.ts';

/** Connections to a database server. */
export interface Connections {
  readonly busy: number;
  readonly idle: number;
  /** Statements that wait for one. */
  readonly waiting: number;
}

/** Where the figures about the record of calls are looked up. */
export interface RecordSources {
  readonly journal: {
    /** Entries on the journal, read or not, of all processes together. */
    countWaiting(): Promise<number>;
    /** Entries that it holds at most. */
    readonly bound: number;
    /** Absent where another process moves the journal into the database. */
    health(): JournalHealth | undefined;
  };
  /** Absent where this process has none. */
  readonly database:
    | {
        isReady(): Promise<boolean>;
        /** Absent where it is no server. */
        connections(): Connections | undefined;
        /** Calls that have begun and not ended, in all processes together. */
        countRunning(): Promise<number>;
      }
    | undefined;
}

/** How facts come into the record, and how the database does. */
export function createRecordReading(registry: Registry, { journal, database }: RecordSources): Reading {
  const readings = [
    readEntries(registry, journal),
    readWriter(registry, journal),
    ...(database ? [readDatabase(registry, database), readConnections(registry, database)] : []),
  ];
  return async () => {
    await Promise.all(readings.map((read) => read()));
  };
}

type Journal = RecordSources['journal'];
type Database = NonNullable<RecordSources['database']>;

function readEntries(registry: Registry, { countWaiting, bound }: Journal): Reading {
  const entries = gauge(registry, {
    name: 'hotline_journal_entries',
    help: 'Entries that wait for the database, of all processes together.',
  });
  gauge(registry, {
    name: 'hotline_journal_entries_max',
    help: 'Entries that the journal holds; beyond that the oldest are lost.',
  }).set(bound);
  const sample = createSampler(countWaiting, READING_LIMIT_MS);
  return async () => setIfKnown(entries, await sample());
}

function readWriter(registry: Registry, { health }: Journal): Reading {
  const lag = gauge(registry, {
    name: 'hotline_journal_lag_seconds',
    help: 'How long the oldest fact in the hands of this process has waited for the database.',
  });
  const failures = gauge(registry, {
    name: 'hotline_journal_failures',
    help: 'Attempts in a row in which this process could not bring facts into the database.',
  });
  const registers = [registry];
  const stored = new Counter({
    name: 'hotline_journal_stored_total',
    help: 'Entries that this process brought into the database.',
    registers,
  });
  const aside = new Counter({
    name: 'hotline_journal_put_aside_total',
    help: 'Entries that no database takes; a person has to look at them.',
    registers,
  });
  return async () => {
    const now = health();
    setIfKnown(lag, now && now.lagMs / 1000);
    setIfKnown(failures, now?.failures);
    catchUp(stored, now?.stored);
    catchUp(aside, now?.putAside);
  };
}

/** Sets a counter to what was counted elsewhere. */
function catchUp(counter: Counter, counted = 0): void {
  counter.reset();
  counter.inc(counted);
}

function readDatabase(registry: Registry, { isReady, countRunning }: Database): Reading {
  const ready = gauge(registry, {
    name: 'hotline_database_ready',
    help: '1 while the database answers, 0 while facts wait on the journal.',
  });
  const running = gauge(registry, {
    name: 'hotline_calls_running',
    help: 'Calls that have begun and not ended, by the record; in all processes together.',
  });
  const sampleReady = createSampler(isReady, READING_LIMIT_MS);
  const sampleRunning = createSampler(countRunning, READING_LIMIT_MS);
  return async () => {
    const [isThere, count] = await Promise.all([sampleReady(), sampleRunning()]);
    ready.set(isThere === true ? 1 : 0);
    setIfKnown(running, count);
  };
}

function readConnections(registry: Registry, { connections }: Database): Reading {
  const held = gauge(registry, {
    name: 'hotline_database_connections',
    help: 'Connections of this process to the database server, by state.',
    labelNames: ['state'],
  });
  const waiting = gauge(registry, {
    name: 'hotline_database_waiting',
    help: 'Statements of this process that wait for a connection.',
  });
  return async () => {
    const now = connections();
    setIfKnown(waiting, now?.waiting);
    held.reset();
    if (!now) return;
    held.set({ state: 'busy' }, now.busy);
    held.set({ state: 'idle' }, now.idle);
  };
}
