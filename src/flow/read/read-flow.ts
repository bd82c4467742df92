import { CAMEL_CASE, KEBAB_CASE, type NodeId, nodeId } from '../ids.ts';
import { type AnyNodeType, findNodeType, NODE_TYPES, type WrittenNode } from '../nodes/registry.ts';
import { type OpenDocument, openDocument, type Path } from './document.ts';
import type { Finding, Position, SourceFile } from './finding.ts';
import { Declaration, FlowFile, WrittenDefaults } from './flow-schema.ts';
import { nearest } from './nearest.ts';

/** A node as it is written, read by the schema of its type. */
export interface ReadNode {
  readonly id: NodeId;
  readonly name: string;
  readonly flow: string;
  readonly type: AnyNodeType;
  readonly written: WrittenNode;
}

/** One flow as it is written, with all of it that could be read. */
export interface ReadFlow {
  /** From the file's name. */
  readonly id: string;
  readonly file: string;
  /** False where the file cannot even be parsed. */
  readonly isRead: boolean;
  /** Absent where the file does not say it. */
  readonly start: string | undefined;
  readonly variables: ReadonlyMap<string, Declaration>;
  /** Variables whose declaration could not be read. */
  readonly brokenVariables: ReadonlySet<string>;
  /** Absent where the flow has none, or none that could be read. */
  readonly defaults: WrittenDefaults | undefined;
  readonly hasDefaults: boolean;
  readonly nodes: ReadonlyMap<string, ReadNode>;
  /** What nodes say that could not be read, by their names. */
  readonly broken: ReadonlyMap<string, unknown>;
  readonly findings: readonly Finding[];
  readonly positionOf: (path: Path) => Position;
  readonly keyPositionOf: (path: Path) => Position;
}

type FindNodeType = typeof findNodeType;

/**
 * Reads one flow. Never throws. Nodes, variables and defaults are read one by one, each by its own schema: what is wrong
 * with one of them hides nothing of the others. `find` knows the node types that the flow may have.
 */
export function readFlow(source: SourceFile, find: FindNodeType = findNodeType): ReadFlow {
  const document = openDocument(source);
  const { file, content, positionOf, keyPositionOf } = document;
  const id = nameOf(file);
  const frame = document.read(FlowFile, []);
  const variables = readEach(document, 'variables', (path) => document.read(Declaration, path));
  const nodes = readEach(document, 'nodes', (path, name) => readNode(document, { flow: id, name, path, find }));
  const defaults = has(content, 'defaults') ? document.read(WrittenDefaults, ['defaults']) : undefined;
  const name = has(content, 'flow') ? content.flow : undefined;
  const start = has(content, 'start') ? content.start : undefined;
  return {
    id,
    file,
    isRead: document.findings.length === 0,
    start: typeof start === 'string' ? start : undefined,
    variables: variables.values,
    brokenVariables: new Set(variables.broken.keys()),
    defaults: defaults?.value,
    hasDefaults: defaults !== undefined,
    nodes: nodes.values,
    broken: nodes.broken,
    findings: [
      ...document.findings,
      ...frame.findings,
      ...(typeof name === 'string' && name !== id ? [misnamed(document, id, name)] : []),
      ...variables.findings,
      ...(defaults?.findings ?? []),
      ...nodes.findings,
    ],
    positionOf,
    keyPositionOf,
  };
}

/** `hotline` of `flows/hotline.yaml`. */
const nameOf = (file: string): string => file.replace(/^.*[/\\]/, '').replace(/\.ya?ml$/, '');

function has<Key extends string>(content: unknown, key: Key): content is Readonly<Record<Key, unknown>> {
  return typeof content === 'object' && content !== null && Object.hasOwn(content, key);
}

interface Part<Value> {
  readonly value: Value | undefined;
  readonly findings: readonly Finding[];
}

/** Reads the members of one map of the file, each for itself. */
function readEach<Value>(
  document: OpenDocument,
  key: 'variables' | 'nodes',
  readMember: (path: Path, name: string) => Part<Value>,
) {
  const values = new Map<string, Value>();
  const broken = new Map<string, unknown>();
  const found: (readonly Finding[])[] = [];
  for (const [name, member] of membersOf(document.content, key)) {
    const part = readMember([key, name], name);
    const isNamed = (key === 'nodes' ? KEBAB_CASE : CAMEL_CASE).test(name);
    found.push(part.findings, isNamed ? [] : [badId(document, [key, name])]);
    if (part.value === undefined || !isNamed) broken.set(name, member);
    else values.set(name, part.value);
  }
  return { values, broken, findings: found.flat() };
}

function membersOf(content: unknown, key: 'variables' | 'nodes'): readonly (readonly [string, unknown])[] {
  const map = has(content, key) ? content[key] : undefined;
  return typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.entries(map) : [];
}

interface Place {
  readonly flow: string;
  readonly name: string;
  readonly path: Path;
  readonly find: FindNodeType;
}

function readNode(document: OpenDocument, { flow, name, path, find }: Place): Part<ReadNode> {
  const typeName = typeNameAt(document, path);
  const type = typeof typeName === 'string' ? find(typeName) : undefined;
  if (!type) return { value: undefined, findings: [unknownType(document, path, typeName)] };
  const part = document.read(type.schema, path);
  if (part.value === undefined) return { value: undefined, findings: part.findings.map((it) => exitFinding(it, name)) };
  return { value: { id: nodeId(flow, name), name, flow, type, written: part.value }, findings: [] };
}

function typeNameAt({ content }: OpenDocument, path: Path): unknown {
  const node = path.reduce<unknown>(
    (parent, key) => (has(parent, String(key)) ? parent[String(key)] : undefined),
    content,
  );
  return has(node, 'type') ? node.type : undefined;
}

/** Exits are keys of a closed set in most nodes; what is wrong with them is said in the words of flows. */
function exitFinding(finding: Finding, node: string): Finding {
  const missing = /^`nodes\.[^`]*\.exits\.([^`]+)` is missing\.$/.exec(finding.message)?.[1];
  if (missing !== undefined) {
    return {
      ...finding,
      rule: 'missing-exit',
      message: `\`${node}\` has no exit \`${missing}\`.`,
      fix: `Add it under \`exits\`: ${missing}: <node>.`,
    };
  }
  const extra = /^`([^`]+)` is not a key of nodes\.[^`]*\.exits\.$/.exec(finding.message)?.[1];
  if (extra === undefined) return finding;
  return {
    ...finding,
    rule: 'unknown-exit',
    message: `\`${node}\` never leaves by \`${extra}\`.`,
    fix: 'Correct its spelling, or take it out.',
  };
}

function unknownType({ file, positionOf, keyPositionOf }: OpenDocument, path: Path, type: unknown): Finding {
  const at = { file, severity: 'error', rule: 'unknown-type' } as const;
  const name = String(path.at(-1));
  const all = NODE_TYPES.map((known) => known.type);
  if (type === undefined) {
    const message = `\`${name}\` does not say its type.`;
    return { ...at, ...keyPositionOf(path), message, fix: `Add \`type\`: one of ${all.join(', ')}.` };
  }
  const fix = nearest(String(type), all);
  return { ...at, ...positionOf([...path, 'type']), message: `\`${String(type)}\` is not a type of node.`, fix };
}

const misnamed = ({ file, positionOf }: OpenDocument, id: string, name: string): Finding => ({
  file,
  ...positionOf(['flow']),
  severity: 'error',
  rule: 'flow-name',
  message: `The flow calls itself \`${name}\`, its file \`${id}\`.`,
  fix: 'Give both one name.',
});

function badId({ file, keyPositionOf }: OpenDocument, path: Path): Finding {
  const [map, name] = path.map(String);
  const fix =
    map === 'nodes'
      ? 'Write it in kebab-case: small letters and digits, joined by hyphens.'
      : 'Write it in camelCase: letters and digits, the first a small letter.';
  const message = `\`${name}\` is not the name of a ${map === 'nodes' ? 'node' : 'variable'}.`;
  return { file, ...keyPositionOf(path), severity: 'error', rule: 'bad-id', message, fix };
}
