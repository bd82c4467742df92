import { type FlowSet, typesOf } from '../compile/flow-set.ts';
import { writtenAs } from '../compile/written-as.ts';
import type { VariableUse } from '../node-type.ts';
import { service } from '../nodes/service.ts';
import type { Finding } from '../read/finding.ts';
import type { Declaration } from '../read/flow-schema.ts';
import { nearest } from '../read/nearest.ts';
import type { ReadNode } from '../read/read-flow.ts';
import { BUILT_IN, type VariableType } from '../variables.ts';
import { atKey, atNode, type Check, type Fault, type Subject } from './subject.ts';

/** Variables declared twice as different things, or in place of one that exists undeclared. */
export const checkDeclarations: Check = ({ set }) => {
  const seen = new Map<string, VariableType>(Object.entries(BUILT_IN));
  return set.files.flows.flatMap((flow) =>
    [...flow.variables].flatMap(([name, declaration]) => {
      const fault = declare(name, declaration, { seen, set });
      return fault ? [atKey(flow, ['variables', name], fault)] : [];
    }),
  );
};

interface Declared {
  readonly seen: Map<string, VariableType>;
  readonly set: FlowSet;
}

function declare(name: string, declaration: Declaration, { seen, set }: Declared): Fault | undefined {
  if ('from' in declaration && !set.contracts.has(declaration.from)) return unknownService(declaration.from, set);
  const types = typesOf(name, declaration, set.contracts);
  const conflict = types.find(([variable, type]) => !isSameType(seen.get(variable) ?? type, type));
  for (const [variable, type] of types) if (!seen.has(variable)) seen.set(variable, type);
  return conflict && conflictFault(conflict[0]);
}

const isSameType = (a: VariableType, b: VariableType): boolean =>
  a === b || (a.type === b.type && (a.values ?? []).join() === (b.values ?? []).join() && a.level === b.level);

const unknownService = (name: string, { contracts }: FlowSet): Fault => ({
  rule: 'unknown-service',
  message: `There is no service \`${name}\`.`,
  fix: nearest(name, [...contracts.keys()]),
});

const conflictFault = (variable: string): Fault =>
  Object.hasOwn(BUILT_IN, variable)
    ? {
        rule: 'variable-conflict',
        message: `\`${variable}\` exists without being declared.`,
        fix: 'Take the declaration out, or give yours another name.',
      }
    : {
        rule: 'variable-conflict',
        message: `\`${variable}\` is already declared as something else.`,
        fix: 'Declare a variable once, or give the two different names.',
      };

/** Variables that nobody declared. */
export const checkVariables: Check = ({ set }) => [...set.nodes.values()].flatMap((node) => unknownIn(node, set));

function unknownIn(node: ReadNode, set: FlowSet): readonly Finding[] {
  const { type, written } = node;
  const group = writtenAs(node, service)?.into;
  const uses = [...type.reads(written), ...type.gives(written)];
  return [
    ...uses
      .filter(({ variable }) => set.typeOf(variable) === undefined && !isUnread(variable, set))
      .flatMap(({ variable, path }) => atNode(set, node, path, unknownVariable(variable, set))),
    ...(group === undefined || set.groups.has(group) || isUnread(group, set)
      ? []
      : atNode(set, node, ['into'], undeclaredGroup(group, set))),
  ];
}

/** Whether a variable is declared in a way that could not be read, or from a service that does not exist. */
export const isUnread = (variable: string, { files, groups, contracts }: FlowSet): boolean =>
  [...groups].some(([group, from]) => variable.startsWith(group) && !contracts.has(from)) ||
  files.flows.some(({ brokenVariables, isRead }) => brokenVariables.has(variable) || !isRead);

const unknownVariable = (variable: string, set: FlowSet): Fault => ({
  rule: 'unknown-variable',
  message: `There is no variable \`${variable}\`.`,
  fix: `Declare it under \`variables\`. ${nearest(variable, [...set.variables.keys(), ...Object.keys(BUILT_IN)])}`,
});

const undeclaredGroup = (group: string, { groups }: FlowSet): Fault => ({
  rule: 'unknown-variable',
  message: `There is no variable \`${group}\` that takes what a service finds.`,
  fix: `Declare it under \`variables\` as { from: <service> }. ${nearest(group, [...groups.keys()])}`,
});

/** Variables that are read where they do not certainly have a value. */
export const checkCertainty: Check = (subject) =>
  [...subject.set.nodes.values()].flatMap((node) =>
    readsOf(node, subject.set)
      .filter((use) => !use.optional && !isSet(use.variable, node, subject))
      .flatMap((use) => atNode(subject.set, node, use.path, notSet(use, subject.set))),
  );

/** What a node reads; what a service may do without is optional there. */
function readsOf(node: ReadNode, set: FlowSet): readonly VariableUse[] {
  const reads = node.type.reads(node.written);
  const asked = writtenAs(node, service)?.service;
  const input = asked === undefined ? undefined : set.contracts.get(asked)?.input;
  if (!input) return reads;
  return reads.map((use) => ({ ...use, optional: input[String(use.path.at(-1))]?.optional === true }));
}

/** Whether a variable certainly has a value on entering a node. Nothing is held against what cannot be reached or is unknown. */
export function isSet(variable: string, node: ReadNode, { set, graph, knowledge }: Subject): boolean {
  const known = knowledge.get(node.id);
  const bit = graph.bitsOf([variable]);
  return known === undefined || set.typeOf(variable) === undefined || (known.set & bit) !== 0n;
}

function notSet({ variable }: VariableUse, set: FlowSet): Fault {
  if (set.typeOf(variable)?.type === 'sensitive') {
    return {
      rule: 'sensitive-use',
      message: `\`${variable}\` is forgotten before this node: a sensitive value lives only to the next node.`,
      fix: 'Lead here only straight from the node that takes it.',
    };
  }
  return {
    rule: 'variable-not-set',
    message: `\`${variable}\` does not have a value on every way that leads here.`,
    fix: 'Set it before, or ask by a branch on it with `present` and `absent`.',
  };
}
