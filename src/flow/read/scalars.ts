import { isScalar, type Document as YamlDocument } from 'yaml';
import type { z } from 'zod';
import type { Finding, Position } from './finding.ts';

interface Refused {
  readonly issues: readonly z.core.$ZodIssue[];
  readonly at: (offset: number) => Position;
}

/**
 * Values that look like numbers, times or yes-or-no and so stopped being text: `+8675500000`, `012`, `9:00`. YAML
 * changes their type without a word; the finding shows the quotes that keep them.
 */
export function unquotedNumbers(file: string, yaml: YamlDocument, { issues, at }: Refused): Finding[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_type' || issue.expected !== 'string') return [];
    const node = yaml.getIn(issue.path, true);
    if (!isScalar(node) || node.source === undefined || typeof node.value === 'string' || !node.range) return [];
    return [
      {
        file,
        ...at(node.range[0]),
        rule: 'unquoted',
        severity: 'error' as const,
        message: `\`${node.source}\` is read as a ${typeof node.value}, not as text.`,
        fix: `Put it in quotes: "${node.source}".`,
      },
    ];
  });
}
