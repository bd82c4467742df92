import type { Leg } from '../calls/leg.ts';
import type { Network } from '../calls/network.ts';
import { rfc2822 } from '../calls/parameters.ts';
import { sendWebhook } from '../calls/send-webhook.ts';
import type { Recording, StatusCallback } from './recordings.ts';

/** A recording is ready this long after it ended. */
const READY_AFTER_MS = 2000;

/** Tells how a recording gets on, with its own parameters only. */
export async function tellStatus(
  network: Network,
  leg: Leg,
  { to, parameters }: { readonly to: StatusCallback; readonly parameters: Readonly<Record<string, string>> },
): Promise<void> {
  const { url, method, events } = to;
  if (!url || !events.includes(parameters.RecordingStatus ?? '')) return;
  const common = { AccountSid: network.accountSid, CallSid: leg.sid };
  await sendWebhook(network, leg, {
    purpose: 'callback',
    isBare: true,
    url,
    method,
    parameters: { ...common, ...parameters },
  });
}

/** What is told of a recording as it stands. */
export const statusOf = (recording: Recording): Readonly<Record<string, string>> => ({
  RecordingSid: recording.sid,
  RecordingUrl: recording.url,
  RecordingStatus: recording.status,
  RecordingDuration: String(recording.durationSeconds),
  RecordingChannels: String(recording.channels),
  RecordingSource: recording.source,
  RecordingStartTime: rfc2822(recording.startedAt),
  RecordingTrack: 'both',
});

/** Makes a recording that has ended ready, a little later, and tells so. */
export async function makeReady(network: Network, leg: Leg, recording: Recording, to: StatusCallback): Promise<void> {
  await network.clock.sleep(READY_AFTER_MS);
  recording.status = recording.durationSeconds === 0 ? 'absent' : 'completed';
  await tellStatus(network, leg, { to, parameters: statusOf(recording) });
}
