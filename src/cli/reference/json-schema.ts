import { z } from 'zod';
import { Weekly } from '../../flow/config/calendar-schema.ts';
import { DurationSeconds, Id, Key, Prompts, Target, VariableName } from '../../flow/nodes/schemas.ts';
import { VariableOrValue } from '../../flow/value-source.ts';
import type { MeaningOf } from './meanings.ts';

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** Parts that many schemas share: each stands once in a JSON Schema, under its id. */
const PARTS: readonly (readonly [z.ZodType, string])[] = [
  [DurationSeconds, 'duration'],
  [Id, 'id'],
  [Key, 'key'],
  [Prompts, 'prompts'],
  [Target, 'target'],
  [VariableName, 'variable'],
  [VariableOrValue, 'variable-or-value'],
  [Weekly, 'weekly'],
];

export interface JsonSchemaOptions {
  readonly title: string;
  readonly description: string;
  /** What every key means, by its path from this name on. */
  readonly name: string;
  readonly meaningOf: MeaningOf;
  /** More parts that stand under an id of their own. */
  readonly parts?: readonly (readonly [z.ZodType, string])[];
}

/**
 * What may be written, as a JSON Schema of draft 7, which editors of YAML understand. Every key says what it means.
 *
 * @throws {Error} naming a key that has no meaning
 */
export function toJsonSchema(schema: z.ZodType, options: JsonSchemaOptions): JsonSchema {
  const { title, description, name, meaningOf, parts = [] } = options;
  const metadata = z.registry<{ id: string }>();
  for (const [part, id] of [...PARTS, ...parts]) metadata.add(part, { id });
  const written = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    metadata,
    override: ({ zodSchema, jsonSchema }) => void Object.assign(jsonSchema, ownWords(zodSchema)),
  });
  const { $schema, definitions = {}, ...body } = plain(written);
  const shared = isSchema(definitions) ? explainedParts(definitions, meaningOf) : {};
  return {
    $schema,
    title,
    description,
    ...explained(body, name, meaningOf),
    ...(Object.keys(shared).length > 0 ? { definitions: shared } : {}),
  };
}

/** What zod does not tell of a schema by itself: how a default is written, and what the schema says of itself. */
function ownWords(schema: z.core.$ZodType): JsonSchema {
  if (!(schema instanceof z.ZodDefault)) return z.globalRegistry.get(schema) ?? {};
  const { innerType, defaultValue } = schema.def;
  return { default: innerType === DurationSeconds ? durationOf(Number(defaultValue)) : defaultValue };
}

const explainedParts = (definitions: JsonSchema, meaningOf: MeaningOf): JsonSchema =>
  Object.fromEntries(
    Object.entries(definitions).map(([id, part]) => [id, isSchema(part) ? explained(part, id, meaningOf) : part]),
  );

/** Without what zod adds for other programs than editors, which is no JSON. */
const plain = (schema: object): JsonSchema => JSON.parse(JSON.stringify(schema));

/** `90s`, `10m`, `1h`: the largest unit that needs no fraction. */
function durationOf(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** The same schema with the meaning of every key in it, at whatever depth. */
function explained(schema: JsonSchema, path: string, meaningOf: MeaningOf): JsonSchema {
  const inside = (value: unknown, place: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => inside(one, place));
    return isSchema(value) ? explained(value, place, meaningOf) : value;
  };
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => {
      if (keyword === 'properties' && isSchema(value)) return [keyword, withMeanings(value, path)];
      return [keyword, INSIDE.has(keyword) ? inside(value, path) : value];
    }),
  );

  function withMeanings(properties: JsonSchema, parent: string): JsonSchema {
    return Object.fromEntries(
      Object.entries(properties).map(([key, property]) => {
        const place = `${parent}.${key}`;
        const own = inside(property, place);
        return [key, isSchema(own) ? { description: meaningOf(place), ...own } : own];
      }),
    );
  }
}

/** Keywords whose values are schemas about the same place. */
const INSIDE: ReadonlySet<string> = new Set(['additionalProperties', 'items', 'anyOf', 'allOf']);

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
