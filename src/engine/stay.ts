import type { Stay } from '../flow/call.ts';
import type { NodeBase } from '../flow/compiled.ts';
import type { Miss } from '../flow/facts.ts';
import type { Step } from '../flow/node-type.ts';
import type { Listening } from '../flow/nodes/listening.ts';
import { emptyStay, nodeAt, type Walk } from './walk.ts';

/** Visits that led nowhere, in a whole call, after which the next one goes to the way out. */
const MAX_FAILED_VISITS = 8;
/** Times in a row that the caller may hear it again at no cost. */
const MAX_REPEATS = 3;

export const isListening = (node: NodeBase): node is NodeBase & Listening => 'attempts' in node;

/**
 * Counts the visit of a listening node that is about to be entered. Coming back to the node of the same stay is another
 * visit. Gives the way out where the visits are used up.
 */
export function visit(walk: Walk, node: NodeBase & Listening): Step | undefined {
  const again = walk.call.stay?.node === walk.call.node;
  if (!again) remember(walk);
  const { call } = walk;
  const stay = again && call.stay ? asNew({ ...call.stay, visits: call.stay.visits + 1 }) : emptyStay(call.node);
  walk.call = { ...call, stay, failedVisits: call.failedVisits + (again ? 1 : 0) };
  return again ? exhaustedStep(walk, node) : undefined;
}

/** Ends the stay. From now on the node's short prompt is enough for this caller. */
export function leaveStay(walk: Walk): void {
  remember(walk);
  const { stay: _left, ...call } = walk.call;
  walk.call = call;
}

function remember(walk: Walk): void {
  const { stay, heard } = walk.call;
  if (!stay || heard.includes(stay.node)) return;
  const node = nodeAt(walk, stay.node);
  if (isListening(node) && node.reprompt.length > 0) walk.call = { ...walk.call, heard: [...heard, stay.node] };
}

/** Counts an answer that led nowhere, and asks again or goes to the way out. */
export function missed(walk: Walk, node: NodeBase & Listening, cause: Miss): Step | undefined {
  const { call } = walk;
  const stay = call.stay ?? emptyStay(call.node);
  const { confirmation: _dropped, ...kept } = stay;
  walk.facts.push({ type: 'missed', node: call.node, cause });
  walk.call = {
    ...call,
    failedVisits: call.failedVisits + 1,
    stay: {
      ...kept,
      cause,
      visits: stay.visits + 1,
      repeats: 0,
      noInput: stay.noInput + (cause === 'no-input' ? 1 : 0),
      noMatch: stay.noMatch + (cause === 'no-match' ? 1 : 0),
    },
  };
  return exhaustedStep(walk, node);
}

/** Counts a wish to hear it again. False where the caller has used up all they have in a row. */
export function mayRepeat(walk: Walk): boolean {
  const stay = walk.call.stay ?? emptyStay(walk.call.node);
  if (stay.repeats >= MAX_REPEATS) return false;
  const { cause: _cause, ...kept } = stay;
  walk.call = { ...walk.call, stay: { ...kept, repeats: stay.repeats + 1 } };
  return true;
}

function exhaustedStep(walk: Walk, node: NodeBase & Listening): Step | undefined {
  const { stay, failedVisits, node: id } = walk.call;
  if ((stay?.visits ?? 1) <= node.attempts && failedVisits < MAX_FAILED_VISITS) return undefined;
  walk.facts.push({ type: 'exhausted', node: id });
  leaveStay(walk);
  return { type: 'go', exit: 'exhausted' };
}

function asNew({ cause: _cause, confirmation: _confirmation, ...stay }: Stay): Stay {
  return stay;
}
