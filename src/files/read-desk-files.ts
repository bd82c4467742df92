import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFile } from '../flow/read/finding.ts';
import { isAbsent } from './is-absent.ts';

/** What staff write about people and the outside; a file that is not there is absent here. */
export interface DeskFiles {
  readonly agents?: SourceFile;
  readonly outgoing?: SourceFile;
}

/**
 * Reads `agents.yaml` and `outgoing.yaml` of a folder.
 *
 * @throws whatever the file system throws but that a file does not exist
 */
export async function readDeskFiles(configDir: string): Promise<DeskFiles> {
  const [agents, outgoing] = await Promise.all([
    read(join(configDir, 'agents.yaml')),
    read(join(configDir, 'outgoing.yaml')),
  ]);
  return { ...(agents ? { agents } : {}), ...(outgoing ? { outgoing } : {}) };
}

async function read(file: string): Promise<SourceFile | undefined> {
  try {
    return { file, bytes: await readFile(file) };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
