/** What JSON can hold as an escape and PostgreSQL's text cannot hold at all. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;
const REPLACEMENT = '\uFFFD';

/**
 * JSON that PostgreSQL can take apart: NUL and halves of surrogate pairs, which reach us from callers' names and speech,
 * become U+FFFD.
 */
export function toJsonText(value: unknown): string {
  const text = JSON.stringify(value);
  if (!UNSTORABLE.test(text)) return text;
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'string' ? toStorable(part) : part));
}

/** Text as PostgreSQL can hold it, and as it is therefore looked for. */
export const toStorable = (text: string): string => text.toWellFormed().replaceAll('\0', REPLACEMENT);
