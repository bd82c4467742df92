/** The edges of a graph, by node. */
export type Successors<Node> = (node: Node) => readonly Node[];

/** All nodes that can be reached, each after those it leads to, cycles aside. Takes no stack. */
function postorder<Node>(starts: Iterable<Node>, successors: Successors<Node>): Node[] {
  const seen = new Set<Node>();
  const order: Node[] = [];
  for (const start of starts) {
    const path = seen.has(start) ? [] : [open(start, successors)];
    seen.add(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.rest.pop();
      if (next === undefined) {
        order.push(top.node);
        path.pop();
      } else if (!seen.has(next)) {
        seen.add(next);
        path.push(open(next, successors));
      }
    }
  }
  return order;
}

const open = <Node>(node: Node, successors: Successors<Node>) => ({ node, rest: successors(node).toReversed() });

/** All nodes that can be reached, the starts among them. */
export const reachable = <Node>(starts: Iterable<Node>, successors: Successors<Node>): Set<Node> =>
  new Set(postorder(starts, successors));

/** The edges the other way round. */
export function predecessors<Node>(nodes: Iterable<Node>, successors: Successors<Node>): Successors<Node> {
  const before = new Map<Node, Node[]>();
  for (const node of nodes) {
    for (const next of successors(node)) {
      const list = before.get(next);
      if (list) list.push(node);
      else before.set(next, [node]);
    }
  }
  return (node) => before.get(node) ?? [];
}

/**
 * The groups of nodes that can all reach each other, those of a single node only where it leads to itself: Kosaraju's
 * algorithm (Aho, Hopcroft, Ullman, "Data Structures and Algorithms", 6.7).
 */
export function cycles<Node>(nodes: readonly Node[], successors: Successors<Node>): Node[][] {
  const back = predecessors(nodes, successors);
  const placed = new Set<Node>();
  const groups: Node[][] = [];
  for (const node of postorder(nodes, successors).toReversed()) {
    if (placed.has(node)) continue;
    const group = [...reachable([node], (member) => back(member).filter((before) => !placed.has(before)))];
    for (const member of group) placed.add(member);
    if (group.length > 1 || successors(node).includes(node)) groups.push(group);
  }
  return groups;
}
