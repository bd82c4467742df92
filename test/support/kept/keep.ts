import { openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { expect, inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder where a run gathers what is searched when all tests are over. */
    readonly kept: string;
  }
}

/** A text that something under test left behind, and where it stands. */
export interface KeptText {
  readonly where: string;
  readonly text: string;
}

/** What is gathered, a line each: digits that a test keyed in secret, or a text; and the test file. */
export type Gathered =
  | { readonly type: 'secret'; readonly digits: string; readonly file: string }
  | ({ readonly type: 'text'; readonly file: string } & KeptText);

/** Fewer are no code and no PIN, and stand everywhere. */
const LEAST_DIGITS = 6;

/** Benches use what tests use; nobody searches what they leave. */
const isTestRun = process.env.VITEST !== undefined;

/** Gathers digits that nothing may keep. */
export function keepSecret(keyed: string): void {
  const digits = keyed.replace(/\D/g, '');
  if (isTestRun && digits.length >= LEAST_DIGITS) write({ type: 'secret', digits, file: testFile() });
}

/** Gathers what something under test left behind. */
export function keepText(where: string, text: string): void {
  if (isTestRun) write({ type: 'text', where, text, file: testFile() });
}

export function keepTexts(texts: readonly KeptText[]): void {
  for (const { where, text } of texts) keepText(where, text);
}

const testFile = (): string => expect.getState().testPath ?? 'no test';

let output: number | undefined;

/** Written at once, in a file of this worker's own: a worker may end at any time. */
function write(gathered: Gathered): void {
  output ??= openSync(join(inject('kept'), `${process.pid}-${threadId}.ndjson`), 'a');
  writeSync(output, `${JSON.stringify(gathered)}\n`);
}
