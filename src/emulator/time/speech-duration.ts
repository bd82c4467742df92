/** Words a second of telephone speech in scripts with spaces. */
const WORDS_PER_SECOND = 2.6;
/** Characters a second in Chinese, Japanese and Korean. */
const CJK_PER_SECOND = 4.5;
/** Nothing that is said takes less. */
const SHORTEST_MS = 300;

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/** Milliseconds that a person or a voice needs for `text`, estimated; 0 for a text without words. */
export function speechDurationMs(text: string): number {
  const cjk = text.match(CJK)?.length ?? 0;
  const words = text.replace(CJK, ' ').match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
  if (cjk + words === 0) return 0;
  return Math.max(SHORTEST_MS, Math.round((words / WORDS_PER_SECOND + cjk / CJK_PER_SECOND) * 1000));
}
