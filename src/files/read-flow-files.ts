import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FlowFiles } from '../flow/compile/flow-files.ts';
import type { SourceFile } from '../flow/read/finding.ts';
import { isAbsent } from './is-absent.ts';
import { readIfThere } from './read-if-there.ts';

/** Where operations staff keep what they edit. */
export interface FlowDirectories {
  /** As `FLOWS_DIR` gives it, `./flows`. */
  readonly flowsDir: string;
  /** As `CONFIG_DIR` gives it, `./config`. */
  readonly configDir: string;
}

/**
 * Reads the files of flows, prompts and configuration from disk. Findings will name each by its directory as given and
 * its path in it. A directory or file that is absent is absent there too; what to make of that is for the checks.
 *
 * @throws whatever the file system throws but that something does not exist
 */
export async function readFlowFiles({ flowsDir, configDir }: FlowDirectories): Promise<FlowFiles> {
  const [flows, prompts, phrases, calendars] = await Promise.all([
    readFolder(flowsDir),
    readFolder(join(flowsDir, 'prompts')),
    readFolder(join(flowsDir, 'phrases')),
    readFolder(join(configDir, 'calendars')),
  ]);
  const [languages, regions, numbers, queues, outgoing] = await Promise.all(
    ['languages', 'regions', 'numbers', 'queues', 'outgoing'].map((name) =>
      readIfThere(join(configDir, `${name}.yaml`)),
    ),
  );
  const audio = await namesIn(join(flowsDir, 'audio'), { recursive: true });
  return { flows, prompts, phrases, calendars, languages, regions, numbers, queues, outgoing, audio };
}

async function readFolder(folder: string): Promise<readonly SourceFile[]> {
  const names = (await namesIn(folder)).filter((name) => /\.ya?ml$/.test(name));
  const files = await Promise.all(names.map((name) => readIfThere(join(folder, name))));
  return files.filter((file) => file !== undefined);
}

/** Paths below a folder, with `/` on every system, in the order of their names, so that findings do not depend on the disk. */
async function namesIn(folder: string, { recursive = false } = {}): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true, recursive });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map(({ name, parentPath }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
      .sort();
  } catch (error) {
    if (isAbsent(error)) return [];
    throw error;
  }
}
