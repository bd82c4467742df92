import type { FlowSet } from '../compile/flow-set.ts';
import { writtenAs } from '../compile/written-as.ts';
import { service } from '../nodes/service.ts';
import type { Finding } from '../read/finding.ts';
import { isSaidByCommand, SYSTEM_PROMPTS, usesIn } from './prompt-uses.ts';
import { atKey, type Check, type Fault } from './subject.ts';

/** Prompts that nothing speaks: hints, silent while a node or a flow cannot be read. */
export const checkUnusedPrompts: Check = (subject) => {
  const { set } = subject;
  if (isPartlyRead(set)) return [];
  const used = new Set([...SYSTEM_PROMPTS, ...usesIn(subject).map(({ prompt }) => prompt)]);
  const told = new Set<string>();
  return set.languages.flatMap((language) => {
    const read = set.files.prompts.get(language);
    return Object.keys(read?.catalogue ?? {}).flatMap((prompt): readonly Finding[] => {
      if (!read || used.has(prompt) || told.has(prompt) || isSaidByCommand(prompt)) return [];
      told.add(prompt);
      return [{ file: read.file, ...read.positionOf(prompt), severity: 'hint', ...unused('unused-prompt', prompt) }];
    });
  });
};

const isPartlyRead = ({ files }: FlowSet): boolean =>
  files.flows.some(({ broken, isRead }) => broken.size > 0 || !isRead);

const unused = (rule: 'unused-prompt' | 'unused-variable', name: string): Fault => ({
  rule,
  message: rule === 'unused-prompt' ? `Nothing says \`${name}\`.` : `Nothing reads \`${name}\`.`,
  fix: 'Use it, or take it out.',
});

/** Declared variables that nothing reads: hints, silent while a node or a flow cannot be read. */
export const checkUnusedVariables: Check = (subject) => {
  const { set } = subject;
  if (isPartlyRead(set)) return [];
  const used = new Set(namesRead(subject));
  return set.files.flows.flatMap((flow) =>
    [...flow.variables.keys()]
      .filter((name) => !used.has(name))
      .map((name) => atKey(flow, ['variables', name], { ...unused('unused-variable', name), severity: 'hint' })),
  );
};

/** A group of a service's outputs counts as read where it is filled: few flows need all that a service finds. */
function namesRead(subject: Parameters<Check>[0]): readonly string[] {
  const { set } = subject;
  const nodes = [...set.nodes.values()];
  return [
    ...nodes.flatMap((node) => node.type.reads(node.written).map(({ variable }) => variable)),
    ...nodes.flatMap((node) => writtenAs(node, service)?.into ?? []),
    ...usesIn(subject).flatMap(({ prompt }) =>
      set.textsOf(prompt).flatMap(({ placeholders }) => placeholders.map(({ name }) => name)),
    ),
  ];
}
