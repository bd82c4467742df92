/**
 * Text from outside as one line that can be shown beside other text: without controls and line breaks, without what
 * turns the direction of writing around it, and no longer than `longest` characters. Every script, its marks, emoji and
 * markup stay as they are: whoever shows the text escapes it. Empty where nothing is left to see.
 */
export function plainLine(text: string, longest: number): string {
  const whole = text
    .toWellFormed()
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
  const line = firstOf(whole, longest).trimEnd();
  return SEEN.test(line) ? line : '';
}

/** Format characters, among them all that set a direction, and broken ones. The two joiners belong to scripts and emoji. */
const UNSEEN = /(?![\u200C\u200D])[\p{Cf}\uFFFD]/gu;

const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** No character is cut in two. */
const firstOf = (text: string, longest: number): string =>
  text.length <= longest ? text : Array.from(text).slice(0, longest).join('');
