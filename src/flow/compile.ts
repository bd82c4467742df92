import { checkFlows } from './check/check-flows.ts';
import { buildRelease } from './compile/build-release.ts';
import { type FlowFiles, readFiles } from './compile/flow-files.ts';
import { createFlowSet } from './compile/flow-set.ts';
import type { Contract } from './contract.ts';
import { type Finding, hasErrors, sortFindings } from './read/finding.ts';
import type { Release } from './release.ts';

export interface CompileOptions {
  /** The services that flows may ask. */
  readonly contracts: readonly Contract[];
  /** Epoch milliseconds; calendars that end soon after it are warned of. */
  readonly at: number;
  /** A cryptographic hash in hex digits, at least 32 of them: it names the release. */
  readonly hash: (text: string) => string;
}

export interface Compiled {
  /** Absent where there is an error. */
  readonly release: Release | undefined;
  /** All there are in the whole set of files, in the order of files and places. */
  readonly findings: readonly Finding[];
}

/**
 * Compiles the files of operations staff into a release.
 *
 * Pure, and never throws, whatever the bytes of the files: everything wrong with them is a finding, and all findings
 * are there at once. Warnings and hints keep no release from being made.
 */
export function compile(files: FlowFiles, { contracts, at, hash }: CompileOptions): Compiled {
  const read = readFiles(files);
  const set = createFlowSet(read, contracts);
  const findings = sortFindings([...read.findings, ...checkFlows(set, at)]);
  return { release: hasErrors(findings) ? undefined : buildRelease(set, hash), findings };
}
