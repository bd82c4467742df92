import type { Call, Leaving } from '../flow/call.ts';
import type { PromptRef } from '../flow/compiled.ts';
import type { WaitEvent } from '../flow/events.ts';
import type { World } from '../flow/node-type.ts';
import { type QueueNode, WAITING_KEYS } from '../flow/nodes/queue.ts';
import type { Release } from '../flow/release.ts';
import { readVariable } from '../flow/value-source.ts';
import type { Turn } from './advance.ts';
import { mayBeSaid, nodeAt, toSay, type Walk } from './walk.ts';

/** The always-key that leads to a person, by whatever nodes. */
const PERSON = '0';

/** Time between two times that a caller in a queue is told their place, at most. */
const BETWEEN_SECONDS = 30;

/** One of the hotline's own prompts, which every release has. */
const ONE_MOMENT: PromptRef = { prompt: 'one-moment', placeholders: [] };

/**
 * What a caller who waits in a queue hears next, and whether they leave it.
 *
 * Pure, as `advance` is. Asked again and again while the caller waits; the call only changes when they leave, by a key
 * that leads elsewhere or because the longest wait is over. A call that waits in no queue, or is leaving already, leaves.
 */
export function attend(release: Release, call: Call, event: WaitEvent, world: World): Turn {
  const walk: Walk = { release, world, call, secrets: {}, spoken: [], actions: [], facts: [], requests: [] };
  const node = nodeAt(walk, call.node);
  if (call.phase !== 'queued' || !isQueue(node) || call.leaving) return turnOf(walk, [{ type: 'leave' }]);

  const leaving = leavingOf(walk, node, event);
  if (leaving) {
    walk.call = { ...call, leaving };
    return turnOf(walk, [{ type: 'leave' }]);
  }
  walk.call = { ...call, variables: { ...call.variables, queuePosition: event.position } };
  // Who waits for longer than verification counts must not hear what it was needed for.
  const allowed = node.waiting.filter((prompt) => mayBeSaid(walk, prompt));
  const says = (allowed.length > 0 ? allowed : [ONE_MOMENT]).map((prompt) => toSay(walk, prompt, true));
  const listen = {
    type: 'gather',
    input: ['dtmf'],
    language: call.language,
    timeoutSeconds: 1,
    maxDigits: 1,
    hints: [],
  } as const;
  return { ...turnOf(walk, [...says, ...between(walk, node, event), listen]), call };
}

/** What is heard until the caller is told their place again: music, and silence where the longest wait ends before. */
function between(walk: Walk, node: QueueNode, { waitSeconds }: WaitEvent): Turn['actions'] {
  const left = node.maxWaitSeconds - waitSeconds;
  if (node.music && left > BETWEEN_SECONDS) return node.music.map((prompt) => toSay(walk, prompt, true));
  return [{ type: 'pause', seconds: Math.min(BETWEEN_SECONDS, left) }];
}

const isQueue = (node: { readonly type: string }): node is QueueNode => node.type === 'queue';

const turnOf = ({ call, facts }: Walk, actions: Turn['actions']): Turn => ({ call, actions, facts, requests: [] });

/** Where the caller goes instead of waiting on; none where they wait. */
function leavingOf(walk: Walk, node: QueueNode, { digits, waitSeconds }: WaitEvent): Leaving | undefined {
  const offered = digits === undefined ? undefined : WAITING_KEYS[digits];
  const isThere = offered !== 'callback' || readVariable(walk, 'canCallBack') === true;
  if (offered !== undefined && isThere && Object.hasOwn(node.exits, offered)) return { type: 'exit', exit: offered };
  const target = digits === undefined ? undefined : walk.release.keys[digits];
  // Who asks for a person while waiting for one keeps their place, and is told it again.
  const asksForPerson = digits === PERSON || (target?.type === 'node' && target.node === walk.call.node);
  if (target?.type === 'node' && !asksForPerson) return { type: 'node', node: target.node };
  return waitSeconds >= node.maxWaitSeconds ? { type: 'exit', exit: 'timeout' } : undefined;
}
