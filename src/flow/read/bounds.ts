import type { Finding, SourceFile } from './finding.ts';

/** Files beyond it are refused before they are read: nobody writes a flow of this size by hand. */
const MAX_BYTES = 1_000_000;
/** No file that a person writes has so many lines; a parser would take seconds over them. */
const MAX_LINES = 50_000;

const fault = (file: string, line: number, about: Pick<Finding, 'rule' | 'message' | 'fix'>): Finding => ({
  file,
  line,
  column: 1,
  severity: 'error',
  ...about,
});

const LINE_FEED = 10;

/** The file's text, or why it has none. */
export function textOf({ file, bytes }: SourceFile): string | Finding {
  if (bytes.length > MAX_BYTES) {
    return fault(file, 1, {
      rule: 'file-too-large',
      message: `The file has ${bytes.length} bytes; at most ${MAX_BYTES} are read.`,
      fix: 'Split it into several files.',
    });
  }
  if (bytes.reduce((lines, byte) => (byte === LINE_FEED ? lines + 1 : lines), 1) > MAX_LINES) {
    return fault(file, 1, {
      rule: 'file-too-large',
      message: `The file has more than ${MAX_LINES} lines.`,
      fix: 'Split it into several files.',
    });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fault(file, 1, {
      rule: 'not-utf-8',
      message: 'The file is not UTF-8 text.',
      fix: 'Save it in the encoding UTF-8.',
    });
  }
}
