import type { Cluster, Redis } from 'ioredis';
import { readHoursChange, sortHoursChanges, writeHoursChange } from '../releases/hours-change.ts';
import { isOld, isToCount, type LiveHoursStore, type LiveHoursStoreOptions } from '../releases/live-hours-store.ts';

export interface RedisLiveHoursOptions extends LiveHoursStoreOptions {
  /** What all keys begin with. */
  readonly prefix?: string;
}

/** Closures and overrides in Redis: one hash, a field each, seen by every process. */
export function createRedisLiveHours(redis: Redis | Cluster, options: RedisLiveHoursOptions): LiveHoursStore {
  const { now, prefix = 'hotline' } = options;
  const key = `${prefix}:{hours}:changes`;
  const readAll = async () => Object.values(await redis.hgetall(key)).map(readHoursChange);

  return {
    async list() {
      const at = now();
      return sortHoursChanges((await readAll()).filter((change) => isToCount(change, at)));
    },
    async add(change) {
      const at = now();
      await redis.hset(key, change.id, writeHoursChange(change));
      const old = (await readAll()).filter((kept) => isOld(kept, at)).map(({ id }) => id);
      if (old.length > 0) await redis.hdel(key, ...old);
    },
    async end(id) {
      return (await redis.hdel(key, id)) === 1;
    },
  };
}
