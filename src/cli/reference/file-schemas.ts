import { z } from 'zod';
import { CalendarFile } from '../../flow/config/calendar-schema.ts';
import { AgentsFile } from '../../flow/config/read-agents.ts';
import { LanguagesFile } from '../../flow/config/read-languages.ts';
import { NumbersFile } from '../../flow/config/read-numbers.ts';
import { OutgoingFile } from '../../flow/config/read-outgoing.ts';
import { QueuesFile } from '../../flow/config/read-queues.ts';
import { RegionsFile } from '../../flow/config/read-regions.ts';
import { NODE_TYPES } from '../../flow/nodes/registry.ts';
import { Id, VariableName } from '../../flow/nodes/schemas.ts';
import { Declaration, FlowFile, WrittenDefaults } from '../../flow/read/flow-schema.ts';
import { PhrasesFile } from '../../flow/read/read-phrases.ts';
import { PromptsFile } from '../../flow/read/read-prompts.ts';
import { type JsonSchema, toJsonSchema } from './json-schema.ts';
import type { MeaningOf } from './meanings.ts';

/** A node of any type: which one, its `type` says. */
const Node = z.union(NODE_TYPES.map(({ schema }) => schema));

/** A whole flow; the hotline itself reads its nodes one by one, so that one fault hides no other. */
const WholeFlow = FlowFile.extend({
  variables: z.record(VariableName, Declaration).optional(),
  defaults: WrittenDefaults.optional(),
  nodes: z.record(Id, Node),
});

interface FileKind {
  readonly schema: z.ZodType;
  readonly title: string;
  readonly description: string;
}

/** The kinds of file that staff edit, by the name of their JSON Schema. */
const FILES: Readonly<Record<string, FileKind>> = {
  agents: { schema: AgentsFile, title: 'Agents', description: 'Who takes calls: `config/agents.yaml`.' },
  calendar: { schema: CalendarFile, title: 'Calendar', description: 'Business hours: `config/calendars/<id>.yaml`.' },
  flow: { schema: WholeFlow, title: 'Flow', description: 'A part of the call: `flows/<flow>.yaml`.' },
  languages: { schema: LanguagesFile, title: 'Languages', description: 'What is spoken: `config/languages.yaml`.' },
  numbers: { schema: NumbersFile, title: 'Numbers', description: 'Who can be rung: `config/numbers.yaml`.' },
  outgoing: { schema: OutgoingFile, title: 'Outgoing', description: 'Who may be rung: `config/outgoing.yaml`.' },
  phrases: { schema: PhrasesFile, title: 'Phrases', description: 'What callers may say: `flows/phrases/`.' },
  prompts: { schema: PromptsFile, title: 'Prompts', description: 'What callers hear: `flows/prompts/`.' },
  queues: { schema: QueuesFile, title: 'Queues', description: 'Where callers wait: `config/queues.yaml`.' },
  regions: { schema: RegionsFile, title: 'Regions', description: 'Where callers are: `config/regions.yaml`.' },
};

/** The JSON Schema of each kind of file, by its name. */
export function fileSchemas(meaningOf: MeaningOf): Readonly<Record<string, JsonSchema>> {
  const parts = NODE_TYPES.map(({ type, schema }) => [schema, type] as const);
  return Object.fromEntries(
    Object.entries(FILES).map(([name, { schema, title, description }]) => {
      const options = { title, description, name, meaningOf, parts: name === 'flow' ? parts : [] };
      const written = toJsonSchema(schema, options);
      return [name, name === 'flow' ? withNodesByType(written, meaningOf) : written];
    }),
  );
}

/**
 * Picks the schema of a node by its type, instead of trying all of them: an editor then tells what is wrong with a menu
 * as a menu, and completes its keys alone.
 */
function withNodesByType(flow: JsonSchema, meaningOf: MeaningOf): JsonSchema {
  const types = NODE_TYPES.map(({ type }) => type);
  const byType = types.map((type) => ({
    if: { properties: { type: { const: type } } },
    // biome-ignore lint/suspicious/noThenProperty: the word of JSON Schema; nobody awaits it.
    then: { $ref: `#/definitions/${type}` },
  }));
  const node = {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: types, description: meaningOf('type') } },
    allOf: byType,
  };
  return replaced(flow, ['properties', 'nodes', 'additionalProperties'], node);
}

/** A schema with one part, at this path, replaced. */
function replaced(schema: JsonSchema, [key, ...rest]: readonly string[], part: unknown): JsonSchema {
  if (key === undefined) return schema;
  const inside = schema[key];
  const isMap = typeof inside === 'object' && inside !== null && rest.length > 0;
  return { ...schema, [key]: isMap ? replaced({ ...inside }, rest, part) : part };
}
