import type { Finding, Severity } from '../flow/read/finding.ts';
import type { Io } from './io.ts';

/** `hotline check [--json]`, as it was typed. */
export interface CheckOptions {
  readonly json?: boolean | undefined;
}

/**
 * Answers `hotline check` with what was found in the files of staff. Gives the exit status: 1 where there is an error, 0
 * where there are at most warnings and hints.
 */
export function runCheck({ json }: CheckOptions, findings: readonly Finding[], io: Io): 0 | 1 {
  for (const line of json ? [JSON.stringify(findings.map(toJson))] : wordsOf(findings)) io.print(line);
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** The fixed shape of the machine-readable answer, in its fixed order. */
const toJson = ({ file, line, column, rule, severity, message, fix }: Finding): Finding => ({
  file,
  line,
  column,
  rule,
  severity,
  message,
  fix,
});

/** Findings file by file, each line in the form that editors link to, and how many there are of each severity. */
function wordsOf(findings: readonly Finding[]): readonly string[] {
  const byFile = Map.groupBy(findings, ({ file }) => file);
  return [...[...byFile.values()].flatMap((group) => [...group.map(lineOf), '']), summaryOf(findings)];
}

const lineOf = ({ file, line, column, severity, rule, message, fix }: Finding): string =>
  `${file}:${line}:${column} ${severity} ${rule} ${message} — ${fix}`;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'hint'];

function summaryOf(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing is wrong.';
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  const verdict = findings.some(({ severity }) => severity === 'error')
    ? 'No release can be made.'
    : 'A release can be made.';
  return `${counts.join(', ')}. ${verdict}`;
}
