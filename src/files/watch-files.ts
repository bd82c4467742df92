import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAbsent } from './is-absent.ts';

export interface WatchFilesOptions {
  /** Time between two looks. A change is told of when two looks in a row see the same: nothing is half written then. */
  readonly everyMs?: number;
}

const EVERY_MS = 500;

/**
 * Calls `onChange` whenever a file in one of the folders, or below it, has come, gone or changed. It looks at names,
 * times and sizes instead of asking to be told, which works on every disk, also on one that another machine shares.
 * Gives the way to stop.
 */
export async function watchFiles(
  folders: readonly string[],
  onChange: () => void,
  { everyMs = EVERY_MS }: WatchFilesOptions = {},
): Promise<() => void> {
  const look = async (): Promise<string> => (await Promise.all(folders.map(looksOf))).join('\n');
  let told = await look();
  let seen = told;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const lookAgain = async (): Promise<void> => {
    // A folder that cannot be read now is looked at again; what is wrong with it, the reader of the files says.
    const now = await look().catch(() => seen);
    const settled = now === seen && now !== told;
    seen = now;
    if (settled && !stopped) {
      told = now;
      onChange();
    }
  };
  const wait = (): void => {
    if (!stopped) timer = setTimeout(() => void lookAgain().then(wait), everyMs).unref();
  };

  wait();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

async function looksOf(folder: string): Promise<string> {
  const files = await filesIn(folder);
  const looks = await Promise.all(files.map(looksOfFile));
  return looks.sort().join('\n');
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name));
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

async function looksOfFile(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${file} ${mtimeMs} ${size} ${ino}`;
  } catch (error) {
    if (isAbsent(error)) return file;
    throw error;
  }
}
