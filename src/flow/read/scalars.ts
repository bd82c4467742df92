import { isScalar } from 'yaml';
import type { z } from 'zod';
import type { Finding } from './finding.ts';
import type { Places } from './places.ts';

/** Whether zod wanted text, and has no better words for it, where YAML gave something else written as one word. */
export const isUnquoted = (issue: z.core.$ZodIssue, { nodeAt }: Pick<Places, 'nodeAt'>): boolean => {
  if (issue.code !== 'invalid_type' || issue.expected !== 'string' || !issue.message.startsWith('Invalid input'))
    return false;
  const node = nodeAt(issue.path);
  return isScalar(node) && node.source !== undefined && node.value !== null && typeof node.value !== 'string';
};

/**
 * Values that look like numbers, times or yes-or-no and so stopped being text: `+8675500000`, `012`, `9:00`. YAML
 * changes their type without a word; the finding shows the quotes that keep them.
 */
export function unquotedNumbers(file: string, issues: readonly z.core.$ZodIssue[], places: Places): Finding[] {
  return issues.flatMap((issue) => {
    const node = places.nodeAt(issue.path);
    if (!isUnquoted(issue, places) || !isScalar(node)) return [];
    return [
      {
        file,
        ...places.positionOf(issue.path),
        rule: 'unquoted',
        severity: 'error' as const,
        message: `\`${node.source}\` is read as a ${typeof node.value}, not as text.`,
        fix: `Put it in quotes: "${node.source}".`,
      },
    ];
  });
}
