import type { z } from 'zod';
import type { Path } from './document.ts';
import type { Finding, Position } from './finding.ts';

interface Places {
  readonly positionOf: (path: Path) => Position;
  readonly keyPositionOf: (path: Path) => Position;
}

/** What zod refused, in the words of the file's editor and at the place in the file. */
export function toFindings(file: string, issues: readonly z.core.$ZodIssue[], places: Places): Finding[] {
  return issues.flatMap((issue) => toFinding(file, issue, places));
}

function toFinding(file: string, issue: z.core.$ZodIssue, places: Places): Finding[] {
  const value = { file, ...places.positionOf(issue.path), severity: 'error' } as const;
  const name = issue.path.map(String).join('.') || 'the file';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        file,
        ...places.keyPositionOf([...issue.path, key]),
        severity: 'error',
        rule: 'unknown-key',
        message: `\`${key}\` is not a key of ${name}.`,
        fix: 'Correct its spelling, or take it out.',
      }));
    case 'invalid_type':
      return issue.input === undefined || issue.message.includes('received undefined')
        ? [{ ...value, rule: 'missing-key', message: `\`${name}\` is missing.`, fix: `Add it: ${issue.expected}.` }]
        : [
            {
              ...value,
              rule: 'wrong-type',
              message: `\`${name}\`: ${issue.message}.`,
              fix: `Write ${article(issue.expected)}.`,
            },
          ];
    case 'invalid_union':
      return [
        {
          ...value,
          rule: issue.errors.length === 0 ? 'unknown-type' : 'wrong-type',
          message: `\`${name}\` is none of what may stand here.`,
          fix: 'See the reference for what this key takes.',
        },
      ];
    default:
      return [{ ...value, rule: 'wrong-value', message: `\`${name}\`: ${issue.message}.`, fix: 'Correct the value.' }];
  }
}

const article = (expected: string): string => (/^[aeiou]/.test(expected) ? `an ${expected}` : `a ${expected}`);
