import type { Cluster, Redis } from 'ioredis';
import type { Release } from '../flow/release.ts';
import type { ReleaseStore } from '../releases/releases.ts';

/** Longer than the longest call by far, so that no call outlives its release. */
const TTL_SECONDS = 7 * 24 * 3600;

/** Releases in Redis, under their hash. */
export function createReleaseStore(redis: Redis | Cluster, prefix = 'hotline'): ReleaseStore {
  const key = (id: string) => `${prefix}:release:${id}`;
  return {
    async keep(release) {
      await redis.set(key(release.id), JSON.stringify(release), 'EX', TTL_SECONDS);
    },
    async find(id) {
      const text = await redis.get(key(id));
      // Written by `keep` under the hash of its content: what is found there is a release.
      return text === null ? undefined : (JSON.parse(text) as Release);
    },
  };
}
