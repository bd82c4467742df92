import type { Language } from '../../values/language.ts';
import { isKeyDeed } from '../always-keys.ts';
import type { NodeBase, PromptRef } from '../compiled.ts';
import type { Languages } from '../config/read-languages.ts';
import type { NumbersFile } from '../config/read-numbers.ts';
import type { RegionsFile } from '../config/read-regions.ts';
import type { NodeId } from '../ids.ts';
import type { CompileContext, PromptSpec } from '../node-type.ts';
import type { ReadNode } from '../read/read-flow.ts';
import type { KeyTarget, Release, Voice } from '../release.ts';
import { canonicalJson } from './canonical-json.ts';
import { ENTRY_FLOW } from './flow-files.ts';
import type { FlowSet } from './flow-set.ts';

/** Hex digits of a release's id. */
const ID_LENGTH = 32;

/**
 * Builds the release of a set of flows in which no error was found; nothing where a file is lacking, which is one.
 * `hash` gives at least 32 hex digits.
 */
export function buildRelease(set: FlowSet, hash: (text: string) => string): Release | undefined {
  const { languages, regions, queues, outgoing } = set.files;
  if (!languages || !regions?.value || !queues) return undefined;
  const content = {
    ...flowContent(set),
    ...fileContent(set, languages),
    ...regionContent(regions.value, set),
    queues,
    ...(outgoing ? { outgoing } : {}),
  };
  return { ...content, id: hash(canonicalJson(content)).slice(0, ID_LENGTH) };
}

function flowContent(set: FlowSet) {
  const prompt = promptRefs(set);
  const { confirm, notVerified, keys } = set.contextOf(ENTRY_FLOW).defaults;
  return {
    format: 1,
    start: set.startOf(ENTRY_FLOW),
    nodes: compileNodes(set, prompt),
    keys: mapValues(keys, toKeyTarget),
    ...(confirm === undefined ? {} : { confirm: prompt({ prompt: confirm }) }),
    ...(notVerified === undefined ? {} : { notVerified: set.targetOf(ENTRY_FLOW, notVerified) }),
    variables: Object.fromEntries(set.variables),
  } as const;
}

function fileContent({ files }: FlowSet, { languages, default: defaultLanguage }: Languages) {
  const byLanguage = <Text>(texts: (language: Language) => Text) =>
    Object.fromEntries(Object.keys(languages).map((language) => [language, texts(language)]));
  return {
    languages: mapValues(
      languages,
      ({ say, listen, digitOne }): Voice => ({
        sayLanguage: say.language,
        voice: say.voice,
        listenLanguage: listen,
        ...(digitOne ? { digitOne } : {}),
        slowerPercent: say.slowerPercent,
      }),
    ),
    defaultLanguage,
    prompts: byLanguage((language) => files.prompts.get(language)?.catalogue ?? {}),
    phrases: byLanguage((language) => files.phrases.get(language)?.phrases ?? {}),
    calendars: Object.fromEntries([...files.calendars].flatMap(([id, calendar]) => (calendar ? [[id, calendar]] : []))),
  };
}

/** Without a file of numbers none is known, and none may be dialled. */
function regionContent({ regions, default: defaultRegion }: RegionsFile, { files }: FlowSet) {
  const { numbers, transfers } = files.numbers?.value ?? { numbers: {}, transfers: {} };
  return {
    regions,
    defaultRegion,
    numbers: mapValues(numbers, ({ region, language }: WrittenNumber) => ({
      ...(region === undefined ? {} : { region }),
      ...(language === undefined ? {} : { language }),
    })),
    transfers,
  };
}

type WrittenNumber = NumbersFile['numbers'][string & keyof NumbersFile['numbers']];

const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Readonly<Record<string, To>> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));

const toKeyTarget = (written: string): KeyTarget =>
  isKeyDeed(written)
    ? { type: written }
    : { type: 'node', node: written.includes('/') ? written : `${ENTRY_FLOW}/${written}` };

/** Names each prompt with every placeholder that its text has in any language. */
function promptRefs(set: FlowSet): (spec: PromptSpec) => PromptRef {
  const placeholders = new Map<string, readonly string[]>();
  return ({ prompt, language }) => {
    const names =
      placeholders.get(prompt) ??
      [...new Set(set.textsOf(prompt).flatMap((text) => text.placeholders.map(({ name }) => name)))].sort();
    placeholders.set(prompt, names);
    return { prompt, ...(language === undefined ? {} : { language }), placeholders: names };
  };
}

function compileNodes(set: FlowSet, prompt: CompileContext['prompt']): Release['nodes'] {
  const contexts = new Map<string, CompileContext>();
  const nodes: Record<NodeId, NodeBase> = {};
  for (const node of set.nodes.values()) {
    const context = contexts.get(node.flow) ?? {
      ...set.contextOf(node.flow),
      target: (written) => set.targetOf(node.flow, written),
      prompt,
      startOf: set.startOf,
      variableType: set.typeOf,
    };
    contexts.set(node.flow, context);
    nodes[node.id] = compileNode(node, context);
  }
  return nodes;
}

function compileNode({ type, written }: ReadNode, context: CompileContext): NodeBase {
  const ways = type.ways(written, context);
  const exits = Object.fromEntries(ways.map(({ exit, target }) => [exit, context.target(target)]));
  return { ...type.compile(written, context), exits };
}
