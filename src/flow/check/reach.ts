import { cycles, predecessors, reachable } from '../compile/orders.ts';
import { writtenAs } from '../compile/written-as.ts';
import type { NodeId } from '../ids.ts';
import { callback } from '../nodes/callback.ts';
import { hangUp } from '../nodes/hang-up.ts';
import { queue } from '../nodes/queue.ts';
import { record } from '../nodes/record.ts';
import { returnNode } from '../nodes/return.ts';
import { transfer } from '../nodes/transfer.ts';
import { atNode, atValue, type Check, type Fault, type Subject } from './subject.ts';

/** Nodes that no call can reach. Silent while a node or a file cannot be read: it may be what leads there. */
export const checkReached: Check = ({ set, knowledge }) => {
  const isWhole = set.files.flows.every(({ broken, isRead }) => isRead && broken.size === 0);
  if (!isWhole || !set.entry?.nodes.has(set.entry.start ?? '')) return [];
  return [...set.flows.values()].flatMap((flow) => {
    const nodes = [...flow.nodes.values()];
    const unreached = nodes.filter(({ id }) => !knowledge.has(id));
    if (unreached.length === nodes.length) return [atValue(flow, ['flow'], unreachable(`the flow \`${flow.id}\``))];
    return unreached.flatMap((node) => atNode(set, node, [], unreachable(`\`${node.name}\``)));
  });
};

const unreachable = (what: string): Fault => ({
  rule: 'unreachable-node',
  message: `No call can reach ${what}.`,
  fix: 'Lead there from another node, or take it out.',
});

/** Cycles that a call would run round by itself, with no caller to break them. */
export const checkCycles: Check = (subject) => {
  const { set, graph } = subject;
  const nodes = [...set.nodes.keys()];
  const alone = (id: NodeId): readonly NodeId[] => {
    const onward = graph.arcsOf(id).filter(({ byCaller }) => !byCaller);
    return [...onward.map(({ to }) => to), ...calleesOf(subject, id)].filter((to) => set.nodes.has(to));
  };
  const order = new Map(nodes.map((id, index) => [id, index]));
  const place = (id: NodeId) => order.get(id) ?? 0;
  return cycles(nodes, alone).flatMap((group) => {
    const inOrder = group.toSorted((a, b) => place(a) - place(b));
    const first = set.nodes.get(inOrder[0] ?? '');
    return first ? atNode(set, first, [], endlessCycle(subject, inOrder)) : [];
  });
};

function endlessCycle({ set }: Subject, group: readonly NodeId[]): Fault {
  const names = group.slice(0, 5).map((id) => set.nodes.get(id)?.name ?? id);
  const more = group.length > 5 ? ' and more' : '';
  return {
    rule: 'endless-cycle',
    message: `A call runs in a circle that no caller can break: ${names.join(', ')}${more}.`,
    fix: 'Put a node that listens into the circle, or lead out of it.',
  };
}

const ENDS: readonly string[] = [hangUp, queue, transfer, record, callback].map(({ type }) => type);

/** Nodes from which a call never comes to a person, a message, a callback or a goodbye. One finding a place. */
export const checkDeadEnds: Check = (subject) => {
  const { set, knowledge } = subject;
  const good = nodesThatEnd(subject);
  const dead = [...set.nodes.keys()].filter((id) => knowledge.has(id) && !good.has(id));
  const deadSet = new Set(dead);
  const onward = (id: NodeId) => successorsIn(subject, id).filter((to) => deadSet.has(to));
  const back = predecessors(dead, onward);
  const told = new Set<NodeId>();
  return dead.flatMap((id) => {
    const node = set.nodes.get(id);
    if (!node || told.has(id)) return [];
    for (const near of reachable([id], (member) => [...onward(member), ...back(member)])) told.add(near);
    return atNode(set, node, [], {
      rule: 'dead-end',
      message: `From \`${node.name}\` a call comes to no person, no message, no callback and no goodbye.`,
      fix: 'Lead on to a queue, a recording, a callback or a goodbye.',
    });
  });
};

const successorsIn = ({ graph }: Subject, id: NodeId): readonly NodeId[] => graph.arcsOf(id).map(({ to }) => to);

/** The first node of the flow that a node calls, if it calls one. */
function calleesOf({ graph }: Subject, id: NodeId): readonly NodeId[] {
  const callee = graph.calleeOf(id);
  return callee === undefined ? [] : [callee];
}

/**
 * Nodes from which a call can come to a good end, or back to the flow that called this one. A way to a node that could
 * not be read counts as good.
 */
function nodesThatEnd(subject: Subject): ReadonlySet<NodeId> {
  const { set, graph } = subject;
  const all = [...set.nodes.values()];
  const isGood = (id: NodeId): boolean => {
    const type = set.nodes.get(id)?.written.type;
    return type === undefined || ENDS.includes(type);
  };
  const ends = all.filter(({ id }) => isGood(id) || graph.arcsOf(id).some(({ to }) => isGood(to))).map(({ id }) => id);
  const inside = reachable(
    ends,
    predecessors(set.nodes.keys(), (id) => [...successorsIn(subject, id), ...calleesOf(subject, id)]),
  );
  const returns = all.filter((node) => writtenAs(node, returnNode)).map(({ id }) => id);
  const callers = all.filter(({ id }) => calleesOf(subject, id).some((start) => inside.has(start))).map(({ id }) => id);
  return reachable(
    [...ends, ...returns, ...callers],
    predecessors(set.nodes.keys(), (id) => successorsIn(subject, id)),
  );
}
