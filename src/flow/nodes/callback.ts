import { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { common, Id, Target, waysOf } from './schemas.ts';

export interface CallbackNode extends NodeBase {
  readonly type: 'callback';
  readonly queue: string;
}

/**
 * Takes a request to be called back, at the number the caller rings from.
 *
 * `refused` is for a withheld number, or one that may not be dialled; `failed` for a request that could not be kept.
 *
 * ```yaml
 * take-callback: { type: callback, queue: general, exits: { requested: say-when, refused: say-why-not, failed: apologise } }
 * ```
 */
export const callback = nodeType({
  type: 'callback',
  schema: z.strictObject({
    type: z.literal('callback'),
    ...common,
    queue: Id,
    exits: z.strictObject({ requested: Target, refused: Target, failed: Target }),
  }),
  ways: ({ exits }) => waysOf(exits),
  prompts: () => [],
  reads: () => [],
  gives: () => [],
  compile: (written): Omit<CallbackNode, 'exits'> => ({ type: 'callback', queue: written.queue }),
  enter: (node: CallbackNode, { call }) =>
    call.caller === undefined
      ? { step: { type: 'go', exit: 'refused' } }
      : { step: { type: 'ask', request: { type: 'callback', number: call.caller, queue: node.queue } } },
  resume: (node: CallbackNode, _view, event) => {
    const outcome = event.type === 'service-answered' ? event.answer.outcome : 'failed';
    const exit = outcome === 'requested' || outcome === 'refused' ? outcome : 'failed';
    return {
      facts: exit === 'requested' ? [{ type: 'callback-requested', queue: node.queue }] : [],
      step: { type: 'go', exit },
    };
  },
});
