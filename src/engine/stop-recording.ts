import type { Call } from '../flow/call.ts';
import type { Step } from '../flow/node-type.ts';
import { recordsAnywhere } from '../flow/recording.ts';
import type { Walk } from './walk.ts';

/**
 * Stops the recording of a talk, whatever has happened: it is the first thing done on coming out of a queue or a dial, so
 * that nothing the caller keys or says to the hotline afterwards is in it. For a caller who is gone it has ended by itself.
 */
export function stopRecording(walk: Walk): void {
  const { recording, endedAt } = walk.call;
  if (!recording?.isRunning) return;
  walk.call = { ...walk.call, recording: { ...recording, isRunning: false } };
  if (endedAt === undefined) walk.actions.push({ type: 'stop-recording', recording: recording.begun });
}

/**
 * Stops the recording that the lost turn may have begun, of which this state knows nothing. Its number is never used again
 * in the call.
 */
export function stopLostRecording(walk: Walk): void {
  if (walk.call.endedAt !== undefined || !recordsAnywhere(walk.release)) return;
  const begun = (walk.call.recording?.begun ?? 0) + 1;
  walk.call = { ...walk.call, recording: { begun, isRunning: false } };
  walk.actions.push({ type: 'stop-recording', recording: begun });
}

/** The call with the recording that what it now waits for begins, if it begins one. */
export function withRecording(call: Call, { actions }: Extract<Step, { type: 'wait' }>): Call {
  const begun = actions.map((action) => ('recording' in action ? action.recording : undefined)).find(Boolean);
  return begun === undefined ? call : { ...call, recording: { begun, isRunning: true } };
}
