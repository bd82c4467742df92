import { type ForgetOptions, runForget } from './cli/forget.ts';
import type { Io } from './cli/io.ts';
import { readConfig } from './config.ts';
import { createDatabase } from './postgres/database.ts';
import { createCallLog } from './postgres/record/call-log.ts';
import { openCallers, recordNamesOf } from './stores.ts';

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
  const { callbacks, known, close } = await openCallers(config);
  try {
    const { eraseCaller } = createCallLog({ ready: database.ready, nameCaller: await recordNamesOf(config) });
    return await runForget(options, { known, callbacks, eraseCalls: eraseCaller }, io);
  } finally {
    await Promise.all([close(), database.close()]);
  }
}
