import { attend } from '../engine/attend.ts';
import type { WaitEvent } from '../flow/events.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { Render } from './completing.ts';
import type { CallStore, LiveHours, Releases, StoredCall } from './ports.ts';
import { retryLostRaces } from './retry-lost-races.ts';
import { toSpoken } from './spoken.ts';
import type { Reply } from './turns.ts';
import { worldAt } from './world-at.ts';

/** A webhook of lane `wait`: the carrier asks what a caller in a queue hears next. */
export interface WaitRequest {
  readonly sid: CallSid;
  /** The turn in which the caller joined the queue, and the nonce of the call. */
  readonly turn: number;
  readonly nonce: string;
  readonly event: WaitEvent;
}

export type AnswerWait = (request: WaitRequest) => Promise<Reply>;

export interface WaitingOptions {
  readonly store: CallStore;
  readonly releases: Releases;
  readonly hours: LiveHours;
  readonly render: Render;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Answers the wait document of a queue: afresh each time it is asked for, and with a commit only where the caller leaves.
 * A call that is not known, or has moved on, leaves the queue; its next turn then finds where it stands.
 */
export function createWaiting({ store, releases, hours, render, now }: WaitingOptions): AnswerWait {
  return (request) =>
    retryLostRaces('while its wait was answered', async () => {
      const found = await store.find(request.sid);
      const stored = found === 'buried' ? undefined : found;
      if (stored && stored.nonce !== request.nonce && stored.formerNonce !== request.nonce)
        return { type: 'forbidden' };
      return answer(request, stored);
    });

  /** Nothing where a commit lost a race. */
  async function answer({ sid, turn, event }: WaitRequest, stored: StoredCall | undefined): Promise<Reply | undefined> {
    const release = stored && (await releases.find(stored.call.release));
    const world = worldAt(hours, now());
    const shown = release ?? releases.current();
    if (!stored || !release || stored.turn !== turn) {
      return {
        type: 'document',
        body: render([{ type: 'leave' }], { release: shown }, { turn, nonce: '', lane: 'wait' }),
      };
    }
    const waited = attend(release, stored.call, event, world);
    if (waited.call.leaving !== stored.call.leaving) {
      const { revision, ...kept } = stored;
      if (!(await store.commit({ sid, expected: revision, next: { ...kept, call: waited.call } }))) return undefined;
    }
    const spoken = toSpoken(waited.actions, { release, call: waited.call, at: world.at });
    return { type: 'document', body: render(spoken, { release }, { turn, nonce: stored.nonce, lane: 'wait' }) };
  }
}
