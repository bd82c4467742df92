import type { Compiled } from '../flow/compile.ts';
import type { Finding } from '../flow/read/finding.ts';
import type { Release } from '../flow/release.ts';
import type { RunningReleases } from './releases.ts';

/** What became of reading the files of staff again. */
export type Reloaded = { readonly findings: readonly Finding[] } & (
  | { readonly type: 'published'; readonly release: Release }
  /** The files say what the running release says. */
  | { readonly type: 'unchanged' }
  /** There are errors: the running release stays. */
  | { readonly type: 'refused' }
);

export interface ReloadOptions {
  /** Reads and compiles the files as they are now. */
  readonly compile: () => Promise<Compiled>;
  readonly releases: RunningReleases;
}

/**
 * Makes a release of the files as they are now, for the calls that begin from now on; those that run keep theirs. Asked
 * for twice at once, it reads twice, one after the other, so that the later files win.
 *
 * The result rejects, and the running release stays, where the files cannot be read or the new release cannot be kept.
 */
export function createReload({ compile, releases }: ReloadOptions): () => Promise<Reloaded> {
  const reload = async (): Promise<Reloaded> => {
    const { release, findings } = await compile();
    if (!release) return { type: 'refused', findings };
    if (release.id === releases.current().id) return { type: 'unchanged', findings };
    await releases.publish(release);
    return { type: 'published', release, findings };
  };

  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(reload, reload);
    last = next;
    return next;
  };
}
