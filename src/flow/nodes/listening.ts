import { z } from 'zod';
import type { Gather } from '../actions.ts';
import type { PromptRef } from '../compiled.ts';
import type { CallView, CompileContext, PromptSpec, PromptUse, Step, Way, WaysContext } from '../node-type.ts';
import { DurationSeconds, Prompts, Target } from './schemas.ts';

/** Keys of every node that listens; each has its default in the entry flow's `defaults`. */
export const listeningKeys = {
  prompt: Prompts,
  /** Spoken instead of `prompt` from the second visit on, one a visit; the last stays. */
  reprompt: Prompts.optional(),
  input: z
    .array(z.enum(['dtmf', 'speech']))
    .min(1)
    .optional(),
  timeout: DurationSeconds.optional(),
  attempts: z.int().min(1).max(5).optional(),
  bargeIn: z.boolean().optional(),
  noInput: Prompts.optional(),
  noMatch: Prompts.optional(),
  exhausted: Target.optional(),
};

interface WrittenListening {
  readonly prompt: readonly PromptSpec[];
  readonly reprompt?: readonly PromptSpec[] | undefined;
  readonly input?: readonly ('dtmf' | 'speech')[] | undefined;
  readonly timeout?: number | undefined;
  readonly attempts?: number | undefined;
  readonly bargeIn?: boolean | undefined;
  readonly noInput?: readonly PromptSpec[] | undefined;
  readonly noMatch?: readonly PromptSpec[] | undefined;
  readonly exhausted?: string | undefined;
}

/** What listening nodes share once compiled. */
export interface Listening {
  readonly prompt: readonly PromptRef[];
  readonly reprompt: readonly PromptRef[];
  readonly input: readonly ('dtmf' | 'speech')[];
  readonly timeoutSeconds: number;
  readonly attempts: number;
  readonly bargeIn: boolean;
  readonly noInput: readonly PromptRef[];
  readonly noMatch: readonly PromptRef[];
}

export function compileListening(written: WrittenListening, { defaults, prompt }: CompileContext): Listening {
  return {
    prompt: written.prompt.map(prompt),
    reprompt: (written.reprompt ?? []).map(prompt),
    input: written.input ?? defaults.input,
    timeoutSeconds: written.timeout ?? defaults.timeoutSeconds,
    attempts: written.attempts ?? defaults.attempts,
    bargeIn: written.bargeIn ?? defaults.bargeIn,
    noInput: (written.noInput ?? defaults.noInput).map(prompt),
    noMatch: (written.noMatch ?? defaults.noMatch).map(prompt),
  };
}

/** The way out after the last visit, where there is one. */
export function exhaustedWay(written: WrittenListening, { defaults }: WaysContext): readonly Way[] {
  const target = written.exhausted ?? defaults.exhausted;
  if (target === undefined) return [];
  const path = written.exhausted === undefined ? [] : ['exhausted'];
  return [{ exit: 'exhausted', target, path, sets: [], byCaller: true }];
}

export function listeningPrompts(written: WrittenListening): readonly PromptUse[] {
  const keys = ['prompt', 'reprompt', 'noInput', 'noMatch'] as const;
  return keys.flatMap((key) => promptsAt(key, written[key] ?? []));
}

/** The prompts written under one key of a node, as the checks see them. */
export function promptsAt(key: string, specs: readonly PromptSpec[]): readonly PromptUse[] {
  return specs.map(({ prompt, language }) => ({
    prompt,
    path: [key],
    ...(language === undefined ? {} : { language }),
  }));
}

/**
 * What a listening node says on this visit: what went wrong, then the prompt. The prompt is said in full the first
 * time in a call and short from then on; what went wrong is told in more detail each time.
 */
export function asks(node: Listening, { stay, call }: Pick<CallView, 'stay' | 'call'>): readonly PromptRef[] {
  const misses = stay.cause === 'no-input' ? node.noInput : stay.cause === 'no-match' ? node.noMatch : [];
  const times = stay.cause === 'no-input' ? stay.noInput : stay.noMatch;
  return [...nth(misses, times), ...promptFor(node, stay.visits, call.heard.includes(stay.node))];
}

function promptFor(node: Listening, visits: number, heardBefore: boolean): readonly PromptRef[] {
  const again = visits - 1 + (heardBefore && visits === 1 ? 1 : 0);
  return again === 0 || node.reprompt.length === 0 ? node.prompt : nth(node.reprompt, again);
}

/** The n-th of a list, from 1; beyond its end the last. */
function nth(prompts: readonly PromptRef[], n: number): readonly PromptRef[] {
  const chosen = prompts[Math.min(n, prompts.length) - 1];
  return chosen ? [chosen] : [];
}

/** Listens as the node says, for whatever the caller keys or says. */
export function gatherFor(
  node: Listening,
  { call }: Pick<CallView, 'call'>,
  { maxDigits, hints = [] }: { readonly maxDigits?: number; readonly hints?: readonly string[] },
): Step {
  const gather: Gather = {
    type: 'gather',
    input: node.input,
    language: call.language,
    timeoutSeconds: node.timeoutSeconds,
    ...(maxDigits === undefined ? {} : { maxDigits }),
    hints,
  };
  return { type: 'wait', phase: 'listening', actions: [gather] };
}
