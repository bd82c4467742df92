import { z } from 'zod';
import type { NodeBase, PromptRef } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { promptsAt } from './listening.ts';
import { common, Prompts, Target } from './schemas.ts';

export interface PlayNode extends NodeBase {
  readonly type: 'play';
  readonly prompt: readonly PromptRef[];
  readonly bargeIn: boolean;
}

/**
 * Speaks a prompt, or several in a row, and goes on.
 *
 * What is said just before a node that listens can be cut short by a key or a word, unless `bargeIn: false` says that
 * it must be heard to its end. A prompt whose catalogue entry is an audio file is played.
 *
 * ```yaml
 * greeting: { type: play, prompt: welcome, next: main-menu }
 * ```
 */
export const play = nodeType({
  type: 'play',
  whenGone: 'passed',
  schema: z.strictObject({
    type: z.literal('play'),
    ...common,
    prompt: Prompts,
    bargeIn: z.boolean().optional(),
    next: Target,
  }),
  ways: ({ next }) => [{ exit: 'next', target: next, path: ['next'], sets: [], byCaller: false }],
  prompts: ({ prompt }) => promptsAt('prompt', prompt),
  reads: () => [],
  gives: () => [],
  compile: (written, { defaults, prompt }): Omit<PlayNode, 'exits'> => ({
    type: 'play',
    prompt: written.prompt.map(prompt),
    bargeIn: written.bargeIn ?? defaults.bargeIn,
  }),
  enter: (node: PlayNode) => ({ says: node.prompt, bargeIn: node.bargeIn, step: { type: 'go', exit: 'next' } }),
});
