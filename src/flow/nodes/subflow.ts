import { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import type { NodeId } from '../ids.ts';
import { nodeType } from '../node-type.ts';
import { common, Id, Target, waysOf } from './schemas.ts';

export interface SubflowNode extends NodeBase {
  readonly type: 'subflow';
  readonly start: NodeId;
}

/**
 * Calls another flow, and goes on by the exit that the other flow returns.
 *
 * Every exit that the subflow can return must be listed. Subflows may call subflows, at most eight deep. Variables are
 * shared: what a subflow sets is set afterwards.
 *
 * ```yaml
 * identify: { type: subflow, flow: identify, exits: { verified: find-payment, gave-up: to-agent } }
 * ```
 */
export const subflow = nodeType({
  type: 'subflow',
  whenGone: 'done',
  schema: z.strictObject({ type: z.literal('subflow'), ...common, flow: Id, exits: z.record(Id, Target) }),
  ways: ({ exits }) => waysOf(exits),
  prompts: () => [],
  reads: () => [],
  gives: () => [],
  compile: ({ flow }, { startOf }): Omit<SubflowNode, 'exits'> => ({ type: 'subflow', start: startOf(flow) }),
  enter: (node: SubflowNode) => ({ step: { type: 'enter-flow', start: node.start } }),
});
