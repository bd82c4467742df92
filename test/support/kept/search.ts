/**
 * Digits without a meaning, among which any six may stand by chance: instants, what follows a decimal point, what a log
 * line says of its process, and ids and hashes, which have letters among them.
 */
const NOISE = new RegExp(
  [
    String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?`,
    String.raw`(?<=\d)\.\d+`,
    String.raw`"(?:pid|tookMs|responseTime|minor)":\d+`,
    String.raw`(?=\d*[A-Za-z])(?=[A-Za-z]*\d)[0-9A-Za-z]{12,}`,
  ].join('|'),
  'g',
);
/** Digits that stand by themselves. */
const ALONE = /(?<![0-9A-Za-z])\d{6,}(?![0-9A-Za-z])/g;
/** Digits one by one, with what words and lists put between them. */
const APART = /(?<!\d)\d(?:(?:, ?|","| |-|，|、)\d){5,}(?!\d)/g;
/** Of a card so many digits in a row tell enough; fewer would stand somewhere by chance. */
const CARD_PART = 10;
/** What is shorter is a code or a PIN, and looked for as a whole. */
const CARD_FROM = 13;

/**
 * Looks for digits in texts: codes and PINs as a run of digits of their own, together or one by one; of a card any ten
 * digits in a row.
 */
export function createSearch(secrets: Iterable<string>): (text: string) => readonly string[] {
  const whole = new Set<string>();
  const parts = new Map<string, string>();
  for (const secret of secrets) {
    if (secret.length < CARD_FROM) whole.add(secret);
    else for (const part of windows(secret)) parts.set(part, secret);
  }
  const secretIn = (run: string): string | undefined =>
    whole.has(run) ? run : windows(run).flatMap((part) => parts.get(part) ?? [])[0];

  return (text) => {
    const shown = text.replaceAll(/\\[nrt]/g, ' ').replaceAll(NOISE, '#');
    const runs = [...(shown.match(ALONE) ?? []), ...(shown.match(APART) ?? []).map((run) => run.replaceAll(/\D/g, ''))];
    return [...new Set(runs.flatMap((run) => secretIn(run) ?? []))];
  };
}

const windows = (digits: string): readonly string[] =>
  Array.from({ length: Math.max(0, digits.length - CARD_PART + 1) }, (_, at) => digits.slice(at, at + CARD_PART));
