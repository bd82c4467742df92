import type { Confirmation, Phase } from '../flow/call.ts';
import { type CallEvent, endsTalk } from '../flow/events.ts';
import { withRecording } from '../flow/left-recordings.ts';
import type { Outcome, Step } from '../flow/node-type.ts';
import { typeOf } from '../flow/nodes/registry.ts';
import { matchPhrases } from '../flow/speech.ts';
import { keyStep, wordStep } from './always-keys.ts';
import { endPause, whilePaused } from './comfort.ts';
import { sayOwn } from './follow.ts';
import { isListening, visit } from './stay.ts';
import { stopLostRecording } from './stop-recording.ts';
import { absorb, levelNow, nodeAt, viewOf, type Walk } from './walk.ts';

/** Which events each phase waits for. */
const ACCEPTED: Readonly<Record<Phase, readonly CallEvent['type'][]>> = {
  ready: [],
  listening: ['digits', 'speech', 'no-input'],
  asking: ['service-answered'],
  queued: ['left-queue'],
  // Where nothing was recorded, the carrier may only ask what to do next.
  recording: ['recorded', 'not-recorded', 'no-input'],
  dialling: ['dialled'],
  closing: [],
};

/** What the event makes the call do first; none where there is nothing to walk. */
export function firstStep(walk: Walk, event: Exclude<CallEvent, { type: 'hung-up' }>): Step | undefined {
  letLapse(walk);
  switch (event.type) {
    case 'answered':
      return started(walk, event);
    case 'state-lost':
      walk.facts.push({ type: 'state-lost', turn: event.turn });
      stopLostRecording(walk);
      sayOwn(walk, 'apology');
      return again(walk);
    case 'reply-refused':
      walk.facts.push({ type: 'reply-refused', code: event.code });
      sayOwn(walk, 'apology');
      return wasNotReached(event.code) ? again(walk) : toPerson(walk);
    case 'still-waiting':
      return stillWaiting(walk);
    case 'ask-again':
      return askAgain(walk);
    default:
      if (event.type === 'recorded') walk.call = withRecording(walk.call, event.recording);
      if (!ACCEPTED[walk.call.phase].includes(event.type)) return again(walk);
      if (BY_CALLER.has(event.type)) keepVerified(walk);
      if (endsCallersTalk(walk, event)) walk.call = { ...walk.call, hasTalked: true };
      return resume(walk, event);
  }
}

function started(walk: Walk, event: Extract<CallEvent, { type: 'answered' }>): Step {
  const { dialled, caller, callerName, agent, afterLossOf } = event;
  const { region, language } = walk.call;
  walk.facts.push({
    type: 'call-started',
    release: walk.release.id,
    dialled,
    language,
    ...(region === undefined ? {} : { region }),
    ...(caller === undefined ? {} : { caller }),
    ...(callerName === undefined ? {} : { callerName }),
    ...(agent === undefined ? {} : { agent }),
  });
  if (afterLossOf !== undefined) {
    walk.facts.push({ type: 'state-lost', turn: afterLossOf });
    stopLostRecording(walk);
    sayOwn(walk, 'apology');
  }
  return { type: 'jump', node: walk.release.start };
}

/** Whether what is over by this event was a caller's talk with a person; an agent's talks are none of a caller. */
const endsCallersTalk = (walk: Walk, event: CallEvent): boolean =>
  endsTalk(event) && (event.type !== 'dialled' || nodeAt(walk, walk.call.node).type === 'transfer');

/** What a caller does. Silence, the end of a wait and an answer from outside come without anybody at the telephone. */
const BY_CALLER: ReadonlySet<CallEvent['type']> = new Set(['digits', 'speech', 'recorded']);

/** Whatever the caller does keeps their verification from lapsing. */
function keepVerified(walk: Walk): void {
  walk.call = { ...walk.call, verification: { ...walk.call.verification, at: walk.world.at } };
}

/** From here on the turn sees a level that has lapsed as none, wherever it looks. */
function letLapse(walk: Walk): void {
  walk.call = { ...walk.call, verification: { ...walk.call.verification, level: levelNow(walk) } };
}

/** Says again where the caller is. */
function again(walk: Walk): Step | undefined {
  switch (walk.call.phase) {
    case 'closing':
      return { type: 'end' };
    case 'asking':
      return stillWaiting(walk);
    default:
      endPause(walk, 'time');
      return { type: 'again' };
  }
}

/** Errors of getting a reply, not of using it: the caller's place is as good as before. */
const wasNotReached = (code: string): boolean => /^112\d\d$/.test(code);

const toPerson = ({ release }: Walk): Step => {
  const agent = release.keys['0'];
  return agent?.type === 'node' ? { type: 'jump', node: agent.node } : { type: 'end' };
};

/** Seconds of sound before the hotline is asked again whether the answer has come. */
const HOLD_SECONDS = 2;
/** Holds after which the caller is told again that something is being looked up. */
const HOLDS_BETWEEN_WORDS = 4;

function stillWaiting(walk: Walk): Step | undefined {
  const { call } = walk;
  if (call.phase !== 'asking' || !call.request) return again(walk);
  walk.call = { ...call, request: { ...call.request, polls: call.request.polls + 1 } };
  if (call.endedAt !== undefined) return undefined;
  if (call.request.polls % HOLDS_BETWEEN_WORDS === 0) sayOwn(walk, 'one-moment');
  walk.actions.push({ type: 'hold', seconds: HOLD_SECONDS });
  return undefined;
}

/** Lets the node ask once more, under the number and the turn the request had. */
function askAgain(walk: Walk): Step | undefined {
  const { call } = walk;
  if (call.phase !== 'asking' || !call.request) return again(walk);
  walk.call = { ...call, phase: 'ready', requests: call.request.index };
  return { type: 'again' };
}

function resume(walk: Walk, event: CallEvent): Step {
  const node = nodeAt(walk, walk.call.node);
  const confirmation = walk.call.stay?.confirmation;
  if (event.type === 'service-answered') recordAnswer(walk, event);
  if (walk.call.phase === 'listening') {
    if (walk.call.stay?.pause !== undefined) return whilePaused(walk, event);
    const key = event.type === 'digits' ? keyStep(walk, node, event.digits) : undefined;
    if (key) return key;
    if (confirmation) return confirmed(walk, confirmation, event);
  }
  const outcome = typeOf(node).resume?.(node, viewOf(walk), event);
  if (!outcome) return { type: 'again' };
  return wordOr(walk, event, outcome);
}

/** The words for the always-keys count where the node itself knows no better. */
function wordOr(walk: Walk, event: CallEvent, outcome: Outcome): Step {
  const word = event.type === 'speech' && outcome.step.type === 'missed' ? wordStep(walk, event) : undefined;
  return word ?? absorb(walk, outcome);
}

function recordAnswer(
  walk: Walk,
  { answer, tookMs, effectUnknown }: Extract<CallEvent, { type: 'service-answered' }>,
): void {
  const { request, ...call } = walk.call;
  if (!request) return;
  const { outcome, isLate } = answer;
  walk.facts.push({
    type: 'service-answered',
    service: request.service,
    outcome,
    tookMs,
    ...(isLate ? { isLate } : {}),
  });
  if (effectUnknown) walk.facts.push({ type: 'effect-unknown', service: request.service });
  walk.call = call;
}

/** Takes yes or no to what was asked back; on no, and on anything else, the node asks again. */
function confirmed(walk: Walk, confirmation: Confirmation, event: CallEvent): Step {
  const node = nodeAt(walk, walk.call.node);
  const yes = isYes(walk, event);
  const word = yes === undefined && event.type === 'speech' ? wordStep(walk, event) : undefined;
  if (word) return word;
  const { stay, ...call } = walk.call;
  if (stay) {
    const { confirmation: _answered, ...kept } = stay;
    walk.call = { ...call, stay: kept };
  }
  if (yes === undefined) return { type: 'missed', cause: event.type === 'no-input' ? 'no-input' : 'no-match' };
  if (!yes) return (isListening(node) ? visit(walk, node) : undefined) ?? { type: 'again' };
  const outcome = typeOf(node).confirmed?.(node, viewOf(walk), confirmation);
  return outcome ? absorb(walk, outcome) : { type: 'again' };
}

function isYes({ release, call }: Walk, event: CallEvent): boolean | undefined {
  if (event.type === 'digits') return event.digits === '1' ? true : event.digits === '2' ? false : undefined;
  if (event.type !== 'speech') return undefined;
  const phrases = release.phrases[call.language] ?? {};
  const candidates = ['yes', 'no'].map((key) => ({ key, phrases: phrases[key] ?? [] }));
  const match = matchPhrases(event, candidates);
  return match.type === 'certain' ? match.key === 'yes' : undefined;
}
