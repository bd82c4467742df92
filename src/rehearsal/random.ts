/** Chance that can be had again: the same seed gives the same row of numbers. */
export interface Random {
  /** From 0 on, below 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  chance(share: number): boolean;
  /** One of them, each as likely as its weight says; the first of an empty list is nothing. */
  pick<Item>(items: readonly Item[], weigh?: (item: Item) => number): Item | undefined;
}

const STEP = 0x6d2b79f5;
const WORD = 2 ** 32;

/** Tommy Ettinger's mulberry32: small, fast, and good enough for made-up callers. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + STEP) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / WORD;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    chance: (share) => next() < share,
    pick: (items, weigh = () => 1) => {
      const total = items.reduce((sum, item) => sum + weigh(item), 0);
      let left = next() * total;
      for (const item of items) {
        left -= weigh(item);
        if (left < 0) return item;
      }
      return items.at(-1);
    },
  };
}
