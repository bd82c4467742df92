import { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import type { Fact } from '../facts.ts';
import { nodeType } from '../node-type.ts';
import { sourceValue, type ValueSource, VariableOrValue } from '../value-source.ts';
import { common, Target, VariableName } from './schemas.ts';

export interface TagNode extends NodeBase {
  readonly type: 'tag';
  readonly tags: Readonly<Record<string, ValueSource>>;
}

/**
 * Writes facts for the record of the call: its topic, a rating, anything that leads count.
 *
 * A bare word names a variable, `{ value: x }` is a constant. A variable without a value writes nothing. It works after
 * the caller has hung up as well.
 *
 * ```yaml
 * note-rating: { type: tag, tags: { rating: rating, channel: { value: keypad } }, next: goodbye }
 * ```
 */
export const tag = nodeType({
  type: 'tag',
  whenGone: 'done',
  schema: z.strictObject({
    type: z.literal('tag'),
    ...common,
    tags: z.record(VariableName, VariableOrValue),
    next: Target,
  }),
  ways: ({ next }) => [{ exit: 'next', target: next, path: ['next'], sets: [], byCaller: false }],
  prompts: () => [],
  reads: ({ tags }) =>
    Object.entries(tags).flatMap(([key, source]) =>
      source.type === 'variable' ? [{ variable: source.variable, path: ['tags', key], optional: true }] : [],
    ),
  gives: () => [],
  compile: ({ tags }): Omit<TagNode, 'exits'> => ({ type: 'tag', tags }),
  enter: (node: TagNode, view) => ({
    facts: Object.entries(node.tags).flatMap(([key, source]): Fact[] => {
      const value = sourceValue(source, view);
      return value === undefined ? [] : [{ type: 'tagged', key, value: textOf(value) }];
    }),
    step: { type: 'go', exit: 'next' },
  }),
});

const textOf = (value: NonNullable<ReturnType<typeof sourceValue>>): string =>
  typeof value === 'object' ? `${value.minor} ${value.currency}` : String(value);
