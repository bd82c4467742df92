import { hash } from '../../src/compile-files.ts';
import { readFlowFiles } from '../../src/files/read-flow-files.ts';
import { type Compiled, compile } from '../../src/flow/compile.ts';
import type { Release } from '../../src/flow/release.ts';
import { CONTRACTS } from '../../src/services.ts';

/** What the shipped flows and configuration compile to. `at` is epoch ms: calendars that end soon after are warned of. */
export const compileOkpay = async (at: number): Promise<Compiled> =>
  compile(await readFlowFiles({ flowsDir: 'flows', configDir: 'config' }), {
    contracts: CONTRACTS,
    at,
    hash,
  });

/** The release of the shipped flows, compiled once for all scenarios of a file. */
export const okpay: Release = await released();

async function released(): Promise<Release> {
  const { release, findings } = await compileOkpay(Date.UTC(2026, 5, 1));
  if (!release) throw new Error(findings.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  return release;
}
