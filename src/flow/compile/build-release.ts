import type { NodeBase, PromptRef } from '../compiled.ts';
import type { NodeId } from '../ids.ts';
import type { CompileContext, PromptSpec } from '../node-type.ts';
import type { ReadNode } from '../read/read-flow.ts';
import type { KeyTarget, Release, Voice } from '../release.ts';
import { canonicalJson } from './canonical-json.ts';
import { ENTRY_FLOW } from './flow-files.ts';
import type { FlowSet } from './flow-set.ts';

/** Hex digits of a release's id. */
const ID_LENGTH = 32;

/** Builds the release of a set of flows in which no error was found. `hash` gives at least 32 hex digits. */
export function buildRelease(set: FlowSet, hash: (text: string) => string): Release {
  const content = contentOf(set);
  return { ...content, id: hash(canonicalJson(content)).slice(0, ID_LENGTH) };
}

function contentOf(set: FlowSet): Omit<Release, 'id'> {
  const { files, entry, languages } = set;
  const prompt = promptRefs(set);
  const { defaults } = set.contextOf(ENTRY_FLOW);
  return {
    format: 1,
    start: set.startOf(ENTRY_FLOW),
    nodes: compileNodes(set, prompt),
    keys: mapValues(entry?.defaults?.keys ?? {}, toKeyTarget),
    ...(defaults.confirm === undefined ? {} : { confirm: prompt({ prompt: defaults.confirm }) }),
    ...(defaults.notVerified === undefined ? {} : { notVerified: set.targetOf(ENTRY_FLOW, defaults.notVerified) }),
    variables: Object.fromEntries(set.variables),
    languages: mapValues(
      files.languages?.languages ?? {},
      ({ say, listen }): Voice => ({
        sayLanguage: say.language,
        voice: say.voice,
        listenLanguage: listen,
      }),
    ),
    defaultLanguage: files.languages?.default ?? '',
    prompts: Object.fromEntries(languages.map((tag) => [tag, files.prompts.get(tag)?.catalogue ?? {}])),
    phrases: Object.fromEntries(languages.map((tag) => [tag, files.phrases.get(tag)?.phrases ?? {}])),
    calendars: Object.fromEntries([...files.calendars].flatMap(([id, calendar]) => (calendar ? [[id, calendar]] : []))),
    regions: files.regions?.value?.regions ?? {},
    defaultRegion: files.regions?.value?.default ?? '',
    numbers: mapValues(files.numbers?.value?.numbers ?? {}, ({ region, language }) => ({
      ...(region === undefined ? {} : { region }),
      ...(language === undefined ? {} : { language }),
    })),
    queues: files.queues ?? {},
    transfers: files.numbers?.value?.transfers ?? {},
  };
}

const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Readonly<Record<string, To>> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]));

const toKeyTarget = (written: string): KeyTarget =>
  written === 'repeat'
    ? { type: 'repeat' }
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
