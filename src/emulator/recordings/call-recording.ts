import type { Leg } from '../calls/leg.ts';
import type { Network } from '../calls/network.ts';
import { makeReady, statusOf, tellStatus } from './recording-status.ts';
import type { RunningRecording, StatusCallback } from './recordings.ts';

/** How a recording of a call is started. */
export interface StartOptions {
  readonly name: string | undefined;
  readonly channels: 1 | 2;
  readonly to: StatusCallback;
}

const SECOND_MS = 1000;

/** Starts to record a call. False where the call has had a recording of that name. */
export function startRecording(network: Network, leg: Leg, { name, channels, to }: StartOptions): boolean {
  if (name !== undefined && leg.recordingNames.has(name)) return false;
  if (name !== undefined) leg.recordingNames.add(name);
  const recording = network.recordings.add(leg.sid, {
    source: 'StartCallRecordingTwiML',
    channels,
    startedAt: network.clock.now(),
    durationSeconds: 0,
    status: 'in-progress',
  });
  leg.running.push({ name, recording, to });
  network.inBackground(tellStatus(network, leg, { to, parameters: statusOf(recording) }));
  return true;
}

/** Ends the recording of that name, where it goes on. */
export function stopRecording(network: Network, leg: Leg, name: string): void {
  const running = leg.running.find((candidate) => candidate.name === name);
  if (running) end(network, leg, running);
}

/** Ends whatever is still recorded of a call that is over. */
export function endRecordings(network: Network, leg: Leg): void {
  for (const running of [...leg.running]) end(network, leg, running);
}

/** What takes no whole second is no recording. */
function end(network: Network, leg: Leg, running: RunningRecording): void {
  leg.running.splice(leg.running.indexOf(running), 1);
  const { recording, to } = running;
  recording.durationSeconds = Math.floor((network.clock.now() - recording.startedAt) / SECOND_MS);
  recording.status = 'processing';
  network.inBackground(makeReady(network, leg, recording, to));
}
