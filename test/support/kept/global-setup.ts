import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findKept } from './find-kept.ts';

/**
 * Gathers through all tests of a run what they key in secret and what is left behind, and searches the one for the
 * other when they are over. The run fails where anything is found.
 *
 * Secret is what is keyed where a flow asks for a `sensitive` value or on the agents' line, every code that goes out,
 * and every number that may be a card's. Gathered are
 *
 * - of hotlines that `startHotline` and `openHotline` join in the test's process: each line of the log, down to `trace`;
 *   each commit of a call, with its state, its reply and the facts that go to the journal; each answer left beside a
 *   call; the address of each request; and the embedded database, where the record is written to it;
 * - of calls on the engine alone, in `test/scenarios`: state and facts after each step;
 * - of processes that `launchServer` and `startBackOffice` start: all that they write. What commands print is not
 *   gathered: a terminal shows the codes that came to the local mailbox;
 * - of each Redis and PostgreSQL that tests start: all keys and values, and all rows, as they stand when it is stopped.
 *   One that a test has killed, or whose database it has taken away, is not read.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'kept-'));
  project.provide('kept', folder);
  return async () => {
    const { secrets, texts, found } = await findKept(folder);
    await rm(folder, { recursive: true, force: true });
    if (found.length > 0) throw new Error(`secrets were kept:\n${found.map((line) => `  ${line}`).join('\n')}`);
    process.stderr.write(`\n${texts} texts that were kept have none of the ${secrets} secrets that were keyed.\n`);
  };
}
