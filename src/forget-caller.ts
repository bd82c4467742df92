import { type ErasedCaller, eraseCaller } from './callers/erase-caller.ts';
import { type ForgetOptions, runForget } from './cli/forget.ts';
import type { Io } from './cli/io.ts';
import { type Config, readConfig } from './config.ts';
import { createDatabase } from './postgres/database.ts';
import { createCallLog } from './postgres/record/call-log.ts';
import { findRunningHotline, type RunningHotline } from './running-hotline.ts';
import { openCallers, recordNamesOf } from './stores.ts';
import type { E164 } from './values/phone-number.ts';
import { ErasedAnswer } from './web/api/caller-routes.ts';

/**
 * `hotline forget`, wherever the hotline of this environment keeps something by number; a running one is asked where it
 * has that open alone. Gives the exit status.
 *
 * @throws {ConfigError} where the environment is wrong
 */
export async function forgetCaller(
  options: ForgetOptions,
  environment: Readonly<Record<string, string | undefined>>,
  io: Io,
): Promise<number> {
  const config = readConfig(environment);
  const running = await findRunningHotline(config);
  return running ? runForget(options, (caller) => askToErase(running, caller), io) : forgetHere(options, config, io);
}

async function forgetHere(options: ForgetOptions, config: Config, io: Io): Promise<number> {
  const database = createDatabase({ url: config.DATABASE_URL, directory: config.DATA_DIR });
  const { callbacks, known, close } = await openCallers(config);
  try {
    const log = createCallLog({ ready: database.ready, nameCaller: await recordNamesOf(config) });
    const kept = { known, callbacks, eraseCalls: log.eraseCaller };
    return await runForget(options, (caller) => eraseCaller(caller, kept), io);
  } finally {
    await Promise.all([close(), database.close()]);
  }
}

const SEE_LOG = 'the log of the hotline says why something was not erased';

async function askToErase(running: RunningHotline, number: E164): Promise<ErasedCaller> {
  const answer = ErasedAnswer.parse(await running.read('/api/callers/erase', { method: 'POST', body: { number } }));
  const { remembered, callbacks, calls, recordings, notErased } = answer;
  return {
    remembered: notErased.includes('remembered') ? { why: SEE_LOG } : { done: remembered ?? false },
    callbacks: callbacks === null ? { why: SEE_LOG } : { done: callbacks },
    calls: calls === null ? { why: SEE_LOG } : { done: { calls, recordings: recordings ?? [] } },
  };
}
