import { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import { nodeType } from '../node-type.ts';
import { sourceValue, ValueOrVariable, type ValueSource } from '../value-source.ts';
import { common, Target, VariableName } from './schemas.ts';

export interface SetNode extends NodeBase {
  readonly type: 'set';
  readonly set: Readonly<Record<string, ValueSource>>;
}

/**
 * Gives variables a constant, or a copy of another variable.
 *
 * Only declared variables, `language` and `region` can be set. A bare word is a constant, `{ from: x }` copies.
 *
 * ```yaml
 * in-english: { type: set, set: { language: en, topic: login }, next: main-menu }
 * ```
 */
export const set = nodeType({
  type: 'set',
  whenGone: 'done',
  schema: z.strictObject({
    type: z.literal('set'),
    ...common,
    set: z.record(VariableName, ValueOrVariable),
    next: Target,
  }),
  ways: (written) => [
    { exit: 'next', target: written.next, path: ['next'], sets: Object.keys(written.set), byCaller: false },
  ],
  prompts: () => [],
  reads: (written) =>
    Object.entries(written.set).flatMap(([variable, source]) =>
      source.type === 'variable' ? [{ variable: source.variable, path: ['set', variable] }] : [],
    ),
  gives: (written) =>
    Object.entries(written.set).map(([variable, source]) => ({ variable, path: ['set', variable], source })),
  compile: (written): Omit<SetNode, 'exits'> => ({ type: 'set', set: written.set }),
  enter: (node: SetNode, view) => ({
    set: Object.fromEntries(
      Object.entries(node.set).map(([variable, source]) => [variable, sourceValue(source, view)]),
    ),
    step: { type: 'go', exit: 'next' },
  }),
});
