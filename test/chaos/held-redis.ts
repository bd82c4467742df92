import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line to Redis that a test can hold: servers connect to it instead. */
export interface HeldRedis {
  readonly url: string;
  /** Resolves when a command that matches is on its way; neither it nor what follows reaches Redis. */
  holdCommand(matching: RegExp): Promise<void>;
  /** Resolves when a command that matches is with Redis; the answer to it never comes. */
  holdAnswer(matching: RegExp): Promise<void>;
  /** Lets everything through again; what was held is lost. */
  letGo(): void;
  close(): void;
}

interface Hold {
  readonly matching: RegExp;
  readonly what: 'command' | 'answer';
  readonly met: () => void;
  readonly sockets: Set<Socket>;
}

/** Opens a line on loopback to the Redis on a port. */
export async function holdRedis(port: number): Promise<HeldRedis> {
  let hold: Hold | undefined;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const redis = connect(port, '127.0.0.1');
    for (const socket of [client, redis]) {
      sockets.add(socket);
      // A connection that a killed process leaves behind is part of what is tried.
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        redis.destroy();
      });
    }
    client.on('data', (command) => {
      if (hold?.matching.test(command.toString('latin1'))) {
        hold.sockets.add(client);
        hold.met();
      }
      if (!(hold?.what === 'command' && hold.sockets.has(client))) redis.write(command);
    });
    redis.on('data', (answer) => {
      if (!hold?.sockets.has(client)) client.write(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const holding = (what: Hold['what'], matching: RegExp): Promise<void> =>
    new Promise((met) => {
      hold = { what, matching, met, sockets: new Set() };
    });
  return {
    url: `redis://127.0.0.1:${typeof address === 'object' ? address?.port : address}`,
    holdCommand: (matching) => holding('command', matching),
    holdAnswer: (matching) => holding('answer', matching),
    letGo: () => {
      hold = undefined;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
