import { join } from 'node:path';
import type { SourceFile } from '../flow/read/finding.ts';
import { readIfThere } from './read-if-there.ts';

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
    readIfThere(join(configDir, 'agents.yaml')),
    readIfThere(join(configDir, 'outgoing.yaml')),
  ]);
  return { ...(agents ? { agents } : {}), ...(outgoing ? { outgoing } : {}) };
}
