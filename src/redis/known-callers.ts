import type { Cluster, Redis } from 'ioredis';
import { z } from 'zod';
import { type KnownCallers, MAX_RECENT, type NameCaller } from '../callers/known-callers.ts';

export interface RedisKnownCallersOptions {
  readonly nameCaller: NameCaller;
  /** For how long after their last call somebody is remembered. */
  readonly retentionMs: number;
  /** What all keys begin with. */
  readonly prefix?: string;
}

/**
 * Keeps what a call tells, in one step. KEYS the caller's; ARGV language, region or nothing, when the call began, topic or
 * nothing, retention in milliseconds, how many calls are kept.
 */
const REMEMBER = `
redis.call('HSET', KEYS[1], 'language', ARGV[1])
if ARGV[2] ~= '' then redis.call('HSET', KEYS[1], 'region', ARGV[2]) end
local at = tonumber(ARGV[3])
local recent = cjson.decode(redis.call('HGET', KEYS[1], 'recent') or '[]')
local call
for _, known in ipairs(recent) do
  if known.at == at then call = known end
end
if not call then
  call = { at = at }
  table.insert(recent, call)
  table.sort(recent, function(one, other) return one.at > other.at end)
  if #recent > tonumber(ARGV[6]) then table.remove(recent) end
  redis.call('HINCRBY', KEYS[1], 'calls', 1)
end
if ARGV[4] ~= '' then call.topic = ARGV[4] end
redis.call('HSET', KEYS[1], 'recent', cjson.encode(recent))
redis.call('PEXPIRE', KEYS[1], ARGV[5])`;

const Stored = z.object({
  language: z.string(),
  region: z.string().optional(),
  calls: z.coerce.number(),
  recent: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(z.array(z.object({ at: z.number(), topic: z.string().optional() }))),
});

/** `KnownCallers` in Redis, alone or as a cluster: a hash a caller, which goes by itself when the retention is over. */
export function createKnownCallers(
  redis: Redis | Cluster,
  { nameCaller, retentionMs, prefix = 'hotline' }: RedisKnownCallersOptions,
): KnownCallers {
  const keyOf = (...caller: Parameters<NameCaller>) => `${prefix}:{caller:${nameCaller(...caller)}}:known`;

  return {
    async find(caller) {
      const fields = await redis.hgetall(keyOf(caller));
      if (Object.keys(fields).length === 0) return undefined;
      const { language, region, calls, recent } = Stored.parse(fields);
      return {
        language,
        ...(region === undefined ? {} : { region }),
        calls,
        recent: recent.map(({ at, topic }) => ({ at, ...(topic === undefined ? {} : { topic }) })),
      };
    },
    async remember(caller, { language, region = '', at, topic = '' }) {
      await redis.eval(REMEMBER, 1, keyOf(caller), language, region, at, topic, retentionMs, MAX_RECENT);
    },
    forget: async (caller) => (await redis.del(keyOf(caller))) === 1,
  };
}
