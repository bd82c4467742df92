import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import type { SourceFile } from '../flow/read/finding.ts';
import { isAbsent } from './is-absent.ts';

/** Of a file that is too large to be read the beginning is enough: it is refused by its size. */
const MAX_BYTES = 10_000_000;

/**
 * Reads a file that staff may leave out.
 *
 * @throws whatever the file system throws but that the file does not exist
 */
export async function readIfThere(file: string): Promise<SourceFile | undefined> {
  try {
    return { file, bytes: await buffer(createReadStream(file, { end: MAX_BYTES - 1 })) };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
