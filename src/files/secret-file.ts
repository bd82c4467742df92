import { link, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isAbsent } from './is-absent.ts';
import { isTaken } from './is-taken.ts';

/** A secret that stands in a file of its own, for its owner's eyes; whoever asks first makes it. */
export async function readOrMakeSecret(path: string, make: () => string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (!isAbsent(error)) throw error;
  }
  await putWhole(path, make());
  return readFile(path, 'utf8');
}

/** Nobody ever reads half a secret, and the first one stays: a file that is written whole gets the name, if it is free. */
async function putWhole(path: string, content: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = await mkdtemp(join(dirname(path), '.secret-'));
  try {
    const whole = join(beside, 'secret');
    await writeFile(whole, content, { mode: 0o600 });
    await link(whole, path);
  } catch (error) {
    if (!isTaken(error)) throw error;
  } finally {
    await rm(beside, { recursive: true });
  }
}
