import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { keepText } from './kept/keep.ts';

/** `hotline backoffice` as a process of its own, on a free port. */
export interface BackOfficeProcess {
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

export interface BackOfficeProcessOptions {
  readonly parameters?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Starts it, and waits until it answers. The token is the one that it makes up.
 *
 * @throws {Error} with all that it wrote, if it ends instead
 */
export async function startBackOffice({
  parameters = [],
  environment = {},
}: BackOfficeProcessOptions = {}): Promise<BackOfficeProcess> {
  const child = spawn(process.execPath, ['src/cli.ts', 'backoffice', '--port', '0', ...parameters], {
    env: { PATH: process.env.PATH, LOG_LEVEL: 'trace', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  let written = '';
  const printed = new Promise<RegExpExecArray>((resolve) => {
    const note = (part: Buffer) => {
      written += part.toString();
      const told = /answers at (\S+)\nBACKOFFICE_TOKEN=(\S+)\n/.exec(written);
      if (told) resolve(told);
    };
    child.stdout.on('data', note);
    child.stderr.on('data', note);
  });
  const told = await Promise.race([printed, ended]);
  const [, url, token] = told;
  if (typeof url !== 'string' || typeof token !== 'string') throw new Error(`it ended:\n${written}`);
  return {
    url,
    token,
    async stop() {
      child.kill('SIGTERM');
      await ended;
      keepText('what a back office wrote', written);
    },
  };
}
