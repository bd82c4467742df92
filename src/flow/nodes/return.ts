import { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { common, Id } from './schemas.ts';

export interface ReturnNode extends NodeBase {
  readonly type: 'return';
  readonly exit: string;
}

/**
 * Leaves a subflow by a named exit.
 *
 * ```yaml
 * give-up: { type: return, exit: gave-up }
 * ```
 */
export const returnNode = nodeType({
  type: 'return',
  whenGone: 'done',
  schema: z.strictObject({ type: z.literal('return'), ...common, exit: Id }),
  ways: () => [],
  prompts: () => [],
  reads: () => [],
  gives: () => [],
  compile: ({ exit }): Omit<ReturnNode, 'exits'> => ({ type: 'return', exit }),
  enter: (node: ReturnNode) => ({ step: { type: 'return', exit: node.exit } }),
});
