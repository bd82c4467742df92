import { randomBytes } from 'node:crypto';
import closeWithGrace from 'close-with-grace';
import Fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { createMemoryDemoStore } from './backoffice/demo/memory-demo-store.ts';
import type { BackOffice } from './backoffice/operation.ts';
import type { Io } from './cli/io.ts';
import { type WrongUsage, wrongUsage } from './cli/wrong-usage.ts';
import { type Config, readConfig } from './config.ts';
import { createDemo } from './demo.ts';
import { readFlowFiles } from './files/read-flow-files.ts';
import { readFiles } from './flow/compile/flow-files.ts';
import { createLog } from './log.ts';
import { createFaults, type Fault, readFault } from './web/back-office-faults.ts';
import { backOfficeServer } from './web/back-office-server.ts';

/** `hotline backoffice`, as it was typed. */
export interface BackOfficeOptions {
  readonly port?: string | undefined;
  readonly token?: string | undefined;
  /** Before every answer, as `200ms` or `3s`. */
  readonly delay?: string | undefined;
  /** What is wrong with every answer. */
  readonly fail?: string | undefined;
}

const PORT = '3100';
const TOKEN_BYTES = 16;
const GRACE_MS = 2000;

/**
 * `hotline backoffice`: the demo back office as a server of its own, until it is told to stop. Gives the exit status of a
 * start that failed.
 *
 * @throws {ConfigError} where the environment is wrong
 */
export async function serveBackOffice(
  options: BackOfficeOptions,
  environment: Readonly<Record<string, string | undefined>>,
  io: Io,
): Promise<0 | 1 | 2> {
  const asked = readOptions(options);
  if (asked.type === 'wrong-usage') {
    io.complain(asked.message);
    return 2;
  }
  const given = options.token ?? (environment.BACKOFFICE_TOKEN || undefined);
  const token = given ?? randomBytes(TOKEN_BYTES).toString('hex');
  const config = readConfig({ ...environment, BACKOFFICE_TOKEN: token });
  if (config.NODE_ENV === 'production') {
    io.complain('What it tells is made up: it is not for production.');
    return 1;
  }
  // Fastify's own type of a logger: pino's would make the plugin's type depend on it.
  const log: FastifyBaseLogger = createLog(config.LOG_LEVEL);
  const app = Fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
  });
  await app.register(backOfficeServer, {
    backOffice: await demoOf(config),
    token,
    faults: createFaults({ always: asked.always }),
  });
  const address = await app.listen({ host: config.HOST ?? '127.0.0.1', port: asked.port });
  closeWithGrace({ delay: GRACE_MS }, () => app.close());
  io.print(`A back office with invented customers answers at ${address}`);
  if (given === undefined) io.print(`BACKOFFICE_TOKEN=${token}`);
  return 0;
}

interface Asked {
  readonly type: 'asked';
  readonly port: number;
  readonly always: Fault | undefined;
}

function readOptions({ port = PORT, delay, fail }: BackOfficeOptions): Asked | WrongUsage {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return wrongUsage(`--port ${port} is no port, as ${PORT} is.`);
  if (delay !== undefined && fail !== undefined) {
    return wrongUsage('--delay and --fail are two ways to be wrong: choose one.');
  }
  const always = delay === undefined ? readFault(fail ?? '') : readDelay(delay);
  const typed = delay ?? fail;
  if (typed !== undefined && !always) {
    return wrongUsage(`"${typed}" is none of: --delay 200ms, --delay 3s, --fail html, --fail status=503 …`);
  }
  return { type: 'asked', port: Number(port), always };
}

function readDelay(text: string): Fault | undefined {
  const [, number, unit] = /^(\d{1,5})(ms|s)$/.exec(text) ?? [];
  return number === undefined ? undefined : readFault(`delay=${Number(number) * (unit === 's' ? 1000 : 1)}`);
}

/** The demo, with the calendars of staff; what it is told lives as long as the process. */
async function demoOf(config: Config): Promise<BackOffice> {
  const { regions, calendars } = readFiles(
    await readFlowFiles({ flowsDir: config.FLOWS_DIR, configDir: config.CONFIG_DIR }),
  );
  const files = { regions: regions?.value?.regions ?? {}, calendars: Object.fromEntries(calendars) };
  return createDemo(config, { store: createMemoryDemoStore(), files: () => files });
}
