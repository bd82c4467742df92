import { z } from 'zod';
import type { NodeBase, PromptRef } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { promptsAt } from '../nodes/listening.ts';
import { common, DurationSeconds, Prompts, Target, waysOf } from '../nodes/schemas.ts';

export interface AwaitCallerNode extends NodeBase {
  readonly type: 'await-caller';
  readonly prompt: readonly PromptRef[];
  readonly lookSeconds: number;
  readonly maxWaitSeconds: number;
}

/** Since when the agent waits, epoch ms; of this node alone. */
const SINCE = 'awaitingSince';
const STOP = '2';

/**
 * Lets an agent wait while no caller does. Only the agents' line has it.
 *
 * Says `prompt` once, goes to `look` again and again, and to `timeout` after `maxWait`. Key 2 stops it.
 *
 * ```yaml
 * await: { type: await-caller, prompt: nobody-waits, exits: { look: find, timeout: offer, stop: sign-off } }
 * ```
 */
export const awaitCaller = nodeType({
  type: 'await-caller',
  schema: z.strictObject({
    type: z.literal('await-caller'),
    ...common,
    prompt: Prompts,
    look: DurationSeconds.default(5),
    maxWait: DurationSeconds.default(60),
    exits: z.strictObject({ look: Target, timeout: Target, stop: Target }),
  }),
  ways: ({ exits }) => waysOf(exits).map((way) => ({ ...way, byCaller: true })),
  prompts: ({ prompt }) => promptsAt('prompt', prompt),
  reads: () => [],
  gives: () => [],
  compile: (written, { prompt }): Omit<AwaitCallerNode, 'exits'> => ({
    type: 'await-caller',
    prompt: written.prompt.map(prompt),
    lookSeconds: written.look,
    maxWaitSeconds: written.maxWait,
  }),
  enter: (node: AwaitCallerNode, { call, world }) => {
    const { [SINCE]: known } = call.variables;
    const since = typeof known === 'number' ? known : world.at;
    if (world.at - since >= node.maxWaitSeconds * 1000) {
      return { set: { [SINCE]: undefined }, step: { type: 'go', exit: 'timeout' } };
    }
    const listen = {
      type: 'gather',
      input: ['dtmf'],
      language: call.language,
      timeoutSeconds: node.lookSeconds,
      maxDigits: 1,
      hints: [],
    } as const;
    return {
      says: known === undefined ? node.prompt : [],
      set: { [SINCE]: since },
      step: { type: 'wait', phase: 'listening', actions: [listen] },
    };
  },
  resume: (_node: AwaitCallerNode, _view, event) =>
    event.type === 'digits' && event.digits === STOP
      ? { set: { [SINCE]: undefined }, step: { type: 'go', exit: 'stop' } }
      : { step: { type: 'go', exit: 'look' } },
});
