/** Characters that XML 1.0 does not allow at all: controls, lone surrogates, non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Text for the inside of an element: without what XML forbids, with what it reserves escaped. */
export function escapeText(text: string): string {
  return text.toWellFormed().replace(FORBIDDEN, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Text for the value of an attribute in double quotes. */
export const escapeAttribute = (text: string): string =>
  escapeText(text)
    .replace(/"/g, '&quot;')
    .replace(/[\r\n\t]/g, ' ');
