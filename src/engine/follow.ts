import type { Action } from '../flow/actions.ts';
import type { Confirmation } from '../flow/call.ts';
import { flowOf, type NodeId } from '../flow/ids.ts';
import type { Step } from '../flow/node-type.ts';
import { typeOf } from '../flow/nodes/registry.ts';
import { paced, turnPace, waitForCaller } from './comfort.ts';
import { EngineError } from './errors.ts';
import { isListening, leaveStay, mayRepeat, missed, visit } from './stay.ts';
import { whileWaiting } from './stop-recording.ts';
import { absorb, emptyStay, nodeAt, toSay, viewOf, type Walk } from './walk.ts';

/** Where a caller keys yes or no to what was asked back. */
const CONFIRM_SECONDS = 8;

/** Takes one step. Gives the next; none where the call now waits, or is over. */
export function follow(walk: Walk, step: Step): Step | undefined {
  switch (step.type) {
    case 'go':
      return goBy(walk, step.exit);
    case 'jump':
      walk.call = { ...walk.call, stack: [] };
      return enter(walk, step.node);
    case 'enter-flow':
      walk.call = { ...walk.call, stack: [...walk.call.stack, walk.call.node] };
      return enter(walk, step.start);
    case 'return':
      return returnBy(walk, step.exit);
    case 'missed': {
      const node = nodeAt(walk, walk.call.node);
      return (isListening(node) ? missed(walk, node, step.cause) : undefined) ?? ask(walk);
    }
    case 'repeat':
      return mayRepeat(walk) ? askedOrSaid(walk) : { type: 'missed', cause: 'no-match' };
    case 'slower':
      turnPace(walk);
      return { type: 'repeat' };
    case 'pause':
      return pause(walk);
    case 'resume':
      return askedOrSaid(walk);
    case 'again':
      return askedBack(walk) ?? ask(walk);
    case 'confirm':
      return askBack(walk, step);
    default:
      stop(walk, step);
      return undefined;
  }
}

/** A pause that begins is a repeat among others: nobody holds the line for ever by it. */
function pause(walk: Walk): Step | undefined {
  const { stay, spoken, endedAt } = walk.call;
  if (endedAt !== undefined) return undefined;
  if (stay?.pause === undefined && !mayRepeat(walk)) return { type: 'missed', cause: 'no-match' };
  waitForCaller(walk);
  walk.call = { ...walk.call, spoken };
  return undefined;
}

const askedOrSaid = (walk: Walk): Step => askedBack(walk) ?? sayAgain(walk);

/** The steps after which nothing follows in this turn. A caller who is gone waits for nothing but what is stored. */
function stop(walk: Walk, step: Extract<Step, { type: 'wait' | 'ask' | 'end' | 'stay' }>): void {
  const gone = walk.call.endedAt !== undefined;
  if (step.type === 'ask' && (!gone || step.request.type === 'service')) request(walk, step.request);
  if (gone) return;
  if (step.type === 'wait') {
    walk.call = whileWaiting({ ...walk.call, phase: step.phase, spoken: walk.spoken }, step);
    walk.actions.push(...paced(walk, step.actions));
  }
  if (step.type === 'end') {
    walk.call = { ...walk.call, phase: 'closing' };
    walk.actions.push({ type: 'hang-up' });
  }
}

function goBy(walk: Walk, exit: string): Step | undefined {
  const from = nodeAt(walk, walk.call.node);
  const target = Object.hasOwn(from.exits, exit) ? from.exits[exit] : undefined;
  if (target === undefined) throw new EngineError('no-exit', walk.call.node);
  if (isListening(from) && !typeOf(from).keepsStay) leaveStay(walk);
  // A way into another flow is no call of it: nothing will return from there.
  if (flowOf(target) !== flowOf(walk.call.node)) walk.call = { ...walk.call, stack: [] };
  return enter(walk, target);
}

function returnBy(walk: Walk, exit: string): Step | undefined {
  const caller = walk.call.stack.at(-1);
  if (caller === undefined) throw new EngineError('nothing-to-return-to', walk.call.node);
  walk.call = { ...walk.call, node: caller, stack: walk.call.stack.slice(0, -1) };
  return goBy(walk, exit);
}

function enter(walk: Walk, id: NodeId): Step | undefined {
  const node = nodeAt(walk, id);
  if (walk.call.endedAt !== undefined && typeOf(node).whenGone !== 'done') return enterGone(walk, id);
  const { leaving: _left, ...call } = walk.call;
  walk.call = { ...call, node: id, phase: 'ready' };
  walk.facts.push({ type: 'node-entered', node: id });
  return (isListening(node) ? visit(walk, node) : undefined) ?? ask(walk);
}

/** A caller who is gone hears nothing: what only speaks is passed over, and the call stops at what needs them. */
function enterGone(walk: Walk, id: NodeId): Step | undefined {
  walk.call = { ...walk.call, node: id, phase: 'closing' };
  const type = typeOf(nodeAt(walk, id));
  return type.whenGone === 'passed' ? type.enter(nodeAt(walk, id), viewOf(walk)).step : undefined;
}

/** Lets the node the call stands on say and do what it does. */
function ask(walk: Walk): Step {
  const { node: id } = walk.call;
  const node = nodeAt(walk, id);
  const before = walk.actions.length;
  const step = absorb(walk, typeOf(node).enter(node, viewOf(walk)));
  if (walk.actions.length > before && step.type !== 'wait') walk.spoken.push(id);
  return step;
}

/** Says again what led here, then the node itself. */
function sayAgain(walk: Walk): Step {
  const here = walk.call.node;
  const { spoken } = walk.call;
  for (const id of spoken) {
    const node = nodeAt(walk, id);
    walk.call = { ...walk.call, node: id };
    absorb(walk, { ...typeOf(node).enter(node, viewOf(walk)), facts: [] });
    walk.spoken.push(id);
  }
  walk.call = { ...walk.call, node: here };
  return ask(walk);
}

function request(walk: Walk, asked: Extract<Step, { type: 'ask' }>['request']): void {
  const { call, world } = walk;
  walk.requests.push(asked);
  walk.call = {
    ...call,
    phase: 'asking',
    requests: call.requests + 1,
    request: {
      service: asked.type === 'service' ? asked.service : asked.type,
      index: call.requests,
      ...(call.request?.turn === undefined ? {} : { turn: call.request.turn }),
      askedAt: world.at,
      polls: 0,
    },
  };
}

/** What was asked back last, to be asked once more; none where the node itself was the last to ask. */
function askedBack({ call: { stay, node } }: Walk): Step | undefined {
  const confirmation = stay?.node === node ? stay.confirmation : undefined;
  return confirmation && { type: 'confirm', confirmation };
}

function askBack(walk: Walk, step: Extract<Step, { type: 'confirm' }>): Step | undefined {
  const node = nodeAt(walk, walk.call.node);
  const bargeIn = isListening(node) ? node.bargeIn : true;
  const next = absorb(walk, { says: step.confirmation.says, bargeIn, step });
  if (next !== step) return next;
  if (walk.call.endedAt === undefined) confirm(walk, step.confirmation);
  return undefined;
}

function confirm(walk: Walk, confirmation: Confirmation): void {
  const { call } = walk;
  walk.call = {
    ...call,
    phase: 'listening',
    spoken: [],
    stay: { ...(call.stay ?? emptyStay(call.node)), confirmation },
  };
  const phrases = walk.release.phrases[call.language] ?? {};
  const node = nodeAt(walk, call.node);
  const gather: Action = {
    type: 'gather',
    input: isListening(node) ? node.input : ['dtmf'],
    language: call.language,
    timeoutSeconds: CONFIRM_SECONDS,
    maxDigits: 1,
    hints: ['yes', 'no'].flatMap((set) => phrases[set] ?? []),
  };
  walk.actions.push(...paced(walk, [gather]));
}

/** Says one of the hotline's own prompts, which every release has. */
export function sayOwn(walk: Walk, prompt: 'apology' | 'one-moment'): void {
  if (walk.call.endedAt !== undefined) return;
  walk.actions.push(toSay(walk, { prompt, placeholders: [] }, false));
}
