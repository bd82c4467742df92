import { z } from 'zod';
import type { Value } from '../../values/typed-value.ts';
import type { NodeBase } from '../compiled.ts';
import { nodeType, type Way } from '../node-type.ts';
import { readVariable } from '../value-source.ts';
import { LEVELS } from '../variables.ts';
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
  whenGone: 'done',
  schema: z.strictObject({
    type: z.literal('branch'),
    ...common,
    on: VariableName,
    exits: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'an exit is named like a value'), Target),
  }),
  ways: ({ on, exits }) =>
    waysOf(exits).map((way) => ({
      ...way,
      sets: way.exit === 'absent' || way.exit === 'else' ? [] : [on],
      ...(on === 'verification' ? levelBy(way.exit, Object.keys(exits)) : {}),
    })),
  prompts: () => [],
  reads: ({ on, exits }) => [{ variable: on, path: ['on'], optional: 'absent' in exits || 'else' in exits }],
  gives: () => [],
  compile: ({ on }): Omit<BranchNode, 'exits'> => ({ type: 'branch', on }),
  enter: (node: BranchNode, view) => ({
    step: { type: 'go', exit: exitFor(readVariable(view, node.on), node.exits) },
  }),
});

/** What a branch on `verification` tells of the caller on each of its ways. */
function levelBy(exit: string, exits: readonly string[]): Pick<Way, 'level'> {
  const named = LEVELS.find((level) => level === exit);
  if (named) return { level: { type: 'exactly', level: named } };
  const least = exit === 'else' ? LEVELS.find((level) => !exits.includes(level)) : undefined;
  return least ? { level: { type: 'at-least', level: least } } : {};
}

function exitFor(value: Value | undefined, exits: NodeBase['exits']): string {
  const named = value === true ? 'yes' : value === false ? 'no' : value === undefined ? undefined : String(value);
  if (named !== undefined && Object.hasOwn(exits, named)) return named;
  const presence = value === undefined ? 'absent' : 'present';
  return Object.hasOwn(exits, presence) ? presence : 'else';
}
