import { connect } from 'node:net';

/** What came back on a connection, and how long the other side kept it open. */
export interface RawAnswer {
  readonly text: string;
  readonly openMs: number;
}

/**
 * Writes bytes to a server as they are, and reads until the server closes the connection. What is to drip is written
 * again and again, every 100 ms, for as long as the connection is open.
 */
export function sendRaw(port: number, bytes: string, drip?: string): Promise<RawAnswer> {
  const began = performance.now();
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    let dripping: NodeJS.Timeout | undefined;
    socket.setEncoding('latin1');
    socket.on('connect', () => {
      socket.write(bytes, 'latin1');
      if (drip !== undefined) dripping = setInterval(() => socket.write(drip, 'latin1'), 100);
    });
    socket.on('data', (part) => {
      text += part;
    });
    // Writing to a connection that the server has reset is part of what is tried.
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      clearInterval(dripping);
      resolve({ text, openMs: performance.now() - began });
    });
  });
}
