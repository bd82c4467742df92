const MAX_ATTEMPTS = 3;

/**
 * Tries again, at most three times in all, while an attempt gives nothing because another process has changed the call
 * meanwhile.
 *
 * @param during what is being done, for the error: `while a notice was taken`
 * @throws {Error} if the third attempt loses too
 */
export async function retryLostRaces<Result>(
  during: string,
  attempt: () => Promise<Result | undefined>,
): Promise<Result> {
  for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new Error(`the call changed again and again ${during}`);
}
