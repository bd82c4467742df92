import type { NodeId } from '../flow/ids.ts';
import { addSums, type Sums, toSums } from './sums.ts';

/** What is counted at a node of a flow. */
export const NODE_SUMS = [
  /** Times that a call came to it. */
  'entered',
  'noInput',
  'noMatch',
  /** Times that a caller had no attempt left. */
  'exhausted',
  /** Times that a caller asked there for a person, by the key 0 or its words. */
  'zeroOuts',
  /** Calls that ended there: whose side ended them. */
  'endedByCaller',
  'endedByAgent',
  'endedBySystem',
  /** Stays that are over, and their tenths of a second, as they are and squared. */
  'stays',
  'tenths',
  'squaredTenths',
] as const;
export type NodeSum = (typeof NODE_SUMS)[number];

/**
 * What calls did at one node. They count on the day (UTC) on which they began, and add up. Calls by which agents take
 * calls are none.
 */
export interface NodeCounts extends Sums<NodeSum> {
  /** Times that a call went on from it to another node, by that node. */
  readonly next: Readonly<Record<NodeId, number>>;
}

export const NO_NODE_COUNTS: NodeCounts = { ...toSums(NODE_SUMS, () => 0), next: {} };

export function addNodeCounts(one: NodeCounts, other: NodeCounts): NodeCounts {
  const ways = [...new Set([...Object.keys(one.next), ...Object.keys(other.next)])];
  return {
    ...addSums(NODE_SUMS, one, other),
    next: toSums(ways, (node) => (one.next[node] ?? 0) + (other.next[node] ?? 0)),
  };
}
