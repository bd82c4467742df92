import type { Call } from './call.ts';
import type { Release } from './release.ts';
import type { RecordingPolicy, Talks } from './variables.ts';

/** A call on its release. */
export interface OnRelease {
  readonly release: Release;
  readonly call: Call;
}

/** What the caller's region, or the default region while theirs is not known, has about recording talks. */
export const recordingPolicy = ({ release, call }: OnRelease): RecordingPolicy =>
  release.regions[call.region ?? release.defaultRegion]?.recording ?? 'off';

/** What was settled about recording talks. Nothing where it was settled under another policy than that of now. */
export const settledTalks = (at: OnRelease): Talks | undefined =>
  at.call.consent?.policy === recordingPolicy(at) ? at.call.consent.talks : undefined;

/** Which recording of the call the talk that is about to begin makes, from 1; nothing where it is not recorded. */
export function talkRecording(at: OnRelease): { readonly recording?: number } {
  const isRecorded = settledTalks(at) === 'recorded' && recordingPolicy(at) !== 'off';
  return isRecorded ? { recording: (at.call.recording?.begun ?? 0) + 1 } : {};
}

/** Whether a release records talks at all, in whatever region. */
export const recordsAnywhere = ({ regions }: Release): boolean =>
  Object.values(regions).some(({ recording = 'off' }) => recording !== 'off');
