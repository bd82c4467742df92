import type { Call } from './call.ts';
import type { Release } from './release.ts';

/** A call on its release. */
export interface OnRelease {
  readonly release: Release;
  readonly call: Call;
}

/** The caller's region, or the default region while theirs is not known. */
export const regionOrDefault = ({ release, call }: OnRelease): string => call.region ?? release.defaultRegion;
