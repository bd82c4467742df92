/** Makes a guard for what asks Redis: whatever keeps it from answering becomes the one error that `toError` makes. */
export const createGuard =
  (toError: (cause: unknown) => Error) =>
  async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    try {
      return await ask();
    } catch (cause) {
      throw toError(cause);
    }
  };
