import { z } from 'zod';
import type { NodeBase, PromptRef } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { promptsAt } from './listening.ts';
import { common, Prompts, Target, waysOf } from './schemas.ts';

export interface MessageNode extends NodeBase {
  readonly type: 'message';
  readonly prompt: readonly PromptRef[];
}

/**
 * Sends a text message to the number the caller rings from, in the caller's language.
 *
 * A withheld number, or one that takes no messages, leads to `failed`.
 *
 * ```yaml
 * send-link: { type: message, prompt: help-link, exits: { sent: say-sent, failed: say-not-sent } }
 * ```
 */
export const message = nodeType({
  type: 'message',
  schema: z.strictObject({
    type: z.literal('message'),
    ...common,
    prompt: Prompts,
    exits: z.strictObject({ sent: Target, failed: Target }),
  }),
  ways: ({ exits }) => waysOf(exits),
  prompts: ({ prompt }) => promptsAt('prompt', prompt),
  reads: () => [],
  gives: () => [],
  compile: ({ prompt }, context): Omit<MessageNode, 'exits'> => ({
    type: 'message',
    prompt: prompt.map(context.prompt),
  }),
  enter: (node: MessageNode, { call }) =>
    call.caller === undefined
      ? { step: { type: 'go', exit: 'failed' } }
      : { step: { type: 'ask', request: { type: 'message', to: call.caller, prompts: node.prompt } } },
  resume: (node: MessageNode, _view, event) => {
    const sent = event.type === 'service-answered' && event.answer.outcome === 'sent';
    const outcome = sent ? 'sent' : 'failed';
    return {
      facts: node.prompt.map(({ prompt }) => ({ type: 'message-sent', prompt, outcome }) as const),
      step: { type: 'go', exit: outcome },
    };
  },
});
