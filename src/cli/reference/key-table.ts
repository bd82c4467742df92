import type { JsonSchema } from './json-schema.ts';

/** A part of a JSON Schema. */
export type Part = JsonSchema;

/** The part at a path; an empty one where there is none. */
export function partOf(schema: unknown, path: readonly string[]): Part {
  let part = schema;
  for (const key of path) part = isPart(part) ? part[key] : undefined;
  return isPart(part) ? part : {};
}

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys that must be there. */
export const requiredOf = ({ required }: Part): readonly unknown[] => (Array.isArray(required) ? required : []);

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

/** A row for each key of an object, and for each key of the objects in it: its name, value, default and meaning. */
export function keyRows(schema: Part, defaults: Part, before = ''): readonly (readonly string[])[] {
  const required = requiredOf(schema);
  return Object.entries(partOf(schema, ['properties'])).flatMap(([key, written]) => {
    const property = partOf({ written }, ['written']);
    const fallback = required.includes(key) ? 'must be there' : defaultOf(key, property, defaults);
    const row = [`\`${before}${key}\``, kindOf(property), fallback, String(property.description ?? '')];
    if (key === 'exits') return [row];
    const inside = property.type === 'array' ? partOf(property, ['items']) : property;
    return [row, ...keyRows(inside, {}, `${before}${key}.`)];
  });
}

function defaultOf(key: string, property: Part, defaults: Part): string {
  if (property.default !== undefined) return written(property.default);
  return Object.hasOwn(defaults, key) ? 'as `defaults` says' : 'none';
}

/** A value as it is written in YAML. */
function written(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '').replaceAll(',', ', ');
  return `\`${text}\``;
}

const SHARED: Readonly<Record<string, string>> = {
  duration: 'duration',
  id: 'name',
  key: 'key in quotes',
  prompts: 'prompt, or several',
  target: 'node',
  variable: 'variable',
  'variable-or-value': 'variable, or `{ value: … }`',
};

/** What may be written there, in a few words. */
function kindOf(property: Part): string {
  const { $ref, allOf, anyOf, enum: values, const: only } = property;
  if (typeof $ref === 'string') return SHARED[$ref.split('/').at(-1) ?? ''] ?? '';
  if (only !== undefined) return written(only);
  if (Array.isArray(values)) return values.map(written).join(', ');
  const several = allOf ?? anyOf;
  return Array.isArray(several) ? [...new Set(several.map(kindOf))].join(', or ') : kindOfType(property);
}

function kindOfType(property: Part): string {
  const { type } = property;
  if (Array.isArray(type)) return 'constant';
  if (type === 'array') return `list of ${kindOf(partOf(property, ['items'])).replace(/^map$/, 'maps')}`;
  if (type === 'object') return mapOf(property);
  return type === 'integer' ? `whole number${rangeOf(property)}` : (NAMES[String(type)] ?? '');
}

const NAMES: Readonly<Record<string, string>> = { string: 'text', boolean: '`true` or `false`', number: 'number' };

function mapOf(property: Part): string {
  const [first, ...others] = Object.keys(partOf(property, ['properties']));
  if (first !== undefined) return others.length > 0 ? 'map' : `\`{ ${first}: … }\``;
  if (property.additionalProperties === false) return '`{}`';
  const values = kindOf(partOf(property, ['additionalProperties']));
  return values === '' ? 'map' : `map to ${values}`;
}

/** A bound that no person comes near is none. */
function rangeOf({ minimum, maximum }: Part): string {
  const least = typeof minimum === 'number' ? `from ${minimum}` : '';
  const most = typeof maximum === 'number' && maximum < Number.MAX_SAFE_INTEGER ? `to ${maximum}` : '';
  const range = [least, most].filter(Boolean).join(' ');
  return range === '' ? '' : `, ${range}`;
}
