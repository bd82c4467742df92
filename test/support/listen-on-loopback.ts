import { once } from 'node:events';
import type { Server, Socket } from 'node:net';

/** A server that listens on loopback, on a port that the system has chosen. */
export interface Listening {
  readonly port: number;
  /** Connections that were ever made to it. */
  readonly connections: () => number;
  /** Ends it, and breaks whatever is connected; nothing where that is done. */
  close(): Promise<void>;
}

export async function listenOnLoopback(server: Server): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return {
    port: address.port,
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      if (server.listening) await new Promise((closed) => server.close(closed));
    },
  };
}
