import type { Finding } from '../flow/read/finding.ts';

/** Findings as a terminal shows them: one line each, in the form that editors link to. */
export const findingLines = (findings: readonly Finding[]): readonly string[] =>
  findings.map(
    ({ file, line, column, severity, rule, message, fix }) =>
      `${file}:${line}:${column} ${severity} ${rule}: ${message} ${fix}`,
  );
