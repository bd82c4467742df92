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
import { yamlWords } from './yaml-words.ts';

/** A parsed YAML file; `yaml` is absent where it is not YAML that the language takes. */
export interface ParsedYaml {
  readonly yaml: YamlDocument | undefined;
  readonly lines: LineCounter;
  readonly findings: readonly Finding[];
}

/** More faults of one kind tell a person nothing more. */
const MAX_FAULTS = 20;

/** Values within values; more is nothing that a person writes, and a danger to the stack of what reads it. */
const MAX_DEPTH = 50;

/** Words, signs and blanks; a flow of the largest size has fewer. */
const MAX_TOKENS = 500_000;

interface Fault {
  readonly offset: number;
  readonly rule: Rule;
  readonly message: string;
  readonly fix: string;
}

/**
 * Parses the one document of a file. What could hold the parser up is refused while the text is still being cut into
 * tokens: anchors and aliases, of which thousands take seconds to resolve, deep nesting, directives, a second document.
 * Takes time in proportion to the text.
 */
export function parseYaml(file: string, text: string): ParsedYaml {
  const lines = new LineCounter();
  const { tokens, refused } = tokensOf(text, lines);
  const { yaml, faults } = refused.length > 0 ? { yaml: undefined, faults: refused } : compose(tokens, text.length);
  const findings = faults.slice(0, MAX_FAULTS).map(({ offset, ...fault }): Finding => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), severity: 'error', ...fault };
  });
  return { yaml: findings.length === 0 ? yaml : undefined, lines, findings };
}

type Told = Omit<Fault, 'offset'>;

const ALIAS: Told = {
  rule: 'yaml-alias',
  message: 'Anchors and aliases are not part of the language.',
  fix: 'Write the value out where it is used.',
};

const TAB: Told = { rule: 'tab', message: 'The line is indented with a tab.', fix: 'Indent with spaces.' };

const TOO_DEEP: Told = {
  rule: 'too-deep',
  message: `Values are nested more than ${MAX_DEPTH} deep.`,
  fix: 'Flatten this part of the file.',
};

const TOO_MANY: Told = {
  rule: 'file-too-large',
  message: `The file has more than ${MAX_TOKENS} words, signs and blanks.`,
  fix: 'Split it into several files.',
};

const SEVERAL_DOCUMENTS: Told = {
  rule: 'yaml-syntax',
  message: 'The file holds more than one document.',
  fix: 'Take the line `---` out, or split the file.',
};

const DIRECTIVE: Told = {
  rule: 'yaml-syntax',
  message: 'Directives, lines that begin with %, are not part of the language.',
  fix: 'Take the line out.',
};

/** The parser announces every scalar with this token of its own, which is not in the text. */
const SCALAR_FOLLOWS = '\u{1f}';
/** Other tokens that are not in the text. */
const MARKS: readonly string[] = ['\u{2}', '\u{18}', SCALAR_FOLLOWS];

type Token = ReturnType<Parser['next']> extends Generator<infer Parsed> ? Parsed : never;

function tokensOf(text: string, lines: LineCounter) {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: Token[] = [];
  const aliases: Fault[] = [];
  for (const { token, offset, isScalar: inScalar, index } of lexemesOf(text)) {
    if (!inScalar && /^[&*]/.test(token)) aliases.push({ offset, ...ALIAS });
    tokens.push(...parser.next(token));
    const told = refusal(index, parser.stack.length, tokens.at(-1));
    if (told) return { tokens, refused: [{ offset, ...told }] };
    if (aliases.length >= MAX_FAULTS) return { tokens, refused: aliases };
  }
  tokens.push(...parser.end());
  const second = tokens.filter(({ type }) => type === 'document')[1];
  return { tokens, refused: second ? [...aliases, { offset: second.offset, ...SEVERAL_DOCUMENTS }] : aliases };
}

function refusal(index: number, depth: number, latest: Token | undefined): Told | undefined {
  if (index > MAX_TOKENS) return TOO_MANY;
  if (depth > MAX_DEPTH) return TOO_DEEP;
  return latest?.type === 'directive' ? DIRECTIVE : undefined;
}

/** The text cut up, with where each piece begins. */
function* lexemesOf(text: string) {
  let offset = 0;
  let index = 0;
  let isInScalar = false;
  for (const token of new Lexer().lex(text)) {
    yield { token, offset, isScalar: isInScalar, index };
    if (isInScalar || !MARKS.includes(token)) offset += token.length;
    isInScalar = !isInScalar && token === SCALAR_FOLLOWS;
    index += 1;
  }
}

/** Ends the composing of a document that is beyond help. */
const ENOUGH = Symbol('enough faults');

function compose(tokens: readonly Token[], length: number) {
  const faults: Fault[] = [];
  // Duplicate keys are found by us: the parser compares each key with all before it.
  const composer = new Composer({ uniqueKeys: false, version: '1.2', logLevel: 'silent' });
  // The parser goes on to the end, an error object for each of perhaps half a million faults; this stops it before.
  Object.assign(composer, { onError: note });

  function note(source: ErrorPlace, code: string, message: string, isWarning?: boolean): void {
    if (!isWarning) faults.push(syntaxFault(offsetOf(source), code, message));
    if (faults.length >= MAX_FAULTS) throw ENOUGH;
  }
  try {
    const [yaml] = [...composer.compose(tokens, true, length)];
    return { yaml, faults: faults.length > 0 || !yaml ? foremost(faults) : duplicateKeys(yaml) };
  } catch (error) {
    if (error !== ENOUGH) throw error;
    return { yaml: undefined, faults: foremost(faults) };
  }
}

/** How the parser names the place of an error. */
type ErrorPlace = number | readonly [number, number] | { readonly offset: number };

function offsetOf(place: ErrorPlace): number {
  if (typeof place === 'number') return place;
  return 'offset' in place ? place.offset : place[0];
}

/** What the parser makes of the text after a fault is mostly the shadow of that fault. */
function foremost(faults: readonly Fault[]): readonly Fault[] {
  const tabs = faults.filter(({ rule }) => rule === 'tab');
  return tabs.length > 0 ? tabs : faults.slice(0, 1);
}

const syntaxFault = (offset: number, code: string, message: string): Fault => ({
  offset,
  ...(code === 'TAB_AS_INDENT' ? TAB : { rule: 'yaml-syntax', ...yamlWords(code, message) }),
});

function duplicateKeys(yaml: YamlDocument): readonly Fault[] {
  const faults: Fault[] = [];
  visit(yaml, { Map: (_key, map) => (addKeyFaults(map, faults) ? undefined : visit.BREAK) });
  return faults;
}

/** False once there are enough of them. */
function addKeyFaults(map: YAMLMap, faults: Fault[]): boolean {
  const seen = new Set<string>();
  for (const { key } of map.items) {
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name === undefined) faults.push(complexKey(map.range));
    else if (seen.has(name)) faults.push(duplicateKey(name, isScalar(key) ? key.range : undefined));
    else seen.add(name);
    if (faults.length >= MAX_FAULTS) return false;
  }
  return true;
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
