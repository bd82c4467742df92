/**
 * Makes a guard for what asks Redis. Whatever keeps Redis from answering is one thing to who asks: `toError` says which,
 * of its cause.
 */
export const createGuard =
  (toError: (cause: unknown) => Error) =>
  async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    try {
      return await ask();
    } catch (cause) {
      throw toError(cause);
    }
  };
