import type { z } from 'zod';
import type { NodeBase } from '../compiled.ts';
import { awaitCaller } from '../line-nodes/await-caller.ts';
import { dialBack } from '../line-nodes/dial-back.ts';
import { takeCall } from '../line-nodes/take-call.ts';
import type { NodeType } from '../node-type.ts';
import { branch } from './branch.ts';
import { callback } from './callback.ts';
import { collect } from './collect.ts';
import { hangUp } from './hang-up.ts';
import { hours } from './hours.ts';
import { menu } from './menu.ts';
import { message } from './message.ts';
import { play } from './play.ts';
import { queue } from './queue.ts';
import { record } from './record.ts';
import { recording } from './recording.ts';
import { returnNode } from './return.ts';
import { service } from './service.ts';
import { set } from './set.ts';
import { subflow } from './subflow.ts';
import { tag } from './tag.ts';
import { transfer } from './transfer.ts';

/** A node type seen from code that treats all alike. */
export type AnyNodeType = NodeType<z.ZodType<WrittenNode>, NodeBase>;

/** A node as the schemas let it pass; its type says which keys it has. */
export interface WrittenNode {
  readonly type: string;
}

/**
 * Forgets which node type it is. Sound because a written or compiled node only ever meets the type that its `type`
 * names: it was read by that type's schema or made by its `compile`.
 */
const erase = <Schema extends z.ZodType, Compiled extends NodeBase>(type: NodeType<Schema, Compiled>): AnyNodeType =>
  type as unknown as AnyNodeType;

const TYPES: ReadonlyMap<string, AnyNodeType> = new Map(
  [
    erase(play),
    erase(menu),
    erase(collect),
    erase(hours),
    erase(branch),
    erase(set),
    erase(service),
    erase(recording),
    erase(queue),
    erase(callback),
    erase(record),
    erase(message),
    erase(transfer),
    erase(subflow),
    erase(returnNode),
    erase(tag),
    erase(hangUp),
  ].map((type) => [type.type, type]),
);

/** Node types that only the agents' line has: no part of the language, and unknown to the flows of staff. */
const LINE_TYPES: ReadonlyMap<string, AnyNodeType> = new Map(
  [erase(takeCall), erase(dialBack), erase(awaitCaller)].map((type) => [type.type, type]),
);

/** The node types of the language, in the order of the reference. */
export const NODE_TYPES: readonly AnyNodeType[] = [...TYPES.values()];

export const findNodeType = (type: string): AnyNodeType | undefined => TYPES.get(type);

/** A node type of the language, or one of the agents' line. */
export const findLineNodeType = (type: string): AnyNodeType | undefined => TYPES.get(type) ?? LINE_TYPES.get(type);

/** @throws {Error} if a release was compiled by a version that knew another type */
export function typeOf(node: { readonly type: string }): AnyNodeType {
  const type = findLineNodeType(node.type);
  if (!type) throw new Error(`no node type ${node.type}`);
  return type;
}
