import type { Placeholder } from '../../prompts/placeholders.ts';
import { placeholdersOf } from '../../prompts/placeholders.ts';
import type { Language } from '../../values/language.ts';
import type { Contract } from '../contract.ts';
import { type NodeId, nodeId } from '../ids.ts';
import type { Defaults, WaysContext } from '../node-type.ts';
import { outputVariable } from '../nodes/service.ts';
import type { Declaration, WrittenDefaults } from '../read/flow-schema.ts';
import type { ReadFlow, ReadNode } from '../read/read-flow.ts';
import { BUILT_IN, isEnough, type VariableType } from '../variables.ts';
import { ENTRY_FLOW, type ReadFiles } from './flow-files.ts';

/** A text of a prompt in one language. */
export interface PromptText {
  readonly language: Language;
  readonly file: string;
  readonly placeholders: readonly Placeholder[];
  /** True where it cannot be read, so that nobody knows its placeholders. */
  readonly isFaulty: boolean;
}

/** All files read, and the names in them put together: what the checks look at and the release is built from. */
export interface FlowSet {
  readonly files: ReadFiles;
  readonly flows: ReadonlyMap<string, ReadFlow>;
  readonly entry: ReadFlow | undefined;
  /** All nodes that could be read. */
  readonly nodes: ReadonlyMap<NodeId, ReadNode>;
  readonly contracts: ReadonlyMap<string, Contract>;
  /** Declared variables; a service's are there one for each output. */
  readonly variables: ReadonlyMap<string, VariableType>;
  /** The service that each group of variables is from: `payments.status` of `payment`. */
  readonly groups: ReadonlyMap<string, string>;
  readonly languages: readonly Language[];
  /** The texts of a prompt, one for each language that has it. */
  readonly textsOf: (prompt: string) => readonly PromptText[];
  /** Defaults and contracts as nodes of a flow see them. */
  readonly contextOf: (flow: string) => WaysContext;
  readonly targetOf: (flow: string, written: string) => NodeId;
  readonly startOf: (flow: string) => NodeId;
  /** Built-in variables included. */
  readonly typeOf: (variable: string) => VariableType | undefined;
}

/** Puts together what was read. Where a name stands twice the first counts; the checks tell the second. */
export function createFlowSet(files: ReadFiles, contracts: readonly Contract[]): FlowSet {
  const flows = new Map(files.flows.toReversed().map((flow) => [flow.id, flow]));
  const entry = flows.get(ENTRY_FLOW);
  const byService = new Map(contracts.map((contract) => [contract.service, contract]));
  const { variables, groups } = declaredIn(files.flows, byService);
  const contexts = contextsFor(entry?.defaults, byService);
  const texts = new Map<string, readonly PromptText[]>();
  const languages = Object.keys(files.languages?.languages ?? {});
  return {
    files,
    flows,
    entry,
    nodes: new Map([...flows.values()].flatMap(({ nodes }) => [...nodes.values()].map((node) => [node.id, node]))),
    contracts: byService,
    variables,
    groups,
    languages,
    textsOf: (prompt) => {
      const found = texts.get(prompt) ?? textsIn({ files, languages }, prompt);
      texts.set(prompt, found);
      return found;
    },
    contextOf: (flow) => (flow === ENTRY_FLOW ? contexts.entry : contexts.subflow),
    targetOf,
    startOf: (flow) => nodeId(flow, flows.get(flow)?.start ?? ''),
    typeOf: (variable) =>
      variables.get(variable) ?? (Object.hasOwn(BUILT_IN, variable) ? BUILT_IN[variable] : undefined),
  };
}

const targetOf = (flow: string, written: string): NodeId => (written.includes('/') ? written : nodeId(flow, written));

/**
 * The type of each variable that a declaration makes: one for each output of a service. An output of several outcomes
 * needs the highest level of them.
 */
export function typesOf(
  name: string,
  declaration: Declaration,
  contracts: ReadonlyMap<string, Contract>,
): readonly (readonly [string, VariableType])[] {
  if (!('from' in declaration)) return [[name, declaration]];
  const types = new Map<string, VariableType>();
  for (const { output = {} } of Object.values(contracts.get(declaration.from)?.outcomes ?? {})) {
    for (const [field, type] of Object.entries(output)) {
      const known = types.get(field);
      if (!known || !isEnough(known.level ?? 'none', type.level ?? 'none')) types.set(field, type);
    }
  }
  return [...types].map(([field, type]) => [outputVariable(name, field), type]);
}

function declaredIn(flows: readonly ReadFlow[], contracts: ReadonlyMap<string, Contract>) {
  // The first declaration of a name counts, and so it is entered last.
  const declarations = flows.flatMap((flow) => [...flow.variables]).toReversed();
  return {
    variables: new Map(
      declarations.flatMap(([name, declaration]) => typesOf(name, declaration, contracts).toReversed()),
    ),
    groups: new Map(
      declarations.flatMap(([name, declaration]) => ('from' in declaration ? [[name, declaration.from] as const] : [])),
    ),
  };
}

const NO_DEFAULTS: Defaults = {
  input: ['dtmf', 'speech'],
  timeoutSeconds: 5,
  attempts: 3,
  bargeIn: true,
  noInput: [],
  noMatch: [],
  keys: {},
};

/** Nodes that the defaults name stand in the entry flow, also where a subflow goes there. */
function contextsFor(written: WrittenDefaults | undefined, contracts: ReadonlyMap<string, Contract>) {
  if (!written) {
    const none = { defaults: NO_DEFAULTS, contracts };
    return { entry: none, subflow: none };
  }
  const withTargets = (target: (node: string) => string): WaysContext => ({
    contracts,
    defaults: {
      input: written.input,
      timeoutSeconds: written.timeout,
      attempts: written.attempts,
      bargeIn: written.bargeIn,
      noInput: written.noInput ?? [],
      noMatch: written.noMatch ?? [],
      keys: written.keys,
      ...(written.confirm === undefined ? {} : { confirm: written.confirm }),
      ...(written.exhausted === undefined ? {} : { exhausted: target(written.exhausted) }),
      ...(written.notVerified === undefined ? {} : { notVerified: target(written.notVerified) }),
    },
  });
  return { entry: withTargets((node) => node), subflow: withTargets((node) => targetOf(ENTRY_FLOW, node)) };
}

function textsIn({ files, languages }: Pick<FlowSet, 'files' | 'languages'>, prompt: string): readonly PromptText[] {
  return languages.flatMap((language) => {
    const read = files.prompts.get(language);
    const text = read?.catalogue && Object.hasOwn(read.catalogue, prompt) ? read.catalogue[prompt] : undefined;
    if (!read || text === undefined) return [];
    const { placeholders, faults } = placeholdersOf(text);
    return [{ language, file: read.file, placeholders, isFaulty: faults.length > 0 }];
  });
}
