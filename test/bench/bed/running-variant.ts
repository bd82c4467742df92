import { join } from 'node:path';
import { createCallPool } from '../load/call-pool.ts';
import { type HttpConnection, openHttpConnection } from '../load/http-connection.ts';
import type { LoadTarget } from '../load/target.ts';
import { onCore, type Pinning, serverCore } from './cores.ts';
import { findFreePort, type Program, type ProgramStart, startProgram } from './program.ts';
import { environmentOf, root, type Variant } from './variants.ts';

/** A variant that is up, with the generator connected to it. */
export interface RunningVariant extends LoadTarget {
  readonly variant: Variant;
  readonly pid: number;
  readonly stop: () => Promise<void>;
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
export const usualLiveCalls = 600;

/** Starts a variant on a port of its own and connects to it. */
export async function startVariant(variant: Variant, bed: Bed): Promise<RunningVariant> {
  const program = await startProgram(await describeStart(variant, bed));
  return connectTo(variant, program);
}

/** How a variant is started. */
export async function describeStart(variant: Variant, bed: Bed): Promise<ProgramStart> {
  const port = await findFreePort();
  return {
    name: variant.name,
    command: onCore(bed.pinning, serverCore, variant.command),
    environment: environmentOf(port, bed.redisUrl),
    port,
    directory: root,
    logFile: join(bed.directory, `${variant.name}.log`),
  };
}

async function connectTo(variant: Variant, program: Program): Promise<RunningVariant> {
  let breakAll: (error: Error) => void = () => undefined;
  const broken = new Promise<never>((_, reject) => {
    breakAll = (error) => reject(new Error(`${variant.name}: ${error.message}`, { cause: error }));
  });
  broken.catch(() => undefined);
  const connections: HttpConnection[] = [];
  for (let count = 0; count < connectionsPerServer; count += 1) {
    connections.push(await openHttpConnection(program.port, breakAll));
  }
  const stop = async (): Promise<void> => {
    for (const connection of connections) {
      connection.close();
    }
    await program.stop();
  };
  const { dialect } = variant;
  return {
    variant,
    pid: program.pid,
    port: program.port,
    dialect,
    connections,
    pool: createCallPool(usualLiveCalls),
    broken,
    stop,
  };
}
