import { endRecordings } from '../recordings/call-recording.ts';
import type { CallStatus, EndedBy } from './call-event.ts';
import { isOver, type Leg } from './leg.ts';
import type { Network } from './network.ts';
import { rfc2822 } from './parameters.ts';
import { wholeSeconds } from './queues.ts';
import { sendWebhook } from './send-webhook.ts';

/** Ends a leg: it tells its person, and sends the status callback beside. A leg ends once. */
export function endCall(
  network: Network,
  leg: Leg,
  { status, by }: { readonly status: CallStatus; readonly by: EndedBy },
): void {
  if (isOver(leg)) return;
  leg.status = status;
  leg.endedAt = network.clock.now();
  leg.endedBy = by;
  endRecordings(network, leg);
  tellProgress(network, leg, 'completed');
  leg.tell({ type: 'ended', by, status });
}

/** Seconds from answering to the end, as Twilio counts them: none where nobody answered. */
export function durationSeconds(leg: Leg, now: number): string {
  return leg.answeredAt === undefined ? '0' : wholeSeconds((leg.endedAt ?? now) - leg.answeredAt);
}

const SIP_CODES: Readonly<Partial<Record<CallStatus, string>>> = {
  completed: '200',
  busy: '486',
  'no-answer': '487',
  canceled: '487',
  failed: '404',
};

/**
 * Sends a status callback for `progress` where one is wanted. It goes out beside the call, so callbacks may arrive in
 * any order; `SequenceNumber` tells theirs.
 *
 * Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallback
 */
export function tellProgress(network: Network, leg: Leg, progress: string): void {
  const { statusCallback, statusCallbackMethod = 'POST', statusCallbackEvents } = leg.urls;
  if (!statusCallback || !statusCallbackEvents.includes(progress)) return;
  const sequence = String(leg.callbacks);
  leg.callbacks += 1;
  const seconds = durationSeconds(leg, network.clock.now());
  const atEnd = isOver(leg) && {
    CallDuration: seconds,
    SipResponseCode: SIP_CODES[leg.status] ?? '200',
    ...(leg.status === 'completed' && { Duration: String(Math.ceil(Number(seconds) / 60)) }),
  };
  const sent = sendWebhook(network, leg, {
    purpose: 'callback',
    url: statusCallback,
    method: statusCallbackMethod,
    parameters: {
      Timestamp: rfc2822(network.clock.now()),
      CallbackSource: 'call-progress-events',
      SequenceNumber: sequence,
      ...atEnd,
    },
  });
  network.inBackground(sent);
}
