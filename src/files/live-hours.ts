import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type HoursChange,
  isChangeId,
  readHoursChange,
  sortHoursChanges,
  writeHoursChange,
} from '../releases/hours-change.ts';
import { isOld, isToCount, type LiveHoursStore, type LiveHoursStoreOptions } from '../releases/live-hours-store.ts';
import { isAbsent } from './is-absent.ts';

const ENDING = '.json';

/**
 * Closures and overrides in a folder, one file each: written aside and renamed, so that the other processes of the
 * machine find each whole or not at all, and two that write at once lose nothing of each other's.
 */
export function createFileLiveHours(folder: string, { now }: LiveHoursStoreOptions): LiveHoursStore {
  const pathOf = (id: string): string => join(folder, `${id}${ENDING}`);

  return {
    async list() {
      const at = now();
      return sortHoursChanges((await readAll(folder)).filter((change) => isToCount(change, at)));
    },
    async add(change) {
      const at = now();
      await mkdir(folder, { recursive: true });
      const aside = join(folder, `${change.id}.written-by-${process.pid}`);
      await writeFile(aside, `${writeHoursChange(change)}\n`);
      await rename(aside, pathOf(change.id));
      const old = (await readAll(folder)).filter((kept) => isOld(kept, at));
      await Promise.all(old.map(({ id }) => rm(pathOf(id), { force: true })));
    },
    async end(id) {
      if (!isChangeId(id)) return false;
      try {
        await rm(pathOf(id));
        return true;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    },
  };
}

/**
 * @throws {Error} naming the file that cannot be read
 */
async function readAll(folder: string): Promise<readonly HoursChange[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith(ENDING));
  const changes = await Promise.all(names.map((name) => readOne(join(folder, name))));
  return changes.filter((change) => change !== undefined);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}

/** None where it was ended meanwhile. */
async function readOne(file: string): Promise<HoursChange | undefined> {
  try {
    return readHoursChange(await readFile(file, 'utf8'));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw new Error(`${file} is no closure and no override`, { cause: error });
  }
}
