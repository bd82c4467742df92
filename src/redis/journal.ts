import type { Cluster, Redis } from 'ioredis';
import type { JournalEntry, JournalSource } from '../calls/journal.ts';
import { type RawEntry, readEntry, toFields } from './journal-entry.ts';
import { createJournalStreams, type JournalStreams } from './journal-streams.ts';

export interface JournalSourceOptions {
  /**
   * Name of this consumer, no other process's. One that is the same after a restart goes on at once with what it had
   * read; of another one it is taken over later.
   */
  readonly consumer: string;
  /** What a consumer has held for longer than this is given to another one. */
  readonly takeOverMs?: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** First part of every key; `hotline` unless told. */
  readonly prefix?: string;
}

const DEFAULT_TAKE_OVER_MS = 60_000;

/**
 * The journal's reading end in Redis or Redis Cluster: a stream a shard, one consumer group over each.
 *
 * A part of a cluster that does not answer does not hold up the others. Entries that cannot be read are put aside.
 */
export function createJournalSource(redis: Redis | Cluster, options: JournalSourceOptions): JournalSource {
  const { consumer, now, takeOverMs = DEFAULT_TAKE_OVER_MS, prefix = 'hotline' } = options;
  const streams = createJournalStreams(redis, { consumer, prefix });
  let tookOverAt = Number.NEGATIVE_INFINITY;

  return {
    read: async (count) => {
      if (now() - tookOverAt >= takeOverMs) {
        tookOverAt = now();
        const taken = await streams.takeOver(takeOverMs);
        if (taken.length > 0) {
          tookOverAt = Number.NEGATIVE_INFINITY;
          return readable(streams, taken);
        }
      }
      return readable(streams, await streams.read(count));
    },
    acknowledge: (entries) => streams.remove(entries),
    putAside: (entries) => streams.putAside(entries.map((entry) => ({ ...entry, fields: toFields(entry) }))),
    countWaiting: () => streams.length(),
  };
}

async function readable(streams: JournalStreams, raw: readonly RawEntry[]): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  const unreadable: RawEntry[] = [];
  for (const one of raw) {
    const entry = readEntry(one);
    if (entry) entries.push(entry);
    else unreadable.push(one);
  }
  await streams.putAside(unreadable);
  return entries;
}
