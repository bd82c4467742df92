import { type CallbacksOptions, runCallbacks } from './cli/callbacks.ts';
import type { Io } from './cli/io.ts';
import { createClock } from './clock.ts';
import { readConfig } from './config.ts';
import { openCallbacks } from './stores.ts';

/**
 * `hotline callbacks`, on the list that the hotline of this environment keeps. Gives the exit status.
 *
 * @throws {ConfigError} where the environment is wrong
 */
export async function listCallbacks(
  options: CallbacksOptions,
  environment: Readonly<Record<string, string | undefined>>,
  io: Io,
): Promise<number> {
  const config = readConfig(environment);
  const { ledger, close } = await openCallbacks(config);
  try {
    return await runCallbacks(options, { ledger, now: createClock(config.HOTLINE_NOW)() }, io);
  } finally {
    await close();
  }
}
