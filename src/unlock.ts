import type { Io } from './cli/io.ts';
import { runUnlock } from './cli/unlock.ts';
import { readConfig } from './config.ts';
import { createKeyedHashes } from './identity/codes/keyed-hashes.ts';
import { openCodes } from './stores.ts';

/**
 * `hotline unlock`, on the Redis of this environment and with its `SESSION_SECRET`: another secret knows the number by
 * another name. Gives the exit status.
 *
 * @throws {ConfigError} where the environment is wrong
 */
export async function unlock(
  number: string,
  environment: Readonly<Record<string, string | undefined>>,
  io: Io,
): Promise<number> {
  const codes = await openCodes(readConfig(environment));
  try {
    const forget = codes && ((one: string) => codes.ledger.forget(createKeyedHashes(codes.secret).subjectOf(one)));
    return await runUnlock(number, forget, io);
  } finally {
    await codes?.close();
  }
}
