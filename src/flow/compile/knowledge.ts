import { isKeyDeed } from '../always-keys.ts';
import { flowOf, type NodeId, nodeNameOf } from '../ids.ts';
import { collect } from '../nodes/collect.ts';
import { menu } from '../nodes/menu.ts';
import { queue } from '../nodes/queue.ts';
import type { ReadNode } from '../read/read-flow.ts';
import { apply, type Effect, inTurn, type Knowledge, LAPSE, meet, NO_EFFECT, UNKNOWN } from './effect.ts';
import { ENTRY_FLOW } from './flow-files.ts';
import type { FlowGraph } from './flow-graph.ts';
import type { FlowSet } from './flow-set.ts';
import { writtenAs } from './written-as.ts';

/** Variables that have a value from the first moment of a call. */
export const ALWAYS_SET: readonly string[] = ['language', 'verification', 'recordingPolicy', 'canCallBack', 'canText'];

/** Somewhere a call may go from a node, with what happens on the way. */
export interface Move {
  readonly to: NodeId;
  readonly effect: Effect;
  /** The way on that it is; none where a key that always works, a call of a subflow or a lapse leads there. */
  readonly exit?: string;
}

/** Where calls may go beyond the ways of nodes: always-keys, and where the level has lapsed. */
export interface Moves {
  readonly starts: readonly NodeId[];
  readonly movesOf: (node: NodeId) => readonly Move[];
}

/** Every move of a call. Sensitive values are gone after any move but the one out of the node that took them. */
export function movesIn(set: FlowSet, graph: FlowGraph): Moves {
  const secrets = graph.bitsOf([...set.variables].flatMap(([name, { type }]) => (type === 'sensitive' ? [name] : [])));
  const forget: Effect = { ...NO_EFFECT, takes: secrets };
  const { defaults } = set.contextOf(ENTRY_FLOW);
  const toNode = (written: string) => set.targetOf(ENTRY_FLOW, written);
  const keys = Object.values(defaults.keys).filter((target) => !isKeyDeed(target));
  const byKey = keys.map((target) => ({ to: toNode(target), effect: { ...forget, byCaller: true } }));
  const lapsed =
    defaults.notVerified === undefined ? [] : [{ to: toNode(defaults.notVerified), effect: inTurn(forget, LAPSE) }];

  const moves = new Map<NodeId, readonly Move[]>();
  function movesOf(id: NodeId): readonly Move[] {
    const found = moves.get(id) ?? movesFrom(id);
    moves.set(id, found);
    return found;
  }

  function movesFrom(id: NodeId): readonly Move[] {
    const node = set.nodes.get(id);
    if (!node) return looseMoves(id, set);
    const callee = graph.calleeOf(id);
    const takesSecret = writtenAs(node, collect)?.sensitive === true;
    return [
      ...graph.arcsOf(id).map(({ to, effect, exit }) => ({
        to,
        exit,
        effect: takesSecret && exit === 'next' ? effect : inTurn(forget, effect),
      })),
      ...(callee === undefined ? [] : [{ to: callee, effect: forget }]),
      ...(hearsKeys(node) ? byKey : []),
      ...(speaksLevel(node, set) ? lapsed : []),
    ].filter(({ to }) => set.nodes.has(to) || isBroken(to, set));
  }
  return { starts: [set.startOf(ENTRY_FLOW)], movesOf };
}

/** Whether the always-keys work at a node: where it listens, and in a queue. */
const hearsKeys = (node: ReadNode): boolean =>
  [menu.type, collect.type, queue.type].some((type) => type === node.written.type);

/** Whether a node speaks something that not every caller may hear. */
function speaksLevel(node: ReadNode, set: FlowSet): boolean {
  return node.type
    .prompts(node.written)
    .some(({ prompt }) =>
      set
        .textsOf(prompt)
        .some(({ placeholders }) => placeholders.some(({ name }) => set.typeOf(name)?.level !== undefined)),
    );
}

const isBroken = (id: NodeId, set: FlowSet): boolean => set.flows.get(flowOf(id))?.broken.has(nodeNameOf(id)) === true;

/** A node that could not be read may lead to every node that it names, and nobody knows what it sets. */
function looseMoves(id: NodeId, set: FlowSet): readonly Move[] {
  const flow = flowOf(id);
  return wordsIn(set.flows.get(flow)?.broken.get(nodeNameOf(id)))
    .map((word) => set.targetOf(flow, word))
    .filter((to) => set.nodes.has(to) || isBroken(to, set))
    .map((to) => ({ to, effect: UNKNOWN }));
}

/** Every text in a value, whatever its shape. Files are not nested deeply, so neither is this. */
function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsIn) : [];
}

/** What is certain when a call enters each node that it can reach; absent for those it cannot. */
export function knowledgeIn({ starts, movesOf }: Moves, graph: FlowGraph): ReadonlyMap<NodeId, Knowledge> {
  const known = new Map<NodeId, Knowledge>(starts.map((id) => [id, { set: graph.bitsOf(ALWAYS_SET), level: 0 }]));
  const queued = new Set(starts);
  // Nodes that are queued on the way are walked as well.
  for (const id of queued) {
    queued.delete(id);
    const here = known.get(id);
    if (!here) continue;
    for (const { to, effect } of movesOf(id)) {
      const arriving = apply(effect, here);
      const before = known.get(to);
      const joined = before ? meet(before, arriving) : arriving;
      if (before && before.set === joined.set && before.level === joined.level) continue;
      known.set(to, joined);
      queued.add(to);
    }
  }
  return known;
}
