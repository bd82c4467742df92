import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseError } from '../errors.ts';

/** Released by `release`, and by the operating system when the process ends in whatever way. */
export interface DirectoryLock {
  release(): void;
}

/**
 * Takes a directory for this owner alone, and makes it where it is missing.
 *
 * The lock is the operating system's lock on a file, taken through SQLite because Node has no call for it. So it can
 * neither be left behind by a crash, nor be mistaken because a process id was given out again, nor fail between
 * containers that share a volume. A second owner is refused within the same process too.
 *
 * @throws {DatabaseError} `directory_in_use` where another owner has it.
 */
export function lockDirectory(directory: string): DirectoryLock {
  mkdirSync(directory, { recursive: true });
  const owner = join(directory, 'owner.pid');
  const file = new DatabaseSync(join(directory, 'owner.lock'), { timeout: 0 });
  try {
    file.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (cause) {
    file.close();
    throw new DatabaseError('directory_in_use', refusal(directory, owner), { cause });
  }
  writeFileSync(owner, String(process.pid));
  return { release: () => file.close() };
}

function refusal(directory: string, owner: string): string {
  return (
    `the database in ${directory} is already open in process ${readOwner(owner)}: ` +
    'stop that one, or set DATABASE_URL to share one PostgreSQL'
  );
}

/** Only for the message; the file can be missing for an instant while the owner is starting. */
function readOwner(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return 'unknown';
  }
}
