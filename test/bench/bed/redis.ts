import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { loadCore, onCore, type Pinning } from './cores.ts';
import { findFreePort, type Program, startProgram } from './program.ts';

/** The benchmark's own Redis: nothing on disk, nobody else on it. */
export interface PrivateRedis extends Program {
  readonly url: string;
  /** A connection for looking at it; nothing that is measured goes through it. */
  readonly client: Redis;
}

/** The name of a Redis server on the PATH, or nothing. */
export function findRedisServer(): string | undefined {
  return ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);
}

/** Starts `executable` on a free loopback port, without persistence, on the load's core. */
export async function startPrivateRedis(
  executable: string,
  directory: string,
  pinning: Pinning,
): Promise<PrivateRedis> {
  const port = await findFreePort();
  const server = [executable, '--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const program = await startProgram({
    name: 'Redis',
    command: onCore(pinning, loadCore, [...server, '--dir', directory]),
    environment: {},
    port,
    directory,
    logFile: join(directory, 'redis.log'),
  });
  const client = new Redis(port, '127.0.0.1');
  const stop = async (): Promise<void> => {
    client.disconnect();
    await program.stop();
  };
  return { pid: program.pid, port, url: `redis://127.0.0.1:${port}`, client, stop };
}
