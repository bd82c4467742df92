import type { z } from 'zod';
import { textOf } from './bounds.ts';
import type { Finding, SourceFile } from './finding.ts';
import { parseYaml } from './parse-yaml.ts';
import { createPlaces, NO_PLACES, type Path, type Places } from './places.ts';
import { unquotedNumbers } from './scalars.ts';
import { keysAt } from './schema-keys.ts';
import { toFindings } from './zod-findings.ts';

export type { Path } from './places.ts';

/** A part of a file read against its schema. */
export interface ReadPart<Value> {
  /** Absent where there is an error. */
  readonly value: Value | undefined;
  readonly findings: readonly Finding[];
}

/** What a file says, and where it says it. */
export interface ReadDocument<Value> extends ReadPart<Value>, Places {
  readonly file: string;
}

/** A YAML file that is parsed, and not yet held against any schema. */
export interface OpenDocument extends Places {
  readonly file: string;
  /** What it says as plain JavaScript; absent where it cannot be parsed. */
  readonly content: unknown;
  /** Why it cannot be parsed. */
  readonly findings: readonly Finding[];
  /** Reads the part at a path against a schema; faults of other parts are not in its way. */
  readonly read: <Schema extends z.ZodType>(schema: Schema, path: Path) => ReadPart<z.output<Schema>>;
}

/**
 * Parses one YAML file. Never throws, whatever the bytes: too large, not UTF-8, too deep, aliases, duplicate keys and
 * tabs are findings.
 */
export function openDocument(source: SourceFile): OpenDocument {
  const { file } = source;
  const text = textOf(source);
  if (typeof text !== 'string') return unreadable(file, [text]);
  const { yaml, lines, findings } = parseYaml(file, text);
  if (!yaml) return unreadable(file, findings);

  const places = createPlaces(yaml, lines);
  const content: unknown = yaml.toJS({ maxAliasCount: 0 });
  const read = <Schema extends z.ZodType>(schema: Schema, path: Path): ReadPart<z.output<Schema>> => {
    const result = schema.safeParse(partOf(content, path));
    if (result.success) return { value: result.data, findings: [] };
    const issues = result.error.issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
    const has = (place: Path) => partOf(content, place) !== undefined;
    return {
      value: undefined,
      findings: [
        ...unquotedNumbers(file, issues, places),
        ...toFindings(file, issues, { ...places, has, keysAt: (at) => keysAt(schema, at.slice(path.length)) }),
      ],
    };
  };
  return { file, content, findings, read, ...places };
}

/** Reads one YAML file against a schema. Never throws; everything zod refuses is a finding. */
export function readDocument<Schema extends z.ZodType>(
  source: SourceFile,
  schema: Schema,
): ReadDocument<z.output<Schema>> {
  const { file, findings, read, positionOf, keyPositionOf, nodeAt } = openDocument(source);
  const part = findings.length > 0 ? { value: undefined, findings } : read(schema, []);
  return { file, positionOf, keyPositionOf, nodeAt, ...part };
}

const unreadable = (file: string, findings: readonly Finding[]): OpenDocument => ({
  file,
  content: undefined,
  findings,
  read: () => ({ value: undefined, findings: [] }),
  ...NO_PLACES,
});

const partOf = (content: unknown, path: Path): unknown => path.reduce<unknown>(childOf, content);

/** Own keys only: a document may well name one `constructor`. */
function childOf(parent: unknown, key: PropertyKey): unknown {
  if (typeof parent !== 'object' || parent === null) return undefined;
  return Object.getOwnPropertyDescriptor(parent, key)?.value;
}
