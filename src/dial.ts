import { randomBytes } from 'node:crypto';
import { styleText } from 'node:util';
import type { TurnListener } from './calls/watch-turns.ts';
import { carrierNumbers, numbersOf, verifyServicesOf } from './carrier-numbers.ts';
import { type Exchange, runDial, type Terminal } from './cli/dial/dial.ts';
import { type DialOptions, readScene, type Scene } from './cli/dial/dial-scene.ts';
import { findingLines } from './cli/finding-lines.ts';
import { createClock } from './clock.ts';
import { BrokenFlow } from './compile-files.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { createTwilio } from './emulator/twilio.ts';
import { freePort } from './free-port.ts';
import { keepTexts } from './keep-texts.ts';
import { createPost } from './mail/post.ts';
import { createHotline, type Hotline } from './main.ts';

/**
 * `hotline dial`: one call, with a hotline and its carrier of its own in this process; nothing is kept. Gives the exit
 * status: 0 after a call, 1 where the hotline cannot start, 2 for wrong usage.
 */
export async function dial(options: DialOptions, environment: NodeJS.ProcessEnv, terminal: Terminal): Promise<number> {
  const complain = (line: string) => void terminal.errors.write(`${line}\n`);
  if (environment.TWILIO_AUTH_TOKEN) {
    complain(
      'TWILIO_AUTH_TOKEN is set, so Twilio is the carrier: ring the number, or unset it to call on this machine.',
    );
    return 2;
  }
  try {
    return await dialHere(options, await configOf(environment), { terminal, complain });
  } catch (error) {
    const problems = problemsOf(error);
    if (!problems) throw error;
    problems.forEach(complain);
    return 1;
  }
}

/** The hotline of one call keeps its state in this process, and answers on a port of its own. */
async function configOf(environment: NodeJS.ProcessEnv): Promise<Config> {
  const own = {
    REDIS_URL: '',
    DATABASE_URL: '',
    JOURNAL_WRITER: 'off',
    PUBLIC_URL: '',
    FALLBACK_URL: '',
    HOST: '127.0.0.1',
    SMTP_URL: '',
    MAIL_URL: '',
  };
  const LOG_LEVEL = environment.LOG_LEVEL || 'warn';
  return readConfig({ ...environment, ...own, LOG_LEVEL, PORT: String(await freePort()) });
}

/** What is wrong with settings or flow files, a line each; nothing for any other error. */
function problemsOf(error: unknown): readonly string[] | undefined {
  if (error instanceof ConfigError) return error.problems;
  return error instanceof BrokenFlow ? findingLines(error.findings) : undefined;
}

interface Speaking {
  readonly terminal: Terminal;
  readonly complain: (line: string) => void;
}

async function dialHere(options: DialOptions, config: Config, { terminal, complain }: Speaking): Promise<number> {
  const listeners: TurnListener[] = [];
  const post = createPost();
  const clock = { now: createClock(config.HOTLINE_NOW) };
  const carrier = { restUrl: '' };
  const account = { authToken: randomBytes(16).toString('hex'), accountSid: `AC${randomBytes(16).toString('hex')}` };
  const hotline = await createHotline(config, {
    authTokens: [account.authToken],
    accountSid: account.accountSid,
    now: () => clock.now(),
    post,
    restUrl: () => carrier.restUrl,
    logTo: { write: (line) => void terminal.errors.write(line) },
    onTurn: (turn) => {
      for (const listener of listeners) listener(turn);
    },
  });
  try {
    const scene = readScene(options, { ...hotline.release, numbers: numbersOf(hotline) }, clock.now());
    if (scene.type === 'wrong-usage') {
      complain(scene.message);
      return 2;
    }
    const twilio = await connect(scene, { hotline, config, account });
    clock.now = () => twilio.clock.now();
    carrier.restUrl = twilio.restUrl;
    keepTexts(twilio, post);
    hotline.app.addHook('onClose', () => twilio.close());
    await hotline.app.listen({ host: '127.0.0.1', port: config.PORT });
    const exchange: Exchange = { twilio, post, watch: (listener) => void listeners.push(listener) };
    await runDial(scene, exchange, terminal);
    return 0;
  } finally {
    await hotline.close();
  }
}

interface Connecting {
  readonly hotline: Hotline;
  readonly config: Config;
  readonly account: { readonly authToken: string; readonly accountSid: string };
}

/** A carrier that rings the hotline at the scene's time. */
function connect({ startsAt, script }: Scene, { hotline, config, account }: Connecting) {
  return createTwilio({
    ...account,
    startsAt,
    time: script === undefined ? 'real' : 'virtual',
    numbers: carrierNumbers(hotline, config),
    verifyServices: verifyServicesOf(config),
  });
}

/** The terminal that this process was started in. Colours are for people only, and not under `NO_COLOR`. */
export function terminalHere(): Terminal {
  const { stdin: input, stdout: output, stderr: errors } = process;
  const interrupted = new AbortController();
  process.once('SIGINT', () => interrupted.abort());
  return {
    input,
    output,
    errors,
    isTerminal: input.isTTY === true && output.isTTY === true,
    columns: Math.min(output.columns || WIDEST_COLUMNS, WIDEST_COLUMNS),
    style: (look, text) => styleText(look, text, { stream: output }),
    signal: interrupted.signal,
  };
}

/** Longer lines are hard to read. */
const WIDEST_COLUMNS = 100;
