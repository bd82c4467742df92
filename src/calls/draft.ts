import { advance } from '../engine/advance.ts';
import type { Action } from '../flow/actions.ts';
import type { Call } from '../flow/call.ts';
import type { CallEvent } from '../flow/events.ts';
import type { Fact } from '../flow/facts.ts';
import type { Request, World } from '../flow/node-type.ts';
import type { Release } from '../flow/release.ts';

/** A turn in the making: what the events so far have made of the call. */
export interface Draft {
  readonly release: Release;
  readonly world: World;
  readonly call: Call;
  readonly actions: readonly Action[];
  readonly facts: readonly Fact[];
  /** What has to be asked before the call can go on; at most one. */
  readonly request?: Request;
}

export const emptyDraft = (release: Release, call: Call, world: World): Draft => ({
  release,
  world,
  call,
  actions: [],
  facts: [],
});

/** The draft after one more event; what was said and what happened add up. */
export function withEvent(draft: Draft, event: CallEvent): Draft {
  const { release, world, actions, facts } = draft;
  const turn = advance(release, draft.call, event, world);
  const [request] = turn.requests;
  return {
    release,
    world,
    call: turn.call,
    actions: [...actions, ...turn.actions],
    facts: [...facts, ...turn.facts],
    ...(request ? { request } : {}),
  };
}
