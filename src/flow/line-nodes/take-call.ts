import { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { common, DurationSeconds, Target, VariableName, waysOf } from '../nodes/schemas.ts';

export interface TakeCallNode extends NodeBase {
  readonly type: 'take-call';
  /** Variable that holds the queue's id. */
  readonly queue: string;
  readonly waitSeconds: number;
}

/**
 * Connects an agent with the first caller of a queue. Only the agents' line has it.
 *
 * `talked` is after the conversation, whoever ended it; `nobody` where no caller came within `wait`; `failed` where
 * there is no such queue yet.
 *
 * ```yaml
 * take: { type: take-call, queue: nextQueue, wait: 10s, exits: { talked: offer, nobody: find, failed: await } }
 * ```
 */
export const takeCall = nodeType({
  type: 'take-call',
  schema: z.strictObject({
    type: z.literal('take-call'),
    ...common,
    queue: VariableName,
    wait: DurationSeconds.default(10),
    exits: z.strictObject({ talked: Target, nobody: Target, failed: Target }),
  }),
  ways: ({ exits }) => waysOf(exits).map((way) => ({ ...way, byCaller: way.exit !== 'failed' })),
  prompts: () => [],
  reads: ({ queue }) => [{ variable: queue, path: ['queue'] }],
  gives: () => [],
  compile: (written): Omit<TakeCallNode, 'exits'> => ({
    type: 'take-call',
    queue: written.queue,
    waitSeconds: written.wait,
  }),
  enter: (node: TakeCallNode, { call }) => {
    const queue = call.variables[node.queue];
    if (typeof queue !== 'string') return { step: { type: 'go', exit: 'failed' } };
    const action = { type: 'take-call', queue, timeoutSeconds: node.waitSeconds } as const;
    return { step: { type: 'wait', phase: 'dialling', actions: [action] } };
  },
  resume: (_node: TakeCallNode, _view, event) => {
    if (event.type !== 'dialled') return { step: { type: 'go', exit: 'failed' } };
    const { outcome, talkSeconds } = event;
    if (outcome === 'completed') {
      return { facts: [{ type: 'dialled', outcome, talkSeconds }], step: { type: 'go', exit: 'talked' } };
    }
    return { step: { type: 'go', exit: outcome === 'no-answer' ? 'nobody' : 'failed' } };
  },
});
