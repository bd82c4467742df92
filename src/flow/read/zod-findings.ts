import { isScalar } from 'yaml';
import type { z } from 'zod';
import type { Finding } from './finding.ts';
import { nearest } from './nearest.ts';
import type { Path, Places } from './places.ts';
import { isUnquoted } from './scalars.ts';

interface Refused extends Places {
  /** Whether the file has anything at a path. */
  readonly has: (path: Path) => boolean;
  /** The keys that may stand in the map at a path; none where that is not known. */
  readonly keysAt: (path: Path) => readonly string[];
}

/** What zod refused, in the words of the file's editor and at the place in the file. */
export function toFindings(file: string, issues: readonly z.core.$ZodIssue[], refused: Refused): Finding[] {
  return issues.flatMap((issue) =>
    isUnquoted(issue, refused) ? [] : toFaults(issue, refused).map((fault) => ({ file, severity: 'error', ...fault })),
  );
}

type Fault = Omit<Finding, 'file' | 'severity'>;

function toFaults(issue: z.core.$ZodIssue, refused: Refused): Fault[] {
  const name = issue.path.map(String).join('.') || 'the file';
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      ...refused.keyPositionOf([...issue.path, key]),
      rule: 'unknown-key',
      message: `\`${key}\` is not a key of ${name}.`,
      fix: `Correct its spelling, or take it out.${offer(key, refused.keysAt(issue.path))}`,
    }));
  }
  const inside = innermost(issue);
  if (inside) return inside.flatMap((inner) => toFaults({ ...inner, path: [...issue.path, ...inner.path] }, refused));
  if (issue.path.length > 0 && !refused.has(issue.path)) {
    return [
      {
        ...refused.keyPositionOf(issue.path.slice(0, -1)),
        rule: 'missing-key',
        message: `\`${name}\` is missing.`,
        fix: `Add \`${String(issue.path.at(-1))}: …\`${kindToAdd(issue)}.`,
      },
    ];
  }
  if (issue.path.length === 0 && issue.message.endsWith('received null')) return [{ line: 1, column: 1, ...NOTHING }];
  const written = refused.nodeAt(issue.path);
  const fault = isScalar(written) && BENT_QUOTE.test(String(written.value)) ? bentQuotes(name) : wrong(issue, name);
  return [{ ...refused.positionOf(issue.path), ...fault }];
}

/** Of a value that may have several forms, the faults of the one form whose outer shape fits. */
function innermost(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] | undefined {
  if (issue.code === 'invalid_key') return issue.issues.map((inner) => ({ ...inner, path: [] }));
  if (issue.code !== 'invalid_union') return undefined;
  const shaped = issue.errors.filter((errors) => !errors.some((error) => error.path.length === 0 && isShape(error)));
  return shaped.length === 1 ? shaped[0] : undefined;
}

const isShape = ({ code }: z.core.$ZodIssue): boolean => code === 'invalid_type' || code === 'invalid_value';

function wrong(issue: z.core.$ZodIssue, name: string): Pick<Finding, 'rule' | 'message' | 'fix'> {
  switch (issue.code) {
    case 'invalid_type': {
      const isOurs = !issue.message.startsWith('Invalid input');
      if (isOurs) return { rule: 'wrong-type', message: `\`${name}\`: ${issue.message}.`, fix: 'Correct the value.' };
      const kind = kindOf(issue.expected);
      return { rule: 'wrong-type', message: `\`${name}\` is not ${kind}.`, fix: `Write ${kind}.` };
    }
    case 'invalid_union':
      return {
        rule: 'wrong-type',
        message: `\`${name}\` is none of what may stand here.`,
        fix: 'See the reference for what this key takes.',
      };
    default:
      return { rule: 'wrong-value', message: `\`${name}\`: ${issue.message}.`, fix: 'Correct the value.' };
  }
}

type Told = Pick<Finding, 'rule' | 'message' | 'fix'>;

const NOTHING: Told = {
  rule: 'wrong-type',
  message: 'The file says nothing.',
  fix: 'Write what belongs in it, or delete the file.',
};

/** Quotes of a word processor or of Chinese, which YAML takes for letters. */
const BENT_QUOTE = /^[“”„‘’＂「]/;

const bentQuotes = (name: string): Told => ({
  rule: 'wrong-value',
  message: `\`${name}\` stands in quotes that are not those of a keyboard.`,
  fix: 'Write straight quotes: "1", not “1”.',
});

function offer(key: string, known: readonly string[]): string {
  const told = known.length > 0 ? nearest(key, known) : '';
  return told.startsWith('Did you mean') ? ` ${told}` : '';
}

/** Kinds of values as people who edit the files call them. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list: [one, two]',
  object: 'keys of its own: { key: value }',
  record: 'keys of its own: { key: value }',
};

function kindToAdd(issue: z.core.$ZodIssue): string {
  if (!('expected' in issue) || issue.expected === 'string' || !(issue.expected in KINDS)) return '';
  return `, with ${kindOf(issue.expected)}`;
}

const kindOf = (expected: string): string => KINDS[expected] ?? 'its value';
