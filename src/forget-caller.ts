import { type ForgetOptions, runForget } from './cli/forget.ts';
import type { Io } from './cli/io.ts';
import { readConfig } from './config.ts';
import { createCallLog } from './postgres/call-log.ts';
import { createDatabase } from './postgres/database.ts';
import { openCallbacks, openKnownCallers } from './stores.ts';

/**
 * `hotline forget`, wherever the hotline of this environment keeps something by number. Gives the exit status.
 *
 * @throws {ConfigError} where the environment is wrong
 */
export async function forgetCaller(
  options: ForgetOptions,
  environment: Readonly<Record<string, string | undefined>>,
  io: Io,
): Promise<number> {
  const config = readConfig(environment);
  const database = createDatabase({ url: config.DATABASE_URL, directory: config.DATA_DIR });
  const { ledger, close } = await openCallbacks(config);
  const { known, close: closeKnown } = await openKnownCallers(config);
  try {
    const { eraseCaller } = createCallLog(database);
    return await runForget(options, { known, callbacks: ledger, eraseCalls: eraseCaller }, io);
  } finally {
    await Promise.all([close(), closeKnown(), database.close()]);
  }
}
