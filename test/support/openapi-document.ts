import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

/**
 * The schema that the OpenAPI Initiative publishes for documents of version 3.1. Ajv follows its `$dynamicRef` to the
 * wrong place; without a dialect of our own it stands for this reference.
 */
const PUBLISHED = readFileSync(new URL('./openapi-3.1-schema.json', import.meta.url), 'utf8');
const SCHEMA = JSON.parse(PUBLISHED.replaceAll('"$dynamicRef": "#meta"', '"$ref": "#/$defs/schema"'));

/** What is wrong with an OpenAPI document, and with the JSON Schemas in it; nothing where it is valid. */
export function problemsOf(document: unknown): readonly string[] {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  const isDocument = ajv.compile(SCHEMA);
  const problems = isDocument(document) ? [] : (isDocument.errors ?? []);
  const isSchema = ajv.getSchema('https://json-schema.org/draft/2020-12/schema');
  const misshapen = schemasIn(document).filter((schema) => isSchema?.(schema) !== true);
  return [
    ...problems.map(({ instancePath, message }) => `${instancePath} ${message}`),
    ...misshapen.map((schema) => `no JSON Schema: ${JSON.stringify(schema)}`),
  ];
}

/** Whatever stands under a key `schema`, and the components. */
function schemasIn(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    if (key === 'schema') return [part];
    return key === 'schemas' && part !== null ? Object.values(part as object) : schemasIn(part);
  });
}
