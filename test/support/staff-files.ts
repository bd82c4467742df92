import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
