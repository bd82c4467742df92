import type { CallEvent } from '../flow/events.ts';
import type { Disposition } from '../flow/facts.ts';
import type { Walk } from './walk.ts';

/** Ends the call, once. What is told later only adds how long it was. */
export function endCall(walk: Walk, event: Extract<CallEvent, { type: 'hung-up' }>): void {
  const { status, seconds } = event;
  const { call, world } = walk;
  const isFirst = call.endedAt === undefined;
  walk.call = {
    ...call,
    endedAt: call.endedAt ?? world.at,
    ...(seconds === undefined ? {} : { isMeasured: true }),
  };
  if (!isFirst) {
    if (seconds !== undefined && !call.isMeasured) walk.facts.push({ type: 'call-lasted', seconds });
    return;
  }
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
