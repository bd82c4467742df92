import type { Call } from '../flow/call.ts';
import type { Step } from '../flow/node-type.ts';
import { recordsAnywhere } from '../flow/recording.ts';
import type { Walk } from './walk.ts';

/**
 * Stops the recording of a talk, whatever has happened: it is the first thing done in the turn that follows, so that
 * nothing the caller keys or says to the hotline is in it. For a caller who is gone it has ended by itself.
 */
export function stopRecording(walk: Walk): void {
  if (!walk.call.isRecorded) return;
  const { isRecorded: _ended, ...call } = walk.call;
  walk.call = call;
  if (call.endedAt === undefined) walk.actions.push({ type: 'stop-recording' });
}

/** Stops the recording that the lost turn may have begun, of which this state knows nothing. */
export function stopLostRecording(walk: Walk): void {
  if (walk.call.endedAt !== undefined || !recordsAnywhere(walk.release)) return;
  if (!walk.actions.some(({ type }) => type === 'stop-recording')) walk.actions.push({ type: 'stop-recording' });
}

/** The call while it waits for what a step does on the line: recorded, if that is. */
export const whileWaiting = (call: Call, { actions }: Extract<Step, { type: 'wait' }>): Call =>
  actions.some((action) => 'isRecorded' in action) ? { ...call, isRecorded: true } : call;
