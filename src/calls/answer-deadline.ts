/** What is asked of a store, until it is answered. */
export interface Question {
  readonly isSettled: boolean;
  reject(error: Error): void;
}

/** How often within the time it is looked whether it has passed. */
const LOOKS = 10;

/**
 * Fails questions that are not answered within some milliseconds, at the latest a tenth of the time later. One timer
 * looks after all that are asked, instead of a timer for each: those have three hundredths of a full turn, and outlive it
 * among objects that are old. Gives what is to be told of each question.
 */
export function createAnswerDeadline(ms: number, tooLate: () => Error): (question: Question) => void {
  let waiting: { readonly question: Question; readonly dueAtLook: number }[] = [];
  let look = 0;
  let timer: NodeJS.Timeout | undefined;

  /** They are in the order in which they were asked: behind the first that is not due, none is. */
  function lookAfter(): void {
    look += 1;
    for (const { question, dueAtLook } of waiting) {
      if (dueAtLook > look) break;
      if (!question.isSettled) question.reject(tooLate());
    }
    waiting = waiting.filter(({ question, dueAtLook }) => !question.isSettled && dueAtLook > look);
    if (waiting.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return (question) => {
    // One look more than fit in: the next one may come at once.
    waiting.push({ question, dueAtLook: look + LOOKS + 1 });
    timer ??= setInterval(lookAfter, ms / LOOKS).unref();
  };
}
