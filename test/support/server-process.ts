import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/free-port.ts';
import { keepText } from './kept/keep.ts';

/** `hotline serve` as a process of its own. */
export interface ServerProcess {
  readonly port: number;
  /** All that it has written so far, to either stream. */
  readonly written: () => string;
  signal(name: NodeJS.Signals): void;
  /** How it ended: its exit status, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Ends it at once, if it has not ended, and removes what it kept. */
  stop(): Promise<void>;
}

type Environment = Readonly<Record<string, string>>;

const ANSWERS = 'The hotline answers';

/** Variables of this process that a child must not inherit: whoever runs the tests may have set them. */
const OWN =
  /^(?:TWILIO_|REDIS_|DATABASE_|BACKOFFICE_|HOTLINE_|PUBLIC_URL|FALLBACK_URL|NODE_ENV|PORT$|HOST$|LOG_LEVEL|SESSION_|SMTP_|MAIL_|METRICS_|DEMO_|OTEL_|OIDC_|LOCAL_|TRUSTED_|VITEST)/;

/** Starts `hotline serve`; it may refuse to. */
export async function launchServer(environment: Environment): Promise<ServerProcess> {
  const port = Number(environment.PORT ?? (await freePort()));
  const dataDir = mkdtempSync(join(tmpdir(), 'hotline-'));
  const inherited = Object.entries(process.env).filter(([name]) => !OWN.test(name));
  const child = spawn(process.execPath, ['src/cli.ts', 'serve'], {
    env: {
      ...Object.fromEntries(inherited),
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      JOURNAL_WRITER: 'off',
      DEMO_WEEK: 'off',
      CALLERS_REMEMBERED_DAYS: '0',
      LOG_LEVEL: 'trace',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const note = (part: Buffer) => {
    written += part.toString();
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  const ended = endOf(child);
  return {
    port,
    ended,
    written: () => written,
    signal: (name) => child.kill(name),
    async stop() {
      child.kill('SIGKILL');
      await ended;
      keepText('what a process wrote', written);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/**
 * Starts `hotline serve` and waits until it answers.
 *
 * @throws {Error} with all that it wrote, if it ends instead
 */
export async function startServer(environment: Environment): Promise<ServerProcess> {
  const server = await launchServer(environment);
  const end = await Promise.race([server.ended, written(server, ANSWERS)]);
  if (end === undefined) return server;
  throw new Error(`the server ended with ${end}:\n${server.written()}`);
}

const POLL_MS = 20;

/** Resolves once the server has written these words. */
async function written(server: ServerProcess, words: string): Promise<undefined> {
  let over = false;
  void server.ended.then(() => {
    over = true;
  });
  while (!over && !server.written().includes(words)) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

const endOf = (child: ChildProcess): Promise<number | NodeJS.Signals> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? code ?? 0));
  });
