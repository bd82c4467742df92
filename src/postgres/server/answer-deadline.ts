/** Questions that are waited for, each with what is to happen where it is not answered in time. */
export interface AnswerDeadline {
  /** Begins to wait. Gives what ends it. */
  wait(giveUp: () => void): () => void;
}

/** How often within the time it is looked whether it has passed. */
const LOOKS = 10;

/**
 * Gives up what takes longer than some milliseconds, a tenth more at most. One timer looks after all that wait: a timer
 * for each outlives it among objects that are old, with all that hangs on it.
 */
export function createAnswerDeadline(ms: number): AnswerDeadline {
  const waiting = new Map<() => void, number>();
  let look = 0;
  let timer: NodeJS.Timeout | undefined;

  /** They are in the order of their beginning: behind the first that is not due, none is. */
  function lookAfter(): void {
    look += 1;
    for (const [giveUp, dueAtLook] of waiting) {
      if (dueAtLook > look) break;
      waiting.delete(giveUp);
      giveUp();
    }
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return {
    wait(giveUp) {
      // One look more than fit in: the next one may come at once.
      waiting.set(giveUp, look + LOOKS + 1);
      timer ??= setInterval(lookAfter, ms / LOOKS).unref();
      return () => void waiting.delete(giveUp);
    },
  };
}
