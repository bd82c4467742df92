import type { Call } from './call.ts';

/** More than anybody leaves in a call; of somebody who does, the newest count. */
const MAX_KNOWN = 20;

/** The call, as one in which the caller left this recording. */
export function withRecording(call: Call, recording: string): Call {
  const { recordings = [] } = call;
  if (recordings.includes(recording)) return call;
  return { ...call, recordings: [...recordings, recording].slice(-MAX_KNOWN) };
}
