import { closedSetOf } from '../compile/closed-set.ts';
import type { FlowSet } from '../compile/flow-set.ts';
import { writtenAs } from '../compile/written-as.ts';
import { outcomesOf } from '../contract.ts';
import { branch } from '../nodes/branch.ts';
import { collect } from '../nodes/collect.ts';
import { menu } from '../nodes/menu.ts';
import { service } from '../nodes/service.ts';
import { subflow } from '../nodes/subflow.ts';
import type { Finding } from '../read/finding.ts';
import { nearest } from '../read/nearest.ts';
import type { ReadNode } from '../read/read-flow.ts';
import { areDefaultsUnread, atNodeKey, type Check, type Subject } from './subject.ts';

/** Exits that are missing, or that are never taken, at nodes whose exits depend on something outside the node. */
export const checkExits: Check = (subject) =>
  [...subject.set.nodes.values()].flatMap((node) => [
    ...serviceExits(node, subject),
    ...subflowExits(node, subject),
    ...branchExits(node, subject),
    ...exhaustedExit(node, subject),
  ]);

type Exits = Readonly<Record<string, string>>;

function serviceExits(node: ReadNode, { set }: Subject): readonly Finding[] {
  const written = writtenAs(node, service);
  const contract = written && set.contracts.get(written.service);
  if (!contract) return [];
  const outcomes = outcomesOf(contract);
  return [
    ...missing(node, set, { exits: written.exits, needed: outcomes }),
    ...extra(node, set, { exits: written.exits, known: outcomes }),
  ];
}

function subflowExits(node: ReadNode, { set, graph }: Subject): readonly Finding[] {
  const written = writtenAs(node, subflow);
  const callee = graph.calleeOf(node.id);
  const returns = callee === undefined ? undefined : graph.returnsOf(callee);
  if (!written || !returns) return [];
  const known = [...returns.keys()].sort();
  return [
    ...missing(node, set, { exits: written.exits, needed: known }),
    ...extra(node, set, { exits: written.exits, known }),
  ];
}

function missing(
  node: ReadNode,
  set: FlowSet,
  { exits, needed }: { readonly exits: Exits; readonly needed: readonly string[] },
): readonly Finding[] {
  return needed
    .filter((exit) => !Object.hasOwn(exits, exit))
    .flatMap((exit) =>
      atNodeKey(set, node, ['exits'], {
        rule: 'missing-exit',
        message: `\`${node.name}\` has no exit \`${exit}\`.`,
        fix: `Add it under \`exits\`: ${exit}: <node>.`,
      }),
    );
}

function extra(
  node: ReadNode,
  set: FlowSet,
  { exits, known }: { readonly exits: Exits; readonly known: readonly string[] },
): readonly Finding[] {
  return Object.keys(exits)
    .filter((exit) => !known.includes(exit))
    .flatMap((exit) =>
      atNodeKey(set, node, ['exits', exit], {
        rule: 'unknown-exit',
        message: `\`${node.name}\` never leaves by \`${exit}\`.`,
        fix: nearest(exit, known),
      }),
    );
}

function branchExits(node: ReadNode, { set }: Subject): readonly Finding[] {
  const written = writtenAs(node, branch);
  const type = written && set.typeOf(written.on);
  if (!type) return [];
  const values = closedSetOf(written.on, set);
  const { exits } = written;
  const faults = extra(node, set, { exits, known: [...values, 'present', 'absent', 'else'] });
  const covers = (exit: string) => Object.hasOwn(exits, exit);
  if (covers('else') || covers('present')) return [...faults, ...absentExit(node, set, exits)];
  const left = values.filter((value) => !covers(value));
  if (values.length > 0 && left.length === 0) return faults;
  const what =
    values.length === 0 ? `\`${written.on}\` has no closed set of values` : `${left.join(', ')} lead nowhere`;
  const incomplete = atNodeKey(set, node, ['exits'], {
    rule: 'branch-incomplete',
    message: `The exits of \`${node.name}\` do not cover every case: ${what}.`,
    fix: values.length === 0 ? 'Use `present` and `absent`.' : `Add ${left.join(', ')}, or \`else\`.`,
  });
  return [...faults, ...incomplete];
}

/** With `present` alone a variable without a value would lead nowhere. */
function absentExit(node: ReadNode, set: FlowSet, exits: Exits): readonly Finding[] {
  if (Object.hasOwn(exits, 'else') || Object.hasOwn(exits, 'absent')) return [];
  return atNodeKey(set, node, ['exits'], {
    rule: 'branch-incomplete',
    message: `The exits of \`${node.name}\` do not say what to do without a value.`,
    fix: 'Add `absent`.',
  });
}

/** A node that listens needs somewhere to go when its visits are used up. */
function exhaustedExit(node: ReadNode, { set }: Subject): readonly Finding[] {
  const written = writtenAs(node, menu) ?? writtenAs(node, collect);
  if (!written || written.exhausted !== undefined || areDefaultsUnread(set)) return [];
  if (set.contextOf(node.flow).defaults.exhausted !== undefined) return [];
  return atNodeKey(set, node, [], {
    rule: 'missing-exit',
    message: `\`${node.name}\` leads nowhere once its visits are used up.`,
    fix: 'Add `exhausted` to it, or to the defaults of the entry flow.',
  });
}
