import type { Stretch } from '../stretches.ts';

/** Counts by stretch and by one word more. */
export interface Tally<Counts> {
  /** Counts something that was at an instant; nothing where that is in no stretch. */
  add(at: number, word: string, counts: Counts): void;
  /** In the order of stretches, then of words. */
  rows(): readonly (Stretch & { readonly word: string; readonly counts: Counts })[];
}

export function createTally<Counts>(
  stretches: readonly Stretch[],
  addCounts: (one: Counts, other: Counts) => Counts,
): Tally<Counts> {
  const byStretch = stretches.map((stretch) => ({ stretch, byWord: new Map<string, Counts>() }));
  return {
    add: (at, word, counts) => {
      const found = byStretch.find(({ stretch }) => at >= stretch.from && at < stretch.to);
      const known = found?.byWord.get(word);
      found?.byWord.set(word, known === undefined ? counts : addCounts(known, counts));
    },
    rows: () =>
      byStretch.flatMap(({ stretch, byWord }) =>
        [...byWord]
          .toSorted(([one], [other]) => (one < other ? -1 : 1))
          .map(([word, counts]) => ({ ...stretch, word, counts })),
      ),
  };
}
