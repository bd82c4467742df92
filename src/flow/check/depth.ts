import { isKeyDeed } from '../always-keys.ts';
import { ENTRY_FLOW } from '../compile/flow-files.ts';
import { MAX_DEPTH } from '../compile/flow-graph.ts';
import type { FlowSet } from '../compile/flow-set.ts';
import { cycles, reachable } from '../compile/orders.ts';
import { writtenAs } from '../compile/written-as.ts';
import type { NodeId } from '../ids.ts';
import { returnNode } from '../nodes/return.ts';
import { subflow } from '../nodes/subflow.ts';
import type { Finding } from '../read/finding.ts';
import type { ReadNode } from '../read/read-flow.ts';
import { atKey, atNode, type Check, type Subject } from './subject.ts';

/** One call of a subflow. */
interface SubflowCall {
  readonly node: ReadNode;
  readonly callee: string;
}

/** Subflows that call themselves, by whatever way, or that are called too deep. */
export const checkDepth: Check = ({ set }) => {
  const calls = callsIn(set);
  const calleesOf = (flow: string) => (calls.get(flow) ?? []).map(({ callee }) => callee);
  const circles = new Map<string, ReadonlySet<string>>();
  for (const group of cycles([...set.flows.keys()], calleesOf)) {
    const members = new Set(group);
    for (const flow of group) circles.set(flow, members);
  }
  const isEndless = ({ node, callee }: SubflowCall) => circles.get(node.flow)?.has(callee) === true;

  const endless = [...calls.values()].flat().filter(isEndless);
  return [
    ...endless.flatMap(({ node, callee }) => endlessFinding(set, node, callee)),
    ...tooDeep(calls, isEndless).flatMap(({ node }) => deepFinding(set, node)),
  ];
};

function callsIn(set: FlowSet): ReadonlyMap<string, readonly SubflowCall[]> {
  const calls = new Map<string, SubflowCall[]>();
  for (const node of set.nodes.values()) {
    const callee = writtenAs(node, subflow)?.flow;
    if (callee === undefined || !set.flows.has(callee)) continue;
    calls.set(node.flow, [...(calls.get(node.flow) ?? []), { node, callee }]);
  }
  return calls;
}

/** Calls out of flows that are themselves called as deep as is allowed. */
function tooDeep(
  calls: ReadonlyMap<string, readonly SubflowCall[]>,
  isEndless: (call: SubflowCall) => boolean,
): readonly SubflowCall[] {
  let flows: ReadonlySet<string> = new Set([ENTRY_FLOW]);
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    flows = new Set([...flows].flatMap((flow) => onward(flow)).map(({ callee }) => callee));
  }
  return [...flows].flatMap((flow) => onward(flow));

  function onward(flow: string): readonly SubflowCall[] {
    return (calls.get(flow) ?? []).filter((call) => !isEndless(call));
  }
}

const endlessFinding = (set: FlowSet, node: ReadNode, callee: string): readonly Finding[] =>
  atNode(set, node, ['flow'], {
    rule: 'subflow-endless',
    message:
      callee === node.flow
        ? `\`${callee}\` calls itself.`
        : `\`${callee}\` comes back to \`${node.flow}\` as a subflow.`,
    fix: 'Return by an exit, and let the flow that called go round.',
  });

const deepFinding = (set: FlowSet, node: ReadNode): readonly Finding[] =>
  atNode(set, node, ['flow'], {
    rule: 'subflow-too-deep',
    message: `Subflows are called more than ${MAX_DEPTH} deep here.`,
    fix: 'Join two of the flows that call each other.',
  });

/** `return` where no flow has called: the call would have nowhere to go. */
export const checkReturns: Check = (subject) => {
  const { set } = subject;
  return [...outermost(subject)].flatMap((id) => {
    const node = set.nodes.get(id);
    if (!node || !writtenAs(node, returnNode)) return [];
    return atNode(set, node, [], {
      rule: 'return-outside-subflow',
      message: `A call can come to \`${node.name}\` without a flow to return to.`,
      fix: 'Call this flow by a `subflow` node, or lead elsewhere.',
    });
  });
};

/** Nodes that a call can reach without being in a subflow: from the start, and by keys, which leave all subflows. */
function outermost({ set, graph, moves }: Subject): ReadonlySet<NodeId> {
  const { keys, notVerified } = set.contextOf(ENTRY_FLOW).defaults;
  const jumps = [...Object.values(keys), ...(notVerified === undefined ? [] : [notVerified])]
    .filter((written) => !isKeyDeed(written))
    .map((written) => set.targetOf(ENTRY_FLOW, written));
  return reachable([...moves.starts, ...jumps], (id) => graph.arcsOf(id).map(({ to }) => to));
}

/** `defaults` belong to the entry flow. */
export const checkDefaults: Check = ({ set }) =>
  [...set.flows.values()]
    .filter(({ id, hasDefaults }) => id !== ENTRY_FLOW && hasDefaults)
    .map((flow) =>
      atKey(flow, ['defaults'], {
        rule: 'defaults-in-subflow',
        message: `\`${flow.id}\` has defaults; those of the entry flow hold for all.`,
        fix: 'Move them to hotline.yaml, or into the nodes that differ.',
      }),
    );
