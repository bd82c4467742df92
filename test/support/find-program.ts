import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian has what only its administrator is thought to run. */
const ALSO = ['/usr/sbin', '/usr/local/sbin'];

/**
 * The path of a program on this machine.
 *
 * @throws {Error} where it is not installed
 */
export function findProgram(name: string): string {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...ALSO];
  const found = folders.map((folder) => join(folder, name)).find(isExecutable);
  if (found === undefined) throw new Error(`${name} is not installed: npm test installs it`);
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
