import type { WatchedTurn } from '../../calls/watch-turns.ts';

/** Chooses a language for the caller where the hotline asks for one. */
export interface Answering {
  /** Takes note of where the call stands. */
  turn(turn: WatchedTurn): void;
  /** The key to press now, once for each question; nothing where it is the caller's own to answer. */
  next(): string | undefined;
}

/** Answers each offer of a choice of language with `language`; without one it answers nothing. */
export function createAnswering(language: string | undefined): Answering {
  let key: string | undefined;
  return {
    turn({ offered }) {
      key = language === undefined ? undefined : offered.find((choice) => choice.language === language)?.key;
    },
    next() {
      const now = key;
      key = undefined;
      return now;
    },
  };
}
