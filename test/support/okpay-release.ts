import { createHash } from 'node:crypto';
import { BACK_OFFICE_CONTRACTS } from '../../src/backoffice/contract.ts';
import { hoursOnDateContract } from '../../src/backoffice/hours-on-date.ts';
import { CALLER_CONTRACTS } from '../../src/callers/contracts.ts';
import { readFlowFiles } from '../../src/files/read-flow-files.ts';
import { type Compiled, compile } from '../../src/flow/compile.ts';
import type { Release } from '../../src/flow/release.ts';
import { IDENTITY_CONTRACTS } from '../../src/identity/contracts.ts';

/** What the shipped flows and configuration compile to. `at` is epoch ms: calendars that end soon after are warned of. */
export const compileOkpay = async (at: number): Promise<Compiled> =>
  compile(await readFlowFiles({ flowsDir: 'flows', configDir: 'config' }), {
    contracts: [hoursOnDateContract, ...CALLER_CONTRACTS, ...BACK_OFFICE_CONTRACTS, ...IDENTITY_CONTRACTS],
    at,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });

/** The release of the shipped flows, compiled once for all scenarios of a file. */
export const okpay: Release = await released();

async function released(): Promise<Release> {
  const { release, findings } = await compileOkpay(Date.UTC(2026, 5, 1));
  if (!release) throw new Error(findings.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  return release;
}
