import type { Cluster, Redis } from 'ioredis';
import { StoreUnavailable } from '../calls/ports.ts';
import type { Release } from '../flow/release.ts';
import type { ReleaseStore } from '../releases/releases.ts';
import { createGuard } from './create-guard.ts';

/** Longer than the longest call by far, so that no call outlives its release. */
const TTL_SECONDS = 7 * 24 * 3600;

const FORMAT: Release['format'] = 1;

const guarded = createGuard((cause) => new StoreUnavailable('the store of releases does not answer', { cause }));

/**
 * Releases in Redis, under their hash. What a later version of the format wrote is not found.
 *
 * Both methods reject with a `StoreUnavailable` when Redis does not answer in time.
 */
export function createReleaseStore(redis: Redis | Cluster, prefix = 'hotline'): ReleaseStore {
  const key = (id: string) => `${prefix}:release:${id}`;
  return {
    keep: (release) =>
      guarded(async () => {
        await redis.set(key(release.id), JSON.stringify(release), 'EX', TTL_SECONDS);
      }),
    find: (id) =>
      guarded(async () => {
        const text = await redis.get(key(id));
        if (text === null) return undefined;
        // Written by `keep` under the hash of its content: what is found there is a release.
        const release = JSON.parse(text) as Release;
        return release.format === FORMAT ? release : undefined;
      }),
  };
}
