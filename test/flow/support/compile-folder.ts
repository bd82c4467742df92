import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readFlowFiles } from '../../../src/files/read-flow-files.ts';
import type { FlowFiles } from '../../../src/flow/compile/flow-files.ts';
import { type Compiled, compile } from '../../../src/flow/compile.ts';
import { contracts } from './contracts.ts';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A day well within the coverage of the test calendars. */
const AT = Date.UTC(2026, 5, 1);

export const GOOD = 'test/flow/fixtures/good';

/** The files of a folder with `flows/` and `config/` in it. */
export const filesOf = (folder: string): Promise<FlowFiles> =>
  readFlowFiles({ flowsDir: join(folder, 'flows'), configDir: join(folder, 'config') });

export const compileFiles = (files: FlowFiles): Compiled => compile(files, { contracts, at: AT, hash });

export const compileFolder = async (folder: string): Promise<Compiled> => compileFiles(await filesOf(folder));
