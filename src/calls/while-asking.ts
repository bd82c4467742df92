import { UNAVAILABLE } from '../flow/contract.ts';
import type { CallEvent } from '../flow/events.ts';
import type { Asking } from './asking.ts';
import type { Draft } from './draft.ts';
import type { CallStore } from './ports.ts';

interface Around {
  readonly store: CallStore;
  readonly asking: Asking;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Beyond its deadline a request is another process's for so long; then that process counts as dead. */
const LEASE_MARGIN_MS = 2000;
/** Times that a caller is held before there is no answer any more. */
const MAX_POLLS = 10;

/**
 * The events of a call that waits for an answer: the answer, if any process has left it; else that the caller is still
 * held. When the claim on the request has lapsed it is asked again where that is safe, and else has no answer.
 */
export async function whileAsking(
  { store, asking, now }: Around,
  { call }: Draft,
  events: readonly CallEvent[],
): Promise<readonly CallEvent[]> {
  const { request } = call;
  if (!request) return events;
  const ended = events.filter(({ type }) => type === 'hung-up');
  const answer = await store.findAnswer(call.sid, request.index);
  const tookMs = now() - request.askedAt;
  if (answer) return [...ended, { type: 'service-answered', answer, tookMs }];

  const manner = asking.mannerNamed(request.service);
  const lapsed = tookMs > manner.deadlineMs + LEASE_MARGIN_MS;
  if (!lapsed && request.polls < MAX_POLLS) return [...ended, { type: 'still-waiting' }];
  if (lapsed && request.polls < MAX_POLLS && manner.repeatable) return [...ended, { type: 'ask-again' }];
  return [
    ...ended,
    { type: 'service-answered', answer: { outcome: UNAVAILABLE, output: {} }, tookMs, effectUnknown: manner.effect },
  ];
}
