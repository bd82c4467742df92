import type { Cluster, Redis } from 'ioredis';
import { z } from 'zod';
import { type CallStore, type FactBatch, StoreUnavailable } from '../calls/ports.ts';
import { createGuard } from './create-guard.ts';
import { keysOf, SHARDS } from './keys.ts';
import { BURIED, readStored, writeStored } from './stored-call.ts';

export interface CallStoreOptions {
  /** What all keys begin with. */
  readonly prefix?: string;
  /** Must outlast the longest call: Twilio ends one after 4 hours. */
  readonly ttlSeconds?: number;
  /** Turns that the journal holds, about; while the database is down for longer than that, the oldest go. */
  readonly journalMaxTurns: number;
}

const TTL_SECONDS = 6 * 3600;
const ANSWER_TTL_SECONDS = 300;

/**
 * Keeps state, reply and facts of one turn, if the call is still at the revision they come after.
 * KEYS call, reply, journal; ARGV expected revision, state, ttl, reply or '', facts or '', CallSid, turn key, at.
 */
const commitScript = (maxTurnsOfShard: number): string => `
local held = redis.call('GET', KEYS[1])
local revision = held and tonumber(string.match(held, '^%d+')) or 0
if revision ~= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
if ARGV[4] ~= '' then redis.call('SET', KEYS[2], ARGV[4], 'EX', ARGV[3]) end
if ARGV[5] ~= '' then
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ${maxTurnsOfShard}, '*', 'c', ARGV[6], 'k', ARGV[7], 'at', ARGV[8], 'f', ARGV[5])
end
return 1`;

const StoredAnswer = z.strictObject({
  outcome: z.string(),
  output: z.record(
    z.string(),
    z.union([z.string(), z.number(), z.boolean(), z.strictObject({ minor: z.number(), currency: z.string() })]),
  ),
  account: z.string().exactOptional(),
  isLate: z.literal(true).exactOptional(),
});

const guarded = createGuard((cause) => new StoreUnavailable('the call store does not answer', { cause }));

type CommitCommand = (...args: (string | number)[]) => Promise<number>;

/** A `CallStore` in Redis, alone or as a cluster. A turn costs two round trips: one to load, one to commit. */
export function createCallStore(redis: Redis | Cluster, options: CallStoreOptions): CallStore {
  const { prefix = 'hotline', ttlSeconds = TTL_SECONDS, journalMaxTurns } = options;
  const maxTurnsOfShard = Math.ceil(journalMaxTurns / SHARDS);
  redis.defineCommand('hotlineCommit', { numberOfKeys: 3, lua: commitScript(maxTurnsOfShard) });
  // ioredis adds the command to the client at run time, where its types cannot follow.
  const commit = Reflect.get(redis, 'hotlineCommit').bind(redis) as CommitCommand;

  return {
    find: (sid) =>
      guarded(async () => {
        const text = await redis.get(keysOf(sid, prefix).call);
        return text === null ? undefined : readStored(text);
      }),

    findReply: (sid) => guarded(async () => (await redis.get(keysOf(sid, prefix).reply)) ?? undefined),

    commit: ({ sid, expected, next, reply = '', batch }) =>
      guarded(async () => {
        const keys = keysOf(sid, prefix);
        const state = writeStored({ ...next, revision: expected + 1 });
        const facts = batch ? JSON.stringify(batch.facts) : '';
        const written = [expected, state, ttlSeconds, reply, facts, sid, batch?.key ?? '', batch?.at ?? 0];
        return (await commit(keys.call, keys.reply, keys.journal, ...written)) === 1;
      }),

    append: (sid, { key, at, facts }: FactBatch) =>
      guarded(async () => {
        const { journal } = keysOf(sid, prefix);
        const fields = ['c', sid, 'k', key, 'at', at, 'f', JSON.stringify(facts)] as const;
        await redis.xadd(journal, 'MAXLEN', '~', maxTurnsOfShard, '*', ...fields);
      }),

    putAnswer: (sid, index, answer) =>
      guarded(async () => {
        await redis.set(keysOf(sid, prefix).answer(index), JSON.stringify(answer), 'EX', ANSWER_TTL_SECONDS);
      }),

    findAnswer: (sid, index) =>
      guarded(async () => {
        const text = await redis.get(keysOf(sid, prefix).answer(index));
        return text === null ? undefined : StoredAnswer.parse(JSON.parse(text));
      }),

    bury: (sid) =>
      guarded(async () => {
        const { call } = keysOf(sid, prefix);
        const isNew = (await redis.set(call, BURIED, 'EX', ttlSeconds, 'NX')) === 'OK';
        return isNew || (await redis.get(call)) === BURIED;
      }),
  };
}
