import { type OnRelease, regionOrDefault } from './on-release.ts';
import type { Release } from './release.ts';
import type { RecordingPolicy, Talks } from './variables.ts';

/** What the caller's region, or the default region while theirs is not known, has about recording talks. */
export const recordingPolicy = (at: OnRelease): RecordingPolicy =>
  at.release.regions[regionOrDefault(at)]?.recording ?? 'off';

/** What was settled about recording talks. Nothing where it was settled under another policy than that of now. */
export const settledTalks = (at: OnRelease): Talks | undefined =>
  at.call.consent?.policy === recordingPolicy(at) ? at.call.consent.talks : undefined;

/** Whether the talk that is about to begin is recorded, as its action says it. */
export const recordedTalk = (at: OnRelease): { readonly isRecorded?: true } =>
  settledTalks(at) === 'recorded' && recordingPolicy(at) !== 'off' ? { isRecorded: true } : {};

/** Whether a release records talks at all, in whatever region. */
export const recordsAnywhere = ({ regions }: Release): boolean =>
  Object.values(regions).some(({ recording = 'off' }) => recording !== 'off');
