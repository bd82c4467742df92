import { connect, type Socket } from 'node:net';

/** What a server answered to one request. */
export interface Answer {
  readonly status: number;
  /** The body, a character a byte: enough for searching it for ASCII text. */
  readonly body: string;
  /** The `name=value` of the cookie that the server set, if it set one. */
  readonly cookie: string | undefined;
}

/** One kept connection that carries one request at a time. */
export interface HttpConnection {
  /** Sends a whole request, a character a byte. Throws when the answer to the one before has not come yet. */
  readonly send: (request: string, onAnswer: (answer: Answer) => void) => void;
  readonly close: () => void;
}

/**
 * Opens a connection to a server on this machine. A socket that fails or closes by itself, and an answer without a
 * length, are told to `onBroken`, once, and the connection is of no more use.
 */
export async function openHttpConnection(port: number, onBroken: (error: Error) => void): Promise<HttpConnection> {
  const socket = await openSocket(port);
  let received = '';
  let waiting: ((answer: Answer) => void) | undefined;
  let isClosing = false;

  const fail = (error: Error): void => {
    if (!isClosing) {
      isClosing = true;
      socket.destroy();
      onBroken(error);
    }
  };
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    try {
      const answer = readAnswer(received);
      if (answer !== undefined) {
        received = '';
        const onAnswer = waiting;
        waiting = undefined;
        onAnswer?.(answer);
      }
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('The server closed a kept connection.')));

  return {
    send(request, onAnswer) {
      if (waiting !== undefined) {
        throw new Error('A connection was used before its last answer had come.');
      }
      waiting = onAnswer;
      socket.write(request, 'latin1');
    },
    close() {
      isClosing = true;
      socket.destroy();
    },
  };
}

function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}

const lengthHeader = /\r\ncontent-length: *(\d+)/i;
const cookieHeader = /\r\nset-cookie: *([^;\r]+)/i;

function readAnswer(received: string): Answer | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) {
    return undefined;
  }
  const head = received.slice(0, headEnd);
  const length = lengthHeader.exec(head)?.[1];
  if (length === undefined) {
    throw new Error('The server answered without a content-length.');
  }
  const body = received.slice(headEnd + 4);
  if (body.length < Number(length)) {
    return undefined;
  }
  return { status: Number(head.slice(9, 12)), body, cookie: cookieHeader.exec(head)?.[1] };
}
