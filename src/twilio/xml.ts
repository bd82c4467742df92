/** Characters that XML 1.0 does not allow at all: controls, lone surrogates, non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Whatever either of the two escapes: most text has none of it, and one look costs a quarter of the replacements. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are among it.
const SPECIAL = /[&<>"\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/;

/** Text for the inside of an element: without what XML forbids, with what it reserves escaped. */
export function escapeText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.toWellFormed().replace(FORBIDDEN, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Text for the value of an attribute in double quotes. */
export const escapeAttribute = (text: string): string =>
  SPECIAL.test(text)
    ? escapeText(text)
        .replace(/"/g, '&quot;')
        .replace(/[\r\n\t]/g, ' ')
    : text;
