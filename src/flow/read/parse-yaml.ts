import {
  Composer,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type YAMLMap,
  type Document as YamlDocument,
} from 'yaml';
import type { Finding } from './finding.ts';
import type { Rule } from './rules.ts';

/** A parsed YAML file; `yaml` is absent where it is not YAML that the language takes. */
export interface ParsedYaml {
  readonly yaml: YamlDocument | undefined;
  readonly lines: LineCounter;
  readonly findings: readonly Finding[];
}

/** More faults of one kind tell a person nothing more. */
const MAX_FAULTS = 20;

interface Fault {
  readonly offset: number;
  readonly rule: Rule;
  readonly message: string;
  readonly fix: string;
}

/**
 * Parses the one document of a file. Anchors and aliases are refused while the text is still being cut into tokens:
 * resolving thousands of them takes the parser seconds. Takes time in proportion to the text.
 */
export function parseYaml(file: string, text: string): ParsedYaml {
  const lines = new LineCounter();
  const { tokens, aliases } = tokensOf(text, lines);
  const documents = aliases.length > 0 ? [] : [...composer().compose(tokens, true, text.length)];
  const [yaml, second] = documents;
  const faults = yaml ? [...syntaxFaults(yaml), ...duplicateKeys(yaml)] : [...aliases];
  if (second) faults.push({ offset: second.range[0], ...SEVERAL_DOCUMENTS });
  const findings = faults.slice(0, MAX_FAULTS).map(({ offset, ...fault }): Finding => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), severity: 'error', ...fault };
  });
  return { yaml: findings.length === 0 ? yaml : undefined, lines, findings };
}

/** Duplicate keys are found by us: the parser compares each key with all before it. */
const composer = () => new Composer({ uniqueKeys: false, version: '1.2', logLevel: 'silent' });

const SEVERAL_DOCUMENTS: Omit<Fault, 'offset'> = {
  rule: 'yaml-syntax',
  message: 'The file holds more than one document.',
  fix: 'Take the line `---` out, or split the file.',
};

const ALIAS: Omit<Fault, 'offset'> = {
  rule: 'yaml-alias',
  message: 'Anchors and aliases are not part of the language.',
  fix: 'Write the value out where it is used.',
};

/** The parser announces every scalar with this token of its own, which is not in the text. */
const SCALAR_FOLLOWS = '\u{1f}';
/** Other tokens that are not in the text. */
const MARKS: readonly string[] = ['\u{2}', '\u{18}', SCALAR_FOLLOWS];

function tokensOf(text: string, lines: LineCounter) {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  const aliases: Fault[] = [];
  for (const { token, offset, isScalar: inScalar } of lexemesOf(text)) {
    if (!inScalar && /^[&*]/.test(token)) aliases.push({ offset, ...ALIAS });
    if (aliases.length >= MAX_FAULTS) break;
    for (const parsed of parser.next(token)) tokens.push(parsed);
  }
  for (const parsed of parser.end()) tokens.push(parsed);
  return { tokens, aliases };
}

/** The text cut up, with where each piece begins. */
function* lexemesOf(text: string) {
  let offset = 0;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    yield { token, offset, isScalar };
    if (isScalar || !MARKS.includes(token)) offset += token.length;
    isScalar = !isScalar && token === SCALAR_FOLLOWS;
  }
}

function syntaxFaults(yaml: YamlDocument): Fault[] {
  // What the parser makes of the text after a fault is mostly the shadow of that fault.
  const tabs = yaml.errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  return (tabs.length > 0 ? tabs : yaml.errors.slice(0, 1)).map(({ code, message, pos }) => ({
    offset: pos[0],
    rule: code === 'TAB_AS_INDENT' ? 'tab' : 'yaml-syntax',
    message: `${(message.split('\n', 1)[0] ?? message).replace(/[.:]$/, '')}.`,
    fix: code === 'TAB_AS_INDENT' ? 'Indent with spaces.' : 'Mend the YAML at this place.',
  }));
}

function duplicateKeys(yaml: YamlDocument): Fault[] {
  const faults: Fault[] = [];
  visit(yaml, { Map: (_key, map) => void faults.push(...keyFaults(map)) });
  return faults;
}

function keyFaults(map: YAMLMap): Fault[] {
  const seen = new Set<string>();
  return map.items.flatMap(({ key }) => {
    if (!isScalar(key)) return [complexKey(map.range)];
    const name = String(key.value);
    if (seen.has(name)) return [duplicateKey(name, key.range)];
    seen.add(name);
    return [];
  });
}

type Range = readonly number[] | null | undefined;

const duplicateKey = (name: string, range: Range): Fault => ({
  offset: range?.[0] ?? 0,
  rule: 'duplicate-key',
  message: `The key \`${name}\` stands twice in one map.`,
  fix: 'Keep one of the two keys.',
});

const complexKey = (range: Range): Fault => ({
  offset: range?.[0] ?? 0,
  rule: 'yaml-syntax',
  message: 'A key is not a plain word.',
  fix: 'Write keys as words.',
});
