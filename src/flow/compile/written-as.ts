import type { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import type { NodeType } from '../node-type.ts';
import type { ReadNode } from '../read/read-flow.ts';

/** What a node says, if it is of this type. Sound because a node is only ever read by the schema of its own type. */
export function writtenAs<Schema extends z.ZodType, Compiled extends NodeBase>(
  node: ReadNode | undefined,
  type: NodeType<Schema, Compiled>,
): z.output<Schema> | undefined {
  return node?.written.type === type.type ? (node.written as z.output<Schema>) : undefined;
}
