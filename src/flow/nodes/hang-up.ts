import { z } from 'zod';
import type { NodeBase, PromptRef } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { promptsAt } from './listening.ts';
import { common, Prompts } from './schemas.ts';

export interface HangUpNode extends NodeBase {
  readonly type: 'hang-up';
  readonly prompt: readonly PromptRef[];
}

/**
 * Says goodbye and ends the call. No call ends without a word.
 *
 * ```yaml
 * goodbye: { type: hang-up, prompt: goodbye }
 * ```
 */
export const hangUp = nodeType({
  type: 'hang-up',
  schema: z.strictObject({ type: z.literal('hang-up'), ...common, prompt: Prompts }),
  ways: () => [],
  prompts: ({ prompt }) => promptsAt('prompt', prompt),
  reads: () => [],
  gives: () => [],
  compile: ({ prompt }, context): Omit<HangUpNode, 'exits'> => ({
    type: 'hang-up',
    prompt: prompt.map(context.prompt),
  }),
  enter: (node: HangUpNode) => ({ says: node.prompt, bargeIn: false, step: { type: 'end' } }),
});
