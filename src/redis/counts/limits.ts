import type { Cluster, Redis } from 'ioredis';
import { type Limits, LimitsUnavailable } from '../../queues/limits.ts';
import { createGuard } from '../create-guard.ts';
import { createConfirm } from './confirm.ts';

export interface RedisLimitsOptions {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Replicas that must have each count before it counts; 0 for none. */
  readonly minReplicas: number;
  /** What all keys begin with. */
  readonly prefix?: string;
}

/** Whatever keeps the count from being kept, it is not kept. */
const guarded = createGuard((cause) => new LimitsUnavailable('the count cannot be kept', { cause }));

/**
 * Counts one at a time, in a sorted set of when each was. Members are numbered, so that two of one millisecond are two.
 * KEYS the set, the numbering; ARGV now, since when it counts, limit, how long the keys are kept. Gives allowed, remaining.
 */
const TAKE = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[2])
local counted = redis.call('ZCARD', KEYS[1])
local limit = tonumber(ARGV[3])
if counted >= limit then return {0, 0} end
redis.call('ZADD', KEYS[1], ARGV[1], redis.call('INCR', KEYS[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return {1, limit - counted - 1}`;

/**
 * `Limits` in Redis, alone or as a cluster; each count is one atomic step. With `minReplicas` it is also waited for
 * (`WAIT`) until so many replicas have it: a fail-over then loses none.
 *
 * `redis` should be a connection of its own: while one waits for replicas, everything behind it does.
 *
 * @see https://redis.io/docs/latest/commands/wait/
 */
export function createLimits(
  redis: Redis | Cluster,
  { now, minReplicas, prefix = 'hotline' }: RedisLimitsOptions,
): Limits {
  const keysOf = (key: string) => [`${prefix}:{${key}}:counted`, `${prefix}:{${key}}:numbered`] as const;

  const confirm = createConfirm(redis, minReplicas);

  return {
    take: (key, { limit, windowSeconds }) =>
      guarded(async () => {
        const at = now();
        const windowMs = windowSeconds * 1000;
        const answer = await redis.eval(TAKE, 2, ...keysOf(key), at, at - windowMs, limit, windowMs);
        const [allowed, remaining] = Array.isArray(answer) ? answer.map(Number) : [];
        if (allowed === 1) await confirm(key);
        return { allowed: allowed === 1, remaining: remaining ?? 0 };
      }),
    giveBack: (key) =>
      guarded(async () => {
        await redis.zpopmax(keysOf(key)[0]);
      }),
  };
}
