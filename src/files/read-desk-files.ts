import { join } from 'node:path';
import type { SourceFile } from '../flow/read/finding.ts';
import { readIfThere } from './read-if-there.ts';

/** What staff write about people; a file that is not there is absent here. */
export interface DeskFiles {
  readonly agents?: SourceFile;
}

/**
 * Reads `agents.yaml` of a folder.
 *
 * @throws whatever the file system throws but that the file does not exist
 */
export async function readDeskFiles(configDir: string): Promise<DeskFiles> {
  const agents = await readIfThere(join(configDir, 'agents.yaml'));
  return agents ? { agents } : {};
}
