import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Where ports are looked for: above those that programs are known by, and below those that a system lends to outgoing
 * connections, which would take a port between this look and its use.
 */
const FIRST = 10_000;
const LAST = 32_767;
const TRIES = 100;

/** A TCP port on loopback that nobody listens on right now: for who must know its address before it listens. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST + 1));
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
