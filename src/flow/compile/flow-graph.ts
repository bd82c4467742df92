import { flowOf, type NodeId } from '../ids.ts';
import type { Way } from '../node-type.ts';
import { returnNode } from '../nodes/return.ts';
import { service } from '../nodes/service.ts';
import { subflow } from '../nodes/subflow.ts';
import type { ReadNode } from '../read/read-flow.ts';
import { BUILT_IN } from '../variables.ts';
import { type Effect, effectOf, either, inTurn, NO_EFFECT, sameEffect, UNKNOWN } from './effect.ts';
import type { FlowSet } from './flow-set.ts';
import { predecessors, reachable } from './orders.ts';
import { writtenAs } from './written-as.ts';

/** One way on from a node, with where it leads. */
export interface Arc extends Way {
  readonly to: NodeId;
  readonly effect: Effect;
}

/** What a subflow does on the way to each exit that it can return; none of it where nobody can tell. */
export type Returns = ReadonlyMap<string, Effect>;

/** Nodes and ways on, subflows seen through: what the checks walk. */
export interface FlowGraph {
  /** Ways on; after a subflow, by the exits that it can return and with what it does. */
  readonly arcsOf: (node: NodeId) => readonly Arc[];
  /** The ways of a node as it is written. */
  readonly waysOf: (node: NodeId) => readonly Arc[];
  /** The first node of the flow that a subflow node calls. */
  readonly calleeOf: (node: NodeId) => NodeId | undefined;
  /** Absent where recursion or a node that could not be read hides them. */
  readonly returnsOf: (start: NodeId) => Returns | undefined;
  readonly bitsOf: (variables: readonly string[]) => bigint;
}

/** Subflows are followed so deep; the language allows no deeper ones. */
export const MAX_DEPTH = 8;

export function createFlowGraph(set: FlowSet): FlowGraph {
  const bitsOf = bitsFor([...Object.keys(BUILT_IN), ...set.variables.keys()]);
  const ways = new Map<NodeId, readonly Arc[]>();
  for (const node of set.nodes.values()) ways.set(node.id, waysFrom(node, set, bitsOf));
  const waysOf = (id: NodeId): readonly Arc[] => ways.get(id) ?? [];
  const callees = calleesIn(set);
  const calleeOf = (id: NodeId): NodeId | undefined => callees.get(id);
  const returnsOf = createReturns({ set, waysOf, calleeOf });

  const arcs = new Map<NodeId, readonly Arc[]>();
  function arcsOf(id: NodeId): readonly Arc[] {
    const known = arcs.get(id);
    if (known) return known;
    const isCall = writtenAs(set.nodes.get(id), subflow) !== undefined;
    const callee = calleeOf(id);
    const found = isCall ? afterCall(waysOf(id), callee === undefined ? undefined : returnsOf(callee)) : waysOf(id);
    arcs.set(id, found);
    return found;
  }
  return { arcsOf, waysOf, calleeOf, returnsOf, bitsOf };
}

function calleesIn(set: FlowSet): ReadonlyMap<NodeId, NodeId> {
  const callees = new Map<NodeId, NodeId>();
  for (const node of set.nodes.values()) {
    const flow = writtenAs(node, subflow)?.flow;
    if (flow !== undefined && set.flows.has(flow)) callees.set(node.id, set.startOf(flow));
  }
  return callees;
}

function bitsFor(names: readonly string[]): (variables: readonly string[]) => bigint {
  const bits = new Map(names.map((name, index) => [name, 1n << BigInt(index)]));
  return (variables) => variables.reduce((all, name) => all | (bits.get(name) ?? 0n), 0n);
}

function waysFrom(node: ReadNode, set: FlowSet, bitsOf: FlowGraph['bitsOf']): readonly Arc[] {
  const asked = writtenAs(node, service)?.service;
  const isKnown = asked === undefined || set.contracts.has(asked);
  return node.type.ways(node.written, set.contextOf(node.flow)).map((way) => ({
    ...way,
    to: set.targetOf(node.flow, way.target),
    effect: isKnown ? effectOf(way, bitsOf) : UNKNOWN,
  }));
}

/** Where a subflow's returns are hidden, every exit may be taken. */
function afterCall(ways: readonly Arc[], returns: Returns | undefined): readonly Arc[] {
  if (!returns) return ways.map((way) => ({ ...way, byCaller: true, effect: UNKNOWN }));
  return ways.flatMap((way) => {
    const effect = returns.get(way.exit);
    return effect ? [{ ...way, byCaller: effect.byCaller, effect }] : [];
  });
}

type Parts = Pick<FlowGraph, 'waysOf' | 'calleeOf'> & { readonly set: FlowSet };

/** Works out what each subflow does until it returns, those it calls itself first. */
function createReturns({ set, waysOf, calleeOf }: Parts): FlowGraph['returnsOf'] {
  const done = new Map<NodeId, Returns | undefined>();
  const open: NodeId[] = [];
  const mayReturn = nodesThatMayReturn({ set, waysOf, calleeOf });

  function returnsOf(start: NodeId): Returns | undefined {
    if (done.has(start)) return done.get(start);
    if (open.includes(start) || open.length > MAX_DEPTH) return undefined;
    open.push(start);
    const found = isHidden(set, start) ? undefined : returnsFrom(start);
    open.pop();
    done.set(start, found);
    return found;
  }

  function returnsFrom(start: NodeId): Returns {
    const effects = effectsFrom(start, (id) => {
      const callee = calleeOf(id);
      const ways = callee === undefined ? waysOf(id) : afterCall(waysOf(id), returnsOf(callee));
      return ways.filter(({ to }) => mayReturn.has(to));
    });
    const returns = new Map<string, Effect>();
    for (const [id, effect] of effects) {
      const exit = writtenAs(set.nodes.get(id), returnNode)?.exit;
      const before = exit === undefined ? undefined : returns.get(exit);
      if (exit !== undefined) returns.set(exit, before ? either(before, effect) : effect);
    }
    return returns;
  }
  return returnsOf;
}

/** Whether a flow has nodes that could not be read, so that nobody knows what else it may do. */
function isHidden(set: FlowSet, start: NodeId): boolean {
  const flow = set.flows.get(flowOf(start));
  return flow === undefined || !flow.isRead || flow.broken.size > 0;
}

/** Only these matter for what a subflow returns; the whole of the entry flow is mostly not among them. */
function nodesThatMayReturn({ set, waysOf }: Parts): ReadonlySet<NodeId> {
  const returns = [...set.nodes.values()].filter((node) => writtenAs(node, returnNode)).map(({ id }) => id);
  const successors = (id: NodeId) => waysOf(id).map(({ to }) => to);
  return reachable(returns, predecessors(set.nodes.keys(), successors));
}

/** The effect of going from one node to each other. */
function effectsFrom(start: NodeId, arcsOf: (id: NodeId) => readonly Arc[]): ReadonlyMap<NodeId, Effect> {
  const effects = new Map<NodeId, Effect>([[start, NO_EFFECT]]);
  const queue = [start];
  // Nodes that are queued on the way are walked as well.
  for (const id of queue) {
    const before = effects.get(id) ?? NO_EFFECT;
    for (const { to, effect } of arcsOf(id)) {
      const known = effects.get(to);
      const next = inTurn(before, effect);
      const joined = known ? either(known, next) : next;
      if (known && sameEffect(known, joined)) continue;
      effects.set(to, joined);
      queue.push(to);
    }
  }
  return effects;
}
