import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isAbsent } from './is-absent.ts';

/** A secret that stands in a file of its own, for its owner's eyes; whoever asks first makes it. */
export async function readOrMakeSecret(path: string, make: () => string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  await mkdir(dirname(path), { recursive: true });
  const made = make();
  try {
    // Fails where another process has just made one: then that one counts.
    await writeFile(path, made, { mode: 0o600, flag: 'wx' });
    return made;
  } catch {
    return readFile(path, 'utf8');
  }
}
