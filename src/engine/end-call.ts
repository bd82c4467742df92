import type { CallEvent } from '../flow/events.ts';
import type { Disposition } from '../flow/facts.ts';
import type { Walk } from './walk.ts';

/** Ends the call, once. What comes later only adds its facts. */
export function endCall(walk: Walk, event: Extract<CallEvent, { type: 'hung-up' }>): void {
  const { status, seconds } = event;
  const { call, world } = walk;
  if (call.endedAt !== undefined) return;
  walk.call = { ...call, endedAt: world.at };
  const disposition = dispositionOf(walk, event);
  walk.facts.push({ type: 'call-ended', disposition, status, ...(seconds === undefined ? {} : { seconds }) });
}

function dispositionOf({ call }: Walk, { status, hasTalked }: Extract<CallEvent, { type: 'hung-up' }>): Disposition {
  if (status === 'failed') return 'failed';
  if (status === 'no-answer' || status === 'busy' || status === 'canceled') return 'no-answer';
  if (hasTalked || call.hasTalked) return 'answered';
  if (call.phase === 'queued') return 'abandoned-in-queue';
  return call.phase === 'closing' ? 'completed' : 'caller-hung-up';
}
