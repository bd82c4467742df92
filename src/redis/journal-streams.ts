import type { Cluster, Redis } from 'ioredis';
import { z } from 'zod';
import type { RawEntry } from './journal-entry.ts';
import { journalKey, SHARDS } from './keys.ts';

/** The streams of the journal, one a shard, as one consumer of the group sees them. */
export interface JournalStreams {
  /**
   * What this consumer holds of earlier reads that it may not know of, else what is new; of the shards that answer.
   * Rejects only where nothing came and a shard did not answer.
   */
  read(count: number): Promise<readonly RawEntry[]>;
  /** Takes over what any consumer has held for longer; of the shards that answer. */
  takeOver(heldMs: number): Promise<readonly RawEntry[]>;
  remove(entries: readonly Pick<RawEntry, 'entry' | 'shard'>[]): Promise<void>;
  putAside(entries: readonly RawEntry[]): Promise<void>;
  length(): Promise<number>;
}

const GROUP = 'writers';
/** Entries taken over from a shard at a time. */
const TAKE_OVER_COUNT = 100;
/** Entries put aside that a shard keeps, about; the oldest go first. */
const MAX_ASIDES = 1000;

const shards = Array.from({ length: SHARDS }, (_, shard) => shard);

export interface JournalStreamsOptions {
  readonly consumer: string;
  /** First part of every key. */
  readonly prefix: string;
}

/** Every command names keys of one shard only where Redis is a cluster; elsewhere one command reads them all. */
export function createJournalStreams(redis: Redis | Cluster, options: JournalStreamsOptions): JournalStreams {
  const { consumer, prefix } = options;
  const keyOf = (shard: number): string => journalKey(shard, prefix);
  const commands = redis.isCluster ? shards.map((shard) => [shard]) : [shards];
  const grouped = new Set<number>();
  /** Shards of which this consumer holds nothing that it does not know of; the others are read from the start. */
  const known = new Set<number>();

  async function createGroup(shard: number): Promise<void> {
    await redis.xgroup('CREATE', keyOf(shard), GROUP, '0', 'MKSTREAM').catch(ignoreExisting);
    grouped.add(shard);
  }

  async function readTogether(together: readonly number[], count: number): Promise<readonly RawEntry[]> {
    try {
      await Promise.all(together.filter((shard) => !grouped.has(shard)).map(createGroup));
      const from = together.map((shard) => (known.has(shard) ? '>' : '0'));
      const streams = [...together.map(keyOf), ...from];
      const reply = await redis.xreadgroup('GROUP', GROUP, consumer, 'COUNT', count, 'STREAMS', ...streams);
      const entries = Streams.parse(reply ?? []).flat();
      const filled = new Set(entries.map(({ shard }) => shard));
      for (const shard of together) if (!filled.has(shard)) known.add(shard);
      return entries;
    } catch (error) {
      for (const shard of together) {
        grouped.delete(shard);
        known.delete(shard);
      }
      throw error;
    }
  }

  async function takeOverFrom(shard: number, heldMs: number): Promise<readonly RawEntry[]> {
    if (!grouped.has(shard)) await createGroup(shard);
    const key = keyOf(shard);
    const reply = await redis.xautoclaim(key, GROUP, consumer, heldMs, '0', 'COUNT', TAKE_OVER_COUNT);
    return toRaw(shard, Claimed.parse(reply)[1]);
  }

  const readAll = (count: number): Promise<Gathered> =>
    gather(commands.map((together) => readTogether(together, Math.max(1, Math.round(count / SHARDS)))));

  return {
    read: async (count) => {
      const knewAll = known.size === SHARDS;
      const first = await readAll(count);
      const { entries, failure } = first.entries.length > 0 || knewAll ? first : await readAll(count);
      if (failure && entries.length === 0) throw failure.reason;
      return entries;
    },
    takeOver: async (heldMs) => (await gather(shards.map((shard) => takeOverFrom(shard, heldMs)))).entries,
    remove: async (entries) => {
      await Promise.all([...idsByShard(entries)].map(([shard, ids]) => removeFrom(redis, keyOf(shard), ids)));
    },
    putAside: async (entries) => {
      await Promise.all(entries.map((entry) => putOneAside(redis, keyOf(entry.shard), entry)));
    },
    length: async () => {
      const lengths = await Promise.all(shards.map((shard) => redis.xlen(keyOf(shard))));
      return lengths.reduce((sum, length) => sum + length, 0);
    },
  };
}

/** Deletes before it acknowledges: a crash in between leaves an id without a body, which the next reader drops. */
async function removeFrom(redis: Redis | Cluster, journal: string, ids: readonly string[]): Promise<void> {
  await redis.xdel(journal, ...ids);
  await redis.xack(journal, GROUP, ...ids);
}

async function putOneAside(redis: Redis | Cluster, journal: string, { entry, fields }: RawEntry): Promise<void> {
  if (fields) await redis.xadd(`${journal}:aside`, 'MAXLEN', '~', MAX_ASIDES, '*', 'entry', entry, ...fields);
  await removeFrom(redis, journal, [entry]);
}

/** What arrived, and the first failure where some of it did not. */
interface Gathered {
  readonly entries: readonly RawEntry[];
  readonly failure: PromiseRejectedResult | undefined;
}

async function gather(replies: readonly Promise<readonly RawEntry[]>[]): Promise<Gathered> {
  const settled = await Promise.allSettled(replies);
  const entries = settled.flatMap((reply) => (reply.status === 'fulfilled' ? reply.value : []));
  return { entries, failure: settled.find((reply) => reply.status === 'rejected') };
}

function idsByShard(entries: readonly Pick<RawEntry, 'entry' | 'shard'>[]): Map<number, string[]> {
  const ids = new Map<number, string[]>();
  for (const { entry, shard } of entries) ids.set(shard, [...(ids.get(shard) ?? []), entry]);
  return ids;
}

const Entries = z.array(z.tuple([z.string(), z.array(z.string()).nullable()]));
const Claimed = z.tuple([z.string(), Entries]).rest(z.unknown());
const Streams = z.array(
  z.tuple([z.string(), Entries]).transform(([key, entries]) => toRaw(Number(/\{(\d+)\}/.exec(key)?.[1]), entries)),
);

const toRaw = (shard: number, entries: z.infer<typeof Entries>): readonly RawEntry[] =>
  entries.map(([entry, fields]) => ({ entry, shard, fields }));

function ignoreExisting(error: Error): void {
  if (!error.message.startsWith('BUSYGROUP')) throw error;
}
