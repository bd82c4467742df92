import { createHash } from 'node:crypto';
import type { Config } from './config.ts';
import { readDeskFiles } from './files/read-desk-files.ts';
import { readFlowFiles } from './files/read-flow-files.ts';
import { type Compiled, compile } from './flow/compile.ts';
import { type Finding, hasErrors, sortFindings } from './flow/read/finding.ts';
import { readDesk } from './queues/read-desk.ts';
import { CONTRACTS } from './services.ts';

/** Reads and compiles what staff have written. `at` is epoch ms, for calendars that end soon. */
export async function compileFiles(config: Pick<Config, 'FLOWS_DIR' | 'CONFIG_DIR'>, at: number): Promise<Compiled> {
  const files = await readFlowFiles({ flowsDir: config.FLOWS_DIR, configDir: config.CONFIG_DIR });
  const compiled = compile(files, { contracts: CONTRACTS, at, hash });
  // Agents are held against the queues and numbers of the release: without one there is nothing to hold them against.
  if (!compiled.release) return compiled;
  const desk = readDesk(await readDeskFiles(config.CONFIG_DIR), compiled.release);
  const findings = sortFindings([...compiled.findings, ...desk.findings]);
  return { release: hasErrors(desk.findings) ? undefined : compiled.release, findings };
}

/** A cryptographic hash in hex digits. */
export const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The files of staff do not make a release. */
export class BrokenFlow extends Error {
  override readonly name = 'BrokenFlow';
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super('the flow files do not make a release');
    this.findings = findings;
  }
}
