import {
  isAlias,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document as YamlDocument,
} from 'yaml';
import type { z } from 'zod';
import { boundsOf, textOf } from './bounds.ts';
import type { Finding, Position, SourceFile } from './finding.ts';
import { unquotedNumbers } from './scalars.ts';
import { toFindings } from './zod-findings.ts';

/** A path into a YAML document, as zod gives it: keys and indices. */
export type Path = readonly PropertyKey[];

/** What a file says, and where it says it. */
export interface ReadDocument<Value> {
  readonly file: string;
  /** Absent where there is an error. */
  readonly value: Value | undefined;
  readonly findings: readonly Finding[];
  /** Where the value at a path stands; of its nearest parent that exists otherwise. */
  readonly positionOf: (path: Path) => Position;
  /** Where the key at the end of a path stands: better than its value to point at an unknown or missing one. */
  readonly keyPositionOf: (path: Path) => Position;
}

const START: Position = { line: 1, column: 1 };

/**
 * Reads one YAML file against a schema. Never throws, whatever the bytes: too large, not UTF-8, too deep, aliases,
 * duplicate keys, tabs and everything zod refuses are findings.
 */
export function readDocument<Schema extends z.ZodType>(
  source: SourceFile,
  schema: Schema,
): ReadDocument<z.output<Schema>> {
  const nothing = (findings: readonly Finding[]) => ({
    file: source.file,
    value: undefined,
    findings,
    positionOf: () => START,
    keyPositionOf: () => START,
  });

  const text = textOf(source);
  if (typeof text !== 'string') return nothing([text]);
  const outOfBounds = boundsOf(source.file, text);
  if (outOfBounds) return nothing([outOfBounds]);

  const lines = new LineCounter();
  const yaml = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2', logLevel: 'silent' });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const places = {
    positionOf: (path: Path) => valuePosition(yaml, path, at),
    keyPositionOf: (path: Path) => keyPosition(yaml, path, at),
  };
  const syntax = [...syntaxFindings(source.file, yaml, at), ...aliasFindings(source.file, yaml, at)];
  if (syntax.length > 0) return { ...nothing(syntax), ...places };

  const result = schema.safeParse(yaml.toJS({ maxAliasCount: 0 }));
  const findings = result.success
    ? []
    : [
        ...unquotedNumbers(source.file, yaml, { issues: result.error.issues, at }),
        ...toFindings(source.file, result.error.issues, places),
      ];
  return { file: source.file, value: result.success ? result.data : undefined, findings, ...places };
}

type At = (offset: number) => Position;

function syntaxFindings(file: string, yaml: YamlDocument, at: At): Finding[] {
  return yaml.errors.map(({ code, message, pos }) => ({
    file,
    ...at(pos[0]),
    rule: code === 'DUPLICATE_KEY' ? 'duplicate-key' : code === 'TAB_AS_INDENT' ? 'tab' : 'yaml-syntax',
    severity: 'error',
    message: firstLine(message),
    fix:
      code === 'DUPLICATE_KEY'
        ? 'Keep one of the two keys.'
        : code === 'TAB_AS_INDENT'
          ? 'Indent with spaces.'
          : 'Mend the YAML at this place.',
  }));
}

/** The parser's message without the drawing of the place, which findings give as line and column. */
function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? message;
  return `${line.replace(/ at line \d+, column \d+:?$/, '').replace(/[.:]$/, '')}.`;
}

function aliasFindings(file: string, yaml: YamlDocument, at: At): Finding[] {
  const findings: Finding[] = [];
  visit(yaml, (_key, node) => {
    const offending = isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor !== undefined);
    if (!offending) return undefined;
    findings.push({
      file,
      ...at(node.range?.[0] ?? 0),
      rule: 'yaml-alias',
      severity: 'error',
      message: 'Anchors and aliases are not part of the language.',
      fix: 'Write the value out where it is used.',
    });
    return findings.length >= 20 ? visit.BREAK : undefined;
  });
  return findings;
}

function valuePosition(yaml: YamlDocument, path: Path, at: At): Position {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? yaml.contents : yaml.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return at(node.range[0]);
  }
  return START;
}

function keyPosition(yaml: YamlDocument, path: Path, at: At): Position {
  const parent = path.length <= 1 ? yaml.contents : yaml.getIn(path.slice(0, -1), true);
  const items: unknown = isNode(parent) && 'items' in parent ? parent.items : [];
  for (const item of Array.isArray(items) ? items : []) {
    if (!isPair(item) || !isScalar(item.key) || String(item.key.value) !== String(path.at(-1))) continue;
    return at(item.key.range?.[0] ?? 0);
  }
  return valuePosition(yaml, path, at);
}
