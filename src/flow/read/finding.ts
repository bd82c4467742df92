import type { Rule } from './rules.ts';

/** How grave a finding is: an error keeps the file set from becoming a release, the others do not. */
export type Severity = 'error' | 'warning' | 'hint';

/** Something wrong, or doubtful, in a file that operations staff edit. Lines and columns count from 1. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: Rule;
  readonly severity: Severity;
  /** What is wrong, as one sentence. */
  readonly message: string;
  /** What to do about it, as one sentence. */
  readonly fix: string;
}

/** A place in a file; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file as it lies on disk, not yet read. `file` is its path as staff know it, for findings. */
export interface SourceFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

const byPlace = (a: Finding, b: Finding) =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column || (a.rule < b.rule ? -1 : 1);

/** Findings in the order a person works through them: by file, then by place. */
export const sortFindings = (findings: readonly Finding[]): Finding[] => findings.toSorted(byPlace);

export const hasErrors = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'error');
