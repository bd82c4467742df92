import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A copy of what staff edit, for tests that change it. */
export interface StaffFiles {
  readonly flowsDir: string;
  readonly configDir: string;
  /** Replaces a text in a file of the flows; fails where it is not there. */
  edit(file: string, from: string, to: string): Promise<void>;
  remove(): Promise<void>;
}

export async function copyStaffFiles(): Promise<StaffFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'staff-files-'));
  const [flowsDir, configDir] = [join(folder, 'flows'), join(folder, 'config')];
  await Promise.all([cp('flows', flowsDir, { recursive: true }), cp('config', configDir, { recursive: true })]);
  return {
    flowsDir,
    configDir,
    async edit(file, from, to) {
      const path = join(flowsDir, file);
      const text = await readFile(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} does not contain ${from}`);
      await writeFile(path, text.replace(from, to));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A replacement in one of the shipped files: `config/queues.yaml`, from what stands there to what shall. */
export type Edit = readonly [file: string, from: string, to: string];

/**
 * A copy of the shipped flows and configuration, with changes; gone when the test is over.
 *
 * @throws where a file does not hold what is to be replaced
 */
export function staffFiles(...edits: readonly Edit[]): { readonly flowsDir: string; readonly configDir: string } {
  const folder = mkdtempSync(join(tmpdir(), 'staff-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['flows', 'config']) cpSync(name, join(folder, name), { recursive: true });
  for (const [file, from, to] of edits) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(path, text.replace(from, to));
  }
  return { flowsDir: join(folder, 'flows'), configDir: join(folder, 'config') };
}
