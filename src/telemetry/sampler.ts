/**
 * Asks a source that may be slow or gone: one question at a time, waited for so long at most. Gives nothing where no
 * answer came; whoever asks meanwhile shares the question that is under way.
 *
 * @param limitMs milliseconds
 */
export function createSampler<Value>(ask: () => Promise<Value>, limitMs: number): () => Promise<Value | undefined> {
  let asked: Promise<Value | undefined> | undefined;

  const begin = async (): Promise<Value | undefined> => {
    try {
      return await ask();
    } catch {
      return undefined;
    } finally {
      asked = undefined;
    }
  };

  return async () => {
    asked ??= begin();
    const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, limitMs, undefined);
    return Promise.race([asked, tooLate]).finally(() => clearTimeout(timer));
  };
}
