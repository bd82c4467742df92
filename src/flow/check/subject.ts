import type { Knowledge } from '../compile/effect.ts';
import { createFlowGraph, type FlowGraph } from '../compile/flow-graph.ts';
import type { FlowSet } from '../compile/flow-set.ts';
import { knowledgeIn, type Moves, movesIn } from '../compile/knowledge.ts';
import type { NodeId } from '../ids.ts';
import type { Path } from '../read/document.ts';
import type { Finding, Severity } from '../read/finding.ts';
import type { ReadFlow, ReadNode } from '../read/read-flow.ts';

/** What the checks look at. */
export interface Subject {
  readonly set: FlowSet;
  readonly graph: FlowGraph;
  readonly moves: Moves;
  /** What is certain on entering each node that a call can reach. */
  readonly knowledge: ReadonlyMap<NodeId, Knowledge>;
}

export function createSubject(set: FlowSet): Subject {
  const graph = createFlowGraph(set);
  const moves = movesIn(set, graph);
  return { set, graph, moves, knowledge: knowledgeIn(moves, graph) };
}

/** Whether nobody can tell what the defaults say. */
export const areDefaultsUnread = ({ entry }: FlowSet): boolean =>
  !entry?.isRead || (entry.hasDefaults && !entry.defaults);

/** One rule, or a small family of them: what it finds in a set of flows. */
export type Check = (subject: Subject) => readonly Finding[];

/** What is wrong, without where. */
export interface Fault extends Pick<Finding, 'rule' | 'message' | 'fix'> {
  /** An error unless it says otherwise. */
  readonly severity?: Severity;
}

/** A fault at a value of a flow's file. */
export const atValue = (
  { file, positionOf }: Pick<ReadFlow, 'file' | 'positionOf'>,
  path: Path,
  fault: Fault,
): Finding => ({
  file,
  ...positionOf(path),
  severity: 'error',
  ...fault,
});

/** A fault at a key of a flow's file. */
export const atKey = (
  { file, keyPositionOf }: Pick<ReadFlow, 'file' | 'keyPositionOf'>,
  path: Path,
  fault: Fault,
): Finding => ({ file, ...keyPositionOf(path), severity: 'error', ...fault });

/** A fault at a value of a node; at its name where the path is empty. */
export function atNode(set: FlowSet, node: ReadNode, path: Path, fault: Fault): readonly Finding[] {
  const flow = set.flows.get(node.flow);
  if (!flow) return [];
  const whole = ['nodes', node.name, ...path];
  return [path.length === 0 ? atKey(flow, whole, fault) : atValue(flow, whole, fault)];
}

/** A fault at a key of a node. */
export function atNodeKey(set: FlowSet, node: ReadNode, path: Path, fault: Fault): readonly Finding[] {
  const flow = set.flows.get(node.flow);
  return flow ? [atKey(flow, ['nodes', node.name, ...path], fault)] : [];
}
