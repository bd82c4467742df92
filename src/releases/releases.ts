import type { Releases } from '../calls/ports.ts';
import type { ReleaseId } from '../flow/ids.ts';
import type { Release } from '../flow/release.ts';

/** Keeps releases for longer than the longest call, where every process finds them. */
export interface ReleaseStore {
  keep(release: Release): Promise<void>;
  find(id: ReleaseId): Promise<Release | undefined>;
}

/** The releases of this process, and the way to make another one current. */
export interface RunningReleases extends Releases {
  /** New calls begin with it from now on; calls that run keep theirs. */
  publish(release: Release): Promise<void>;
  /** Keeps the current one for another term: a process may run for longer than a release is kept. */
  renew(): Promise<void>;
}

/**
 * The releases that calls run on. Each is kept where every process finds it before a call can begin with it; those seen
 * once are held in memory, where their compiled prompts stay with them.
 */
export async function createReleases(first: Release, store: ReleaseStore): Promise<RunningReleases> {
  const known = new Map<ReleaseId, Release>();
  let current = first;

  const publish = async (release: Release): Promise<void> => {
    await store.keep(release);
    known.set(release.id, release);
    current = release;
  };
  await publish(first);

  return {
    publish,
    renew: () => store.keep(current),
    current: () => current,
    async find(id) {
      const held = known.get(id);
      if (held) return held;
      const found = await store.find(id);
      if (found) known.set(id, found);
      return found;
    },
  };
}

/** A `ReleaseStore` for one process: what it published is all there is. */
export function createMemoryReleaseStore(): ReleaseStore {
  const kept = new Map<ReleaseId, Release>();
  return {
    keep: async (release) => {
      kept.set(release.id, release);
    },
    find: async (id) => kept.get(id),
  };
}
