import type { Action } from '../flow/actions.ts';
import type { Call } from '../flow/call.ts';
import type { CallEvent } from '../flow/events.ts';
import type { Fact } from '../flow/facts.ts';
import type { Request, Step, World } from '../flow/node-type.ts';
import type { Release } from '../flow/release.ts';
import { endCall } from './end-call.ts';
import { EngineError } from './errors.ts';
import { firstStep } from './first-step.ts';
import { follow } from './follow.ts';
import { stopRecording } from './stop-recording.ts';
import { nodeAt, type Walk } from './walk.ts';

/** What one event makes of a call. */
export interface Turn {
  readonly call: Call;
  /** What to do on the line, in order; none where the caller is gone. */
  readonly actions: readonly Action[];
  readonly facts: readonly Fact[];
  /** What has to be asked outside before the call can go on; at most one. */
  readonly requests: readonly Request[];
}

/** Steps that one turn may take. Beyond it the flow has a loop that no caller can leave. */
const MAX_STEPS = 100;

/**
 * Moves a call along its release by one event, until it next waits for something outside or ends.
 *
 * Pure and deterministic: the same release, call, event and world always give the same turn, and nothing else is read
 * or changed. An event that the call does not wait for says again where the caller is. After 100 steps the call goes to
 * its exhausted exit, with a fact.
 *
 * @throws {EngineError} where the release does not hold together, as none does that passed the checks
 */
export function advance(release: Release, call: Call, event: CallEvent, world: World): Turn {
  const walk: Walk = { release, world, call, secrets: {}, spoken: [], actions: [], facts: [], requests: [] };
  if (event.type === 'hung-up') endCall(walk, event);
  else {
    stopRecording(walk);
    walkFrom(walk, firstStep(walk, event));
  }
  const { actions, facts, requests } = walk;
  return { call: walk.call, actions, facts, requests };
}

function walkFrom(walk: Walk, first: Step | undefined): void {
  let step = first;
  for (let steps = 0; step; steps += 1) {
    if (steps >= 2 * MAX_STEPS) throw new EngineError('endless', walk.call.node);
    step = follow(walk, steps === MAX_STEPS ? boundReached(walk) : step);
  }
}

/** To the way out of where the caller last had a say, else to a person. */
function boundReached(walk: Walk): Step {
  const { node, stay } = walk.call;
  walk.facts.push({ type: 'bound-reached', node });
  const exhausted = stay && nodeAt(walk, stay.node).exits.exhausted;
  if (exhausted !== undefined) return { type: 'jump', node: exhausted };
  const agent = walk.release.keys['0'];
  return agent?.type === 'node' ? { type: 'jump', node: agent.node } : { type: 'end' };
}
