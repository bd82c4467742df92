import type { Language } from '../../values/language.ts';
import type { FlowSet } from '../compile/flow-set.ts';
import { ALWAYS_SET } from '../compile/knowledge.ts';
import { writtenAs } from '../compile/written-as.ts';
import type { PromptSpec } from '../node-type.ts';
import { collect } from '../nodes/collect.ts';
import { menu } from '../nodes/menu.ts';
import type { Path } from '../read/document.ts';
import type { Finding } from '../read/finding.ts';
import type { ReadNode } from '../read/read-flow.ts';
import { LEVELS, type Level } from '../variables.ts';
import { areDefaultsUnread, atNode, atNodeKey, atValue, type Check, type Fault, type Subject } from './subject.ts';
import { isSet } from './variables.ts';

/** What the hotline says by itself, whatever the flow. */
export const SYSTEM_PROMPTS: readonly string[] = [
  'apology',
  'one-moment',
  'goodbye',
  'reduced-greeting',
  'reduced-closed',
];

/** What no flow says: the reasons of closures, and the document for when nothing answers. Commands put them into words. */
export const isSaidByCommand = (prompt: string): boolean => /^(?:closed-reason|fallback)-/.test(prompt);

/** A prompt as a flow uses it, at one place. */
export interface Use {
  readonly prompt: string;
  /** Spoken in this language whatever the caller's is. */
  readonly language: Language | undefined;
  /** Variables that this use brings with it. */
  readonly brings: readonly string[];
  /** The node that speaks it; absent where every node may. */
  readonly node: ReadNode | undefined;
  readonly findingOf: (fault: Fault) => readonly Finding[];
}

/** Every use of a prompt, in nodes first. A default stands once for each node that it holds for. */
export function usesIn(subject: Subject): readonly Use[] {
  const { set } = subject;
  const uses = USES.get(subject) ?? [
    ...[...set.nodes.values()].flatMap((node) => usesOf(node, set)),
    ...confirmUses(set),
    ...pauseUses(set),
  ];
  USES.set(subject, uses);
  return uses;
}

/** Several checks look at the same uses. */
const USES = new WeakMap<Subject, readonly Use[]>();

function usesOf(node: ReadNode, set: FlowSet): readonly Use[] {
  const own = node.type.prompts(node.written).map(({ prompt, language, brings = [], path }) => ({
    prompt,
    language,
    brings,
    node,
    findingOf: (fault: Fault) => atNode(set, node, path, fault),
  }));
  const written = writtenAs(node, menu) ?? writtenAs(node, collect);
  if (!written) return own;
  const { defaults } = set.contextOf(node.flow);
  return [
    ...own,
    ...(written.noInput ? [] : defaultUses(set, 'noInput', defaults.noInput).map((use) => ({ ...use, node }))),
    ...(written.noMatch ? [] : defaultUses(set, 'noMatch', defaults.noMatch).map((use) => ({ ...use, node }))),
  ];
}

const defaultUses = (set: FlowSet, key: string, specs: readonly PromptSpec[]): readonly Omit<Use, 'node'>[] =>
  specs.map(({ prompt, language }) => ({
    prompt,
    language,
    brings: [],
    findingOf: (fault) => inDefaults(set, [key], fault),
  }));

const inDefaults = ({ entry }: FlowSet, path: Path, fault: Fault): readonly Finding[] =>
  entry ? [atValue(entry, ['defaults', ...path], fault)] : [];

function confirmUses(set: FlowSet): readonly Use[] {
  const prompt = set.entry?.defaults?.confirm;
  if (prompt === undefined) return [];
  const findingOf = (fault: Fault) => inDefaults(set, ['confirm'], fault);
  return [{ prompt, language: undefined, brings: ['heard'], node: undefined, findingOf }];
}

/** The prompt that begins a pause; only a flow with a key for it needs it. */
const PAUSE_PROMPT = 'pausing';

const pauseUses = (set: FlowSet): readonly Use[] =>
  Object.entries(set.entry?.defaults?.keys ?? {})
    .filter(([, target]) => target === 'pause')
    .map(([key]) => ({
      prompt: PAUSE_PROMPT,
      language: undefined,
      brings: [],
      node: undefined,
      findingOf: (fault) => inDefaults(set, ['keys', key], fault),
    }));

/** Placeholders that do not certainly have a value when the prompt is spoken. */
export const checkPlaceholdersSet: Check = (subject) => {
  const once = oncePer();
  return usesIn(subject).flatMap((use) =>
    placeholdersIn(use, subject.set)
      .filter((name) => !isCertain(name, use, subject))
      .flatMap((name) => once(use, name, use.findingOf(notSet(use.prompt, name)))),
  );
};

/** Tells a finding about a prompt once for each place; a default holds for many nodes. */
function oncePer(): (use: Use, name: string, findings: readonly Finding[]) => readonly Finding[] {
  const told = new Set<string>();
  return ({ prompt }, name, findings) =>
    findings.filter(({ file, line, column }) => {
      const key = JSON.stringify([file, line, column, prompt, name]);
      const isNew = !told.has(key);
      told.add(key);
      return isNew;
    });
}

/** Those of the texts that this use may speak, without what it brings with it and without sensitive ones. */
function placeholdersIn({ prompt, language, brings }: Use, set: FlowSet): readonly string[] {
  const texts = set.textsOf(prompt).filter((text) => language === undefined || text.language === language);
  const names = new Set(texts.flatMap(({ placeholders }) => placeholders.map(({ name }) => name)));
  return [...names].filter((name) => !brings.includes(name) && set.typeOf(name)?.type !== 'sensitive');
}

const isCertain = (name: string, { node }: Use, subject: Subject): boolean =>
  node ? isSet(name, node, subject) : ALWAYS_SET.includes(name) || subject.set.typeOf(name) === undefined;

const notSet = (prompt: string, name: string): Fault => ({
  rule: 'variable-not-set',
  message: `\`${prompt}\` says {${name}}, which does not have a value on every way that leads here.`,
  fix: 'Set it before, or ask by a branch on it with `present` and `absent`.',
});

/** What may only be said to a caller the hotline is sure of, said where it is not certainly so. */
export const checkLevels: Check = (subject) => {
  const { set } = subject;
  const once = oncePer();
  const leveled = usesIn(subject).flatMap((use) => {
    const names = [...placeholdersIn(use, set), ...use.brings];
    const needed = LEVELS.findLast((level) => names.some((name) => set.typeOf(name)?.level === level));
    return needed === undefined || needed === 'none' ? [] : [{ use, needed }];
  });
  return [
    ...leveled.flatMap(({ use, needed }) => {
      const held = heldAt(use, subject);
      return LEVELS.indexOf(needed) <= held
        ? []
        : once(use, needed, use.findingOf(unverified(use.prompt, needed, held)));
    }),
    ...(leveled[0] ? noWayToIdentify(leveled[0].use, set) : []),
  ];
};

/** Nothing is held against a node that cannot be reached. */
function heldAt({ node }: Use, { knowledge }: Subject): number {
  return node ? (knowledge.get(node.id)?.level ?? LEVELS.length) : 0;
}

const unverified = (prompt: string, needed: Level, held: number): Fault => ({
  rule: 'unverified-output',
  message: `\`${prompt}\` may be said from level ${needed} on; here only ${LEVELS[held] ?? 'none'} is certain.`,
  fix: 'Identify the caller before, or ask by a branch on `verification`.',
});

function noWayToIdentify({ node }: Use, set: FlowSet): readonly Finding[] {
  if (!node || areDefaultsUnread(set) || set.entry?.defaults?.notVerified !== undefined) return [];
  return atNodeKey(set, node, [], {
    rule: 'not-verified-missing',
    message: `\`${node.name}\` says what not every caller may hear, and verification lapses after a while.`,
    fix: 'Name under `defaults.notVerified` the node at which the caller is identified again.',
  });
}
