import { z } from 'zod';
import type { Value } from '../../values/typed-value.ts';
import type { NodeBase } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { readVariable } from '../value-source.ts';
import { common, Target, VariableName, waysOf } from './schemas.ts';

export interface BranchNode extends NodeBase {
  readonly type: 'branch';
  readonly on: string;
}

/**
 * Looks at one variable and leads on by its value, or by whether it has one.
 *
 * Every value of an enum needs an exit, unless `else` covers the rest; a boolean has `yes` and `no`. For any variable,
 * `present` and `absent` ask only whether it has a value. A branch on `verification` tells the checks how sure the
 * hotline is of the caller on each way.
 *
 * ```yaml
 * say-status:
 *   type: branch
 *   on: paymentState
 *   exits: { settled: say-settled, pending: say-pending, failed: explain-failure, refunded: say-refunded }
 * ```
 */
export const branch = nodeType({
  type: 'branch',
  schema: z.strictObject({
    type: z.literal('branch'),
    ...common,
    on: VariableName,
    exits: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'an exit is named like a value'), Target),
  }),
  ways: ({ on, exits }) =>
    waysOf(exits).map((way) => ({
      ...way,
      sets: way.exit === 'absent' || (way.exit === 'else' && 'present' in exits) ? [] : [on],
    })),
  prompts: () => [],
  reads: () => [],
  gives: () => [],
  compile: ({ on }): Omit<BranchNode, 'exits'> => ({ type: 'branch', on }),
  enter: (node: BranchNode, { call }) => ({
    step: { type: 'go', exit: exitFor(readVariable(call, node.on), node.exits) },
  }),
});

function exitFor(value: Value | undefined, exits: NodeBase['exits']): string {
  const named = value === true ? 'yes' : value === false ? 'no' : value === undefined ? undefined : String(value);
  if (named !== undefined && Object.hasOwn(exits, named)) return named;
  const presence = value === undefined ? 'absent' : 'present';
  return Object.hasOwn(exits, presence) ? presence : 'else';
}
