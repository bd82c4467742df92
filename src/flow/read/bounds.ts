import type { Finding, SourceFile } from './finding.ts';

/** Files beyond it are refused before they are read: nobody writes a flow of this size by hand. */
const MAX_BYTES = 1_000_000;
/** Brackets open at once, or columns of indentation divided by two: beyond it a parser's stack is at risk. */
const MAX_DEPTH = 50;

const fault = (file: string, line: number, about: Pick<Finding, 'rule' | 'message' | 'fix'>): Finding => ({
  file,
  line,
  column: 1,
  severity: 'error',
  ...about,
});

/** The file's text, or why it has none. */
export function textOf({ file, bytes }: SourceFile): string | Finding {
  if (bytes.length > MAX_BYTES) {
    return fault(file, 1, {
      rule: 'file-too-large',
      message: `The file has ${bytes.length} bytes; at most ${MAX_BYTES} are read.`,
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

/** Refuses nesting that no person writes, in one pass over the text and before any parser sees it. */
export function boundsOf(file: string, text: string): Finding | undefined {
  let line = 0;
  let open = 0;
  for (const content of text.split('\n')) {
    line += 1;
    const indent = content.search(/\S/);
    open += countOf(content, /[[{]/g) - countOf(content, /[\]}]/g);
    const dashes = /^\s*(?:[-?]\s+)*/.exec(content)?.[0].length ?? 0;
    if (Math.max(open, indent / 2, dashes / 2, deepest(content)) > MAX_DEPTH) {
      return fault(file, line, {
        rule: 'too-deep',
        message: `Values are nested more than ${MAX_DEPTH} deep.`,
        fix: 'Flatten this part of the file.',
      });
    }
  }
  return undefined;
}

const countOf = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** The longest run of opening brackets in a row of text, which a balanced count would miss. */
const deepest = (text: string): number =>
  Math.max(0, ...(text.match(/[[{](?:\s*[[{])*/g) ?? []).map((run) => run.length));
