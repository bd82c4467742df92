import { join } from 'node:path';
import { type CallPool, createCallPool } from '../load/call-pool.ts';
import type { Dialect } from '../load/dialect.ts';
import { type HttpConnection, openHttpConnection } from '../load/http-connection.ts';
import type { LoadTarget } from '../load/target.ts';
import { onCore, type Pinning, serverCore } from './cores.ts';
import { findFreePort, type Program, type ProgramStart, startProgram } from './program.ts';
import { environmentOf, root, type Variant } from './variants.ts';

/** A variant that is up, with the calls that go on there. */
export interface RunningVariant extends Program {
  readonly variant: Variant;
  readonly dialect: Dialect;
  readonly pool: CallPool;
}

/** Where variants run: the private Redis, the directory for what they print, and whether they are pinned. */
export interface Bed {
  readonly redisUrl: string;
  readonly directory: string;
  readonly pinning: Pinning;
}

/** Connections of the generator to one server: enough to keep a core busy, few enough not to queue for long. */
const connectionsPerServer = 16;
/** Calls that go on at the same time on one server, unless a measurement is about their number. */
const usualLiveCalls = 600;

/** Starts a variant on a port of its own. */
export async function startVariant(variant: Variant, bed: Bed): Promise<RunningVariant> {
  const program = await startProgram(await describeStart(variant, bed));
  return { ...program, variant, dialect: variant.dialect, pool: createCallPool(usualLiveCalls) };
}

/** How a variant is started. */
export async function describeStart(variant: Variant, bed: Bed): Promise<ProgramStart> {
  const port = await findFreePort();
  return {
    name: variant.name,
    command: onCore(bed.pinning, serverCore, variant.command),
    environment: { ...environmentOf(port, bed.redisUrl, join(bed.directory, variant.name)), ...variant.environment },
    port,
    directory: root,
    logFile: join(bed.directory, `${variant.name}.log`),
  };
}

/**
 * Connects to a variant, lets `use` load it and hangs up. Connections are new each time, since servers close those that
 * were idle while the others had their turn (Node's own after 5 s).
 */
export async function withConnections<Result>(
  running: RunningVariant,
  use: (target: LoadTarget) => Promise<Result>,
  count = connectionsPerServer,
): Promise<Result> {
  let breakAll: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    breakAll = (error) => reject(new Error(`${running.variant.name}: ${error.message}`, { cause: error }));
  });
  broken.catch(() => undefined);
  const connections: HttpConnection[] = [];
  try {
    for (let opened = 0; opened < count; opened += 1) {
      connections.push(await openHttpConnection(running.port, breakAll));
    }
    return await use({ dialect: running.dialect, pool: running.pool, connections, broken });
  } finally {
    for (const connection of connections) {
      connection.close();
    }
  }
}
