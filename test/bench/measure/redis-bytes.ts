import type { Redis } from 'ioredis';
import { z } from 'zod';
import { type RunningVariant, withConnections } from '../bed/running-variant.ts';
import type { VariantName } from '../bed/variants.ts';
import { beginCall, type LiveCall, noteAnswer } from '../load/call-pool.ts';
import type { HttpConnection } from '../load/http-connection.ts';
import type { LoadTarget } from '../load/target.ts';

/** The keys of one pattern: how many there are and what they occupy, by `MEMORY USAGE`. */
export interface KeyFamily {
  readonly pattern: string;
  readonly type: string;
  readonly keys: number;
  readonly bytes: number;
  /** Facts in all streams of the pattern; 0 for other types. */
  readonly facts: number;
}

/** What live calls occupy in Redis. */
export interface RedisBytes {
  readonly variant: VariantName;
  /** Bytes a call without the stored reply. */
  readonly perCall: number;
  /** Bytes of the stored reply, where there is one. */
  readonly perReply: number;
  /** Bytes a fact of the journal; nothing where there is no journal. */
  readonly perFact: number | undefined;
  readonly factsPerCall: number;
  /** Growth of all memory that Redis uses, journal and tables included, divided by the calls. */
  readonly everythingPerCall: number;
  readonly families: readonly KeyFamily[];
}

/** How many turns of a measured call are taken: the caller is in the middle of the tree. */
const turnsTaken = 3;

/** Brings `calls` calls to the middle of the script, twice, and sees by how much Redis grew the second time. */
export async function measureRedisBytes(target: RunningVariant, redis: Redis, calls: number): Promise<RedisBytes> {
  const bringCalls = (line: LoadTarget): Promise<void> => advanceCalls(line, calls);
  await withConnections(target, bringCalls);
  const [before, usedBefore] = [await readFamilies(redis), await readUsedBytes(redis)];
  await withConnections(target, bringCalls);
  const [families, usedAfter] = [await readFamilies(redis), await readUsedBytes(redis)];

  const grown = families.map((family) => growthOf(family, before));
  const ofCalls = grown.filter(({ type, keys }) => type !== 'stream' && keys >= calls);
  const journals = grown.filter(({ type }) => type === 'stream');
  const facts = sum(journals.map((family) => family.facts));
  const isReply = ({ pattern }: KeyFamily): boolean => pattern.includes('reply');
  return {
    variant: target.variant.name,
    perCall: sum(ofCalls.filter((family) => !isReply(family)).map(({ bytes }) => bytes)) / calls,
    perReply: sum(ofCalls.filter(isReply).map(({ bytes }) => bytes)) / calls,
    perFact: facts === 0 ? undefined : sum(journals.map(({ bytes }) => bytes)) / facts,
    factsPerCall: facts / calls,
    everythingPerCall: (usedAfter - usedBefore) / calls,
    families,
  };
}

async function advanceCalls(target: LoadTarget, count: number): Promise<void> {
  let begun = 0;
  const work = target.connections.map(async (connection) => {
    while (begun < count) {
      begun += 1;
      const call = beginCall();
      for (let turn = 0; turn < turnsTaken; turn += 1) {
        await takeTurn(target, connection, call);
      }
    }
  });
  await Promise.race([Promise.all(work), target.broken]);
}

function takeTurn(target: LoadTarget, connection: HttpConnection, call: LiveCall): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.send(target.dialect.toRequest(call), (answer) => {
      try {
        noteAnswer(call, answer, target.dialect.readNextPath);
        resolve();
      } catch (error) {
        reject(error);
      }
    });
  });
}

async function readFamilies(redis: Redis): Promise<readonly KeyFamily[]> {
  const families = new Map<string, KeyFamily>();
  for await (const keys of redis.scanStream({ count: 1000 })) {
    for (const key of keys) {
      const [type, bytes] = await Promise.all([redis.type(key), redis.memory('USAGE', key, 'SAMPLES', 0)]);
      const pattern = toPattern(key);
      const facts = type === 'stream' ? await countFacts(redis, key) : 0;
      const family = families.get(pattern) ?? { pattern, type, keys: 0, bytes: 0, facts: 0 };
      families.set(pattern, {
        ...family,
        keys: family.keys + 1,
        bytes: family.bytes + (bytes ?? 0),
        facts: family.facts + facts,
      });
    }
  }
  return [...families.values()].sort((one, other) => (one.pattern < other.pattern ? -1 : 1));
}

/** The facts in a journal's stream: the hotline writes those of a turn into one field `f`, the limit one an entry. */
async function countFacts(redis: Redis, key: string): Promise<number> {
  const entries = await redis.xrange(key, '-', '+');
  return sum(
    entries.map(([, fields]) => {
      const batch = fields[fields.indexOf('f') + 1];
      return fields.includes('f') && batch !== undefined ? z.array(z.unknown()).parse(JSON.parse(batch)).length : 1;
    }),
  );
}

/** A key without what differs from call to call and from shard to shard. */
function toPattern(key: string): string {
  return key.replaceAll(/\{\d+\}/g, '{shard}').replaceAll(/[\w-]{20,}/g, 'ID');
}

function growthOf(family: KeyFamily, before: readonly KeyFamily[]): KeyFamily {
  const same = before.find(({ pattern }) => pattern === family.pattern);
  return {
    ...family,
    keys: family.keys - (same?.keys ?? 0),
    bytes: family.bytes - (same?.bytes ?? 0),
    facts: family.facts - (same?.facts ?? 0),
  };
}

async function readUsedBytes(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
