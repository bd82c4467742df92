/** Something in writing that the hotline sent to a customer, without it having left this machine. */
export interface Letter {
  readonly type: 'sms' | 'email';
  readonly to: string;
  /** Of a mail. */
  readonly subject?: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A local mailbox for everybody, in memory. */
export interface Post {
  keep(letter: Letter): void;
  /** Those kept, oldest first. */
  letters(): readonly Letter[];
  /** Told of each letter from now on. The function that is returned stops that. */
  watch(listener: (letter: Letter) => void): () => void;
}

/** More letters push the oldest out. */
const MOST_LETTERS = 200;

export function createPost(): Post {
  let kept: readonly Letter[] = [];
  const listeners = new Set<(letter: Letter) => void>();
  return {
    keep(letter) {
      kept = [...kept, letter].slice(-MOST_LETTERS);
      for (const listener of [...listeners]) listener(letter);
    },
    letters: () => kept,
    watch(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The code in a text: six digits that stand alone. */
export const codeIn = (text: string): string | undefined => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0];
