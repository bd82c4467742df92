import type { z } from 'zod';
import type { Finding } from './finding.ts';
import type { Path, Places } from './places.ts';
import { isUnquoted } from './scalars.ts';

interface Refused extends Places {
  /** Whether the file has anything at a path. */
  readonly has: (path: Path) => boolean;
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
      fix: 'Correct its spelling, or take it out.',
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
        fix: `Add it${'expected' in issue ? `: ${article(String(issue.expected))}` : ''}.`,
      },
    ];
  }
  return [{ ...refused.positionOf(issue.path), ...wrong(issue, name) }];
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
    case 'invalid_type':
      return {
        rule: 'wrong-type',
        message: `\`${name}\`: ${issue.message}.`,
        fix: `Write ${article(issue.expected)}.`,
      };
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

const article = (expected: string): string => (/^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`);
