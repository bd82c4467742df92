import type { Contract } from '../../flow/contract.ts';
import { type AnyNodeType, NODE_TYPES } from '../../flow/nodes/registry.ts';
import { type NodeComment, readNodeComment } from './doc-comment.ts';
import type { JsonSchema } from './json-schema.ts';
import { keyRows, type Part, partOf, requiredOf, table } from './key-table.ts';
import { servicesSection, variablesSection } from './language-sections.ts';

/** What the page is made of. */
export interface NodePageSources {
  /** The JSON Schema of a flow. */
  readonly flow: JsonSchema;
  readonly contracts: readonly Contract[];
  /** The source of the file of a node type. */
  readonly sourceOf: (type: string) => string;
}

const HEAD = `<!-- Written by tools/docs.mjs from src/flow/nodes/. What is changed here is lost. -->

# The nodes of a flow

What each type of node does, which keys it has and where it leads. A flow is a map of nodes by their names; how a flow is
written as a whole is told in [writing-flows.md](writing-flows.md), what \`hotline check\` may find in it in
[findings.md](findings.md).

Every node has a \`type\`, and may have a \`note\`: a remark for whoever reads the flow. A node is named by its name, or as
\`flow/node\` where it stands in another flow. A duration is a whole number with its unit: \`5s\`, \`10m\`, \`1h\`. Where the
default is "as \`defaults\` says", the [defaults](#defaults) of the entry flow decide. After the nodes come
[variables](#variables) and [services](#services).
`;

/** The reference of the flow language, as Markdown: a section a type of node, then what all nodes share. */
export function nodePage({ flow, contracts, sourceOf }: NodePageSources): string {
  const sections = NODE_TYPES.map((type) => nodeSection(type, { flow, comment: readNodeComment(sourceOf(type.type)) }));
  const index = NODE_TYPES.map(({ type }) => [
    `[\`${type}\`](#${type})`,
    firstSentence(readNodeComment(sourceOf(type)).prose),
  ]);
  const shared = [defaultsSection(flow), variablesSection(flow), servicesSection(contracts)];
  const parts = [HEAD, table(['type', 'what it does'], index), ...sections, ...shared];
  return `${parts.map((part) => part.trim()).join('\n\n')}\n`;
}

const firstSentence = (prose: string): string => /^[\s\S]*?\.(?=\s|$)/.exec(prose)?.[0].replace(/\s+/g, ' ') ?? prose;

interface Sources {
  readonly flow: JsonSchema;
  readonly comment: NodeComment;
}

function nodeSection(type: AnyNodeType, { flow, comment }: Sources): string {
  const schema = partOf(flow, ['definitions', type.type]);
  const defaults = partOf(flow, ['properties', 'defaults', 'properties']);
  const keys = keyRows(schema, defaults).filter(([key]) => key !== '`type`' && key !== '`note`' && key !== '`exits`');
  return [
    `## ${type.type}`,
    comment.prose,
    ['```yaml', comment.example, '```'].join('\n'),
    ...(keys.length > 0 ? [table(['key', 'value', 'default', 'what it means'], keys)] : []),
    waysOn(schema),
    whenGone(type),
  ].join('\n\n');
}

/** Where a node leads, as its schema tells. */
function waysOn(schema: Part): string {
  const properties = partOf(schema, ['properties']);
  const exits = partOf(properties, ['exits']);
  const named = Object.entries(partOf(exits, ['properties'])).map(([exit, written]) => [
    `\`${exit}\``,
    requiredOf(exits).includes(exit) ? 'yes' : '',
    String(partOf({ written }, ['written']).description ?? ''),
  ]);
  if (named.length > 0) return table(['way on', 'must be there', 'when'], named);
  const words = [
    ...('choices' in properties ? ['the `next` of each choice'] : []),
    ...('exits' in properties ? ['what `exits` lists, as said above'] : []),
    ...('next' in properties ? ['`next`'] : []),
    ...('exhausted' in properties ? ['`exhausted`'] : []),
  ];
  return `**Ways on:** ${words.length > 0 ? words.join(', ') : 'none of its own'}.`;
}

function whenGone({ whenGone: what }: AnyNodeType): string {
  const words = {
    done: 'it is done all the same',
    passed: 'it is passed over, and the call goes on to the next node',
    stops: 'the call stops here',
  };
  return `**When the caller has hung up:** ${words[what ?? 'stops']}.`;
}

function defaultsSection(flow: JsonSchema): string {
  const defaults = partOf(flow, ['properties', 'defaults']);
  return [
    '## Defaults',
    `The entry flow, \`flows/hotline.yaml\`, says under \`defaults\` what every listening node of every flow does unless it
says otherwise, and which keys work everywhere.`,
    table(['key', 'value', 'default', 'what it means'], keyRows(defaults, {})),
  ].join('\n\n');
}
