/** A piece of a page: what was put into it is text, whatever it holds. */
export interface Html {
  readonly html: string;
}

/** `false` and `undefined` leave nothing. */
type Part = Html | string | number | false | undefined | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Writes a piece of a page; only pieces are put in as they are. */
export const html = (words: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: words.reduce((text, word, index) => `${text}${toText(parts[index - 1])}${word}`),
});

function toText(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'number') return String(part);
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? '');
  return 'html' in part ? part.html : part.map((piece) => piece.html).join('');
}
