import type { Action, Gather } from '../flow/actions.ts';
import type { PromptRef } from '../flow/compiled.ts';
import type { CallEvent } from '../flow/events.ts';
import { keyPhrases } from '../flow/key-phrases.ts';
import type { Step } from '../flow/node-type.ts';
import { trustIn } from '../flow/speech.ts';
import { keyStep, wordStep } from './always-keys.ts';
import { isListening } from './stay.ts';
import { emptyStay, nodeAt, toSay, type Walk } from './walk.ts';

/** How much longer the hotline waits for callers who want it slower. */
const SLOW_FACTOR = 2;

/** A pause is waited out in rounds: no carrier promises to listen for minutes at once. Two minutes in all. */
const ROUND_SECONDS = 30;
const ROUNDS = 4;

/** What every release says at the start of a pause. */
const PAUSING: PromptRef = { prompt: 'pausing', placeholders: [] };

/** Turns slower speech on or off for the rest of the call. */
export function turnPace(walk: Walk): void {
  const { pace, ...call } = walk.call;
  walk.call = pace ? call : { ...call, pace: 'slow' };
  walk.facts.push({ type: 'pace-set', pace: pace ? 'usual' : 'slow' });
}

/** What is done on the line, with more time for whoever wants it slower. */
export function paced({ call: { pace } }: Walk, actions: readonly Action[]): readonly Action[] {
  if (!pace) return actions;
  return actions.map((action) => {
    if (action.type === 'gather') return { ...action, pace, timeoutSeconds: SLOW_FACTOR * action.timeoutSeconds };
    if (action.type === 'record') return { ...action, silenceSeconds: SLOW_FACTOR * action.silenceSeconds };
    return action;
  });
}

/** Waits in silence for the caller: the first round, which says so, or another one. */
export function waitForCaller(walk: Walk): void {
  const { call } = walk;
  const stay = call.stay ?? emptyStay(call.node);
  if (stay.pause === undefined) {
    walk.facts.push({ type: 'paused', node: call.node });
    walk.actions.push(toSay(walk, PAUSING, true));
  }
  walk.call = { ...call, phase: 'listening', stay: { ...stay, pause: (stay.pause ?? 0) + 1 } };
  walk.actions.push(gatherAnything(walk));
}

function gatherAnything({ release, call }: Walk): Gather {
  const node = release.nodes[call.node];
  return {
    type: 'gather',
    input: node && isListening(node) ? node.input : ['dtmf'],
    language: call.language,
    timeoutSeconds: ROUND_SECONDS,
    maxDigits: 1,
    hints: keyPhrases(release, call.language).flatMap(({ phrases }) => phrases),
  };
}

/** Ends a pause, if there is one. */
export function endPause(walk: Walk, by: 'caller' | 'time'): void {
  const { stay } = walk.call;
  if (stay?.pause === undefined) return;
  const { pause: _over, ...kept } = stay;
  walk.call = { ...walk.call, stay: kept };
  walk.facts.push({ type: 'resumed', node: walk.call.node, by });
}

/**
 * What an event does in a pause. A key or a word that leads to a node does so here as well; any other only brings the
 * caller back. Noise brings nobody back.
 */
export function whilePaused(walk: Walk, event: CallEvent): Step {
  const rounds = walk.call.stay?.pause ?? ROUNDS;
  const isSilence = event.type === 'no-input' || (event.type === 'speech' && trustIn(event) === 'none');
  if (isSilence && rounds < ROUNDS) return { type: 'pause' };
  endPause(walk, isSilence ? 'time' : 'caller');
  const step = leadingStep(walk, event);
  return step ?? { type: 'resume' };
}

function leadingStep(walk: Walk, event: CallEvent): Step | undefined {
  const before = walk.facts.length;
  const node = nodeAt(walk, walk.call.node);
  const step =
    event.type === 'digits'
      ? keyStep(walk, node, event.digits)
      : event.type === 'speech'
        ? wordStep(walk, event)
        : undefined;
  if (step?.type === 'jump') return step;
  // What any key would have done was not chosen.
  walk.facts.splice(before);
  return undefined;
}
