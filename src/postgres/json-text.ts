/** What JSON can hold as an escape and PostgreSQL's text cannot hold at all. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;
const REPLACEMENT = '\uFFFD';

/**
 * JSON that PostgreSQL can take apart: NUL and halves of surrogate pairs, which reach us from callers' names and speech,
 * become U+FFFD.
 */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return UNSTORABLE.test(text) ? JSON.stringify(value, (_key, part: unknown) => toStorable(part)) : text;
}

function toStorable(part: unknown): unknown {
  return typeof part === 'string' ? part.toWellFormed().replaceAll('\0', REPLACEMENT) : part;
}
