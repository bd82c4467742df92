import { join } from 'node:path';
import { loadCore, onCore } from '../bed/cores.ts';
import { findFreePort, type Program, startProgram } from '../bed/program.ts';
import { type Bed, type RunningVariant, startVariant, withConnections } from '../bed/running-variant.ts';
import { root, type Variant } from '../bed/variants.ts';
import { beginCall } from '../load/call-pool.ts';
import type { Answer } from '../load/http-connection.ts';
import { measureOpenLoop, type OpenLoad } from '../load/open-loop.ts';
import { quantile } from './statistics.ts';

/** What turns cost a caller that ask the back office something. */
export interface ServiceTurns {
  /** What the back office takes to answer. */
  readonly backOfficeMs: number;
  readonly turns: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The same call under the same load without a question. */
  readonly plainP50Ms: number;
  readonly plainP99Ms: number;
  /** Until the first sound, where the back office does not answer at all. */
  readonly hangingMs: number;
}

const BACK_OFFICE_MS = 50;
/** Turns that wait for the back office hold theirs: none may wait for a connection besides. */
const CONNECTIONS = 64;
/** Longer than any deadline. */
const HANGING_MS = 60_000;

/** Measures the hotline in front of a back office that takes 50 ms, and in front of one that hangs. */
export async function measureServiceTurns(hotline: Variant, bed: Bed, load: OpenLoad): Promise<ServiceTurns> {
  const plain = await withHotline(hotline, bed, (running) => latenciesOf(running, load));
  const asking = await withBackOffice(hotline, bed, BACK_OFFICE_MS, (running) => latenciesOf(running, load));
  const hangingMs = await withBackOffice(hotline, bed, HANGING_MS, timeToFirstSound);
  return {
    backOfficeMs: BACK_OFFICE_MS,
    turns: asking.length,
    p50Ms: quantile(asking, 0.5),
    p99Ms: quantile(asking, 0.99),
    plainP50Ms: quantile(plain, 0.5),
    plainP99Ms: quantile(plain, 0.99),
    hangingMs,
  };
}

const latenciesOf = (running: RunningVariant, load: OpenLoad): Promise<Float64Array> =>
  withConnections(running, (line) => measureOpenLoop(line, load), CONNECTIONS);

/** Throws where the hotline does not hold the caller. */
async function timeToFirstSound(running: RunningVariant): Promise<number> {
  return await withConnections(running, async ({ connections, dialect, broken }) => {
    const [connection] = connections;
    if (connection === undefined) {
      throw new Error('There is no connection to make a call on.');
    }
    const startedAt = performance.now();
    const asked = new Promise<Answer>((resolve) => connection.send(dialect.toRequest(beginCall()), resolve));
    const { status, body } = await Promise.race([asked, broken]);
    if (status !== 200 || !body.includes('<Redirect')) {
      throw new Error(`A caller is not held while the back office hangs: ${body}`);
    }
    return performance.now() - startedAt;
  });
}

async function withHotline<Result>(
  variant: Variant,
  bed: Bed,
  use: (running: RunningVariant) => Promise<Result>,
): Promise<Result> {
  const running = await startVariant(variant, bed);
  try {
    return await use(running);
  } finally {
    await running.stop();
  }
}

async function withBackOffice<Result>(
  hotline: Variant,
  bed: Bed,
  delayMs: number,
  use: (running: RunningVariant) => Promise<Result>,
): Promise<Result> {
  const backOffice = await startBackOffice(bed, delayMs);
  const environment = {
    ...hotline.environment,
    FLOWS_DIR: 'test/bench/service-flows',
    BACKOFFICE_URL: `http://127.0.0.1:${backOffice.port}`,
    BACKOFFICE_TOKEN: 'of-the-benchmark',
  };
  try {
    return await withHotline({ ...hotline, environment }, bed, use);
  } finally {
    await backOffice.stop();
  }
}

async function startBackOffice({ directory, pinning }: Bed, delayMs: number): Promise<Program> {
  const port = await findFreePort();
  return startProgram({
    name: 'back-office',
    command: onCore(pinning, loadCore, [process.execPath, 'test/bench/bed/back-office.ts']),
    environment: { PORT: String(port), DELAY_MS: String(delayMs) },
    port,
    directory: root,
    logFile: join(directory, 'back-office.log'),
  });
}
