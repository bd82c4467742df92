/** What speech recognition heard, and how sure it was, 0 to 1; some services give no figure. */
export interface Heard {
  readonly text: string;
  readonly confidence: number | undefined;
}

/** Something that words may stand for. */
export interface Candidate {
  readonly key: string;
  readonly phrases: readonly string[];
}

export type Match =
  | { readonly type: 'certain'; readonly key: string }
  /** Worth asking back. */
  | { readonly type: 'doubtful'; readonly key: string }
  | { readonly type: 'none' };

/** Below it what was heard is not taken at all; below the second it is confirmed first. */
const REFUSED_BELOW = 0.5;
const CONFIRMED_BELOW = 0.75;

/** How far what was heard can be relied on. A missing confidence counts as sure: the carrier does not promise one. */
export function trustIn({ confidence = 1 }: Heard): Match['type'] {
  if (confidence < REFUSED_BELOW) return 'none';
  return confidence < CONFIRMED_BELOW ? 'doubtful' : 'certain';
}

/**
 * Which candidate the caller's words name, if just one does.
 *
 * A phrase counts where it stands as whole words; the longest phrase that fits wins, and two candidates with equally
 * long ones are no match.
 */
export function matchPhrases(heard: Heard, candidates: readonly Candidate[]): Match {
  const type = trustIn(heard);
  if (type === 'none') return { type };
  const text = toWords(heard.text);
  const fits = candidates
    .map(({ key, phrases }) => ({ key, length: Math.max(0, ...phrases.map((phrase) => lengthOfFit(text, phrase))) }))
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => b.length - a.length);
  const [best, next] = fits;
  if (!best || (next && next.length === best.length)) return { type: 'none' };
  return { type, key: best.key };
}

/** Small letters, no marks, words parted by single blanks; Chinese characters each a word. */
function toWords(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
    .replace(/(\p{Script=Han})/gu, ' $1 ');
  return ` ${plain.trim().replace(/\s+/g, ' ')} `;
}

function lengthOfFit(text: string, phrase: string): number {
  const words = toWords(phrase);
  return words.trim() !== '' && text.includes(words) ? words.length : 0;
}
