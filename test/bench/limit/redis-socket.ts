import { connect } from 'node:net';

/** What Redis answered: text, a whole number, nothing, or a complaint. */
export type RedisReply = string | number | null | Error;

/** Sends one command and calls back with its reply, in the order of sending. */
export type SendCommand = (parts: readonly string[], onReply: (reply: RedisReply) => void) => void;

interface ReadReply {
  readonly reply: RedisReply;
  readonly end: number;
}

/**
 * A connection to Redis without comfort: one socket, one write per tick, the four kinds of reply the limit needs.
 * It reconnects nothing; a broken socket ends the program, since a limit without Redis measures nothing.
 */
export function openRedisSocket(port: number, host: string): SendCommand {
  const socket = connect({ port, host, noDelay: true });
  const waiting: ((reply: RedisReply) => void)[] = [];
  let first = 0;
  let outgoing = '';
  let rest: Buffer | undefined;

  const flush = (): void => {
    socket.write(outgoing);
    outgoing = '';
  };
  socket.on('data', (chunk) => {
    const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
    let offset = 0;
    let read = readReply(bytes, 0);
    while (read !== undefined) {
      offset = read.end;
      const onReply = waiting[first];
      first += 1;
      onReply?.(read.reply);
      read = offset < bytes.length ? readReply(bytes, offset) : undefined;
    }
    rest = offset < bytes.length ? bytes.subarray(offset) : undefined;
    if (first === waiting.length) {
      waiting.length = 0;
      first = 0;
    }
  });
  socket.on('error', (error) => {
    throw error;
  });

  return (parts, onReply) => {
    if (outgoing === '') {
      process.nextTick(flush);
    }
    outgoing += toCommand(parts);
    waiting.push(onReply);
  };
}

function toCommand(parts: readonly string[]): string {
  let text = `*${parts.length}\r\n`;
  for (const part of parts) {
    text += `$${Buffer.byteLength(part)}\r\n${part}\r\n`;
  }
  return text;
}

const carriageReturn = 13;

function readReply(bytes: Buffer, start: number): ReadReply | undefined {
  const lineEnd = bytes.indexOf(carriageReturn, start);
  if (lineEnd === -1 || lineEnd + 1 >= bytes.length) {
    return undefined;
  }
  const line = bytes.toString('latin1', start + 1, lineEnd);
  const end = lineEnd + 2;
  switch (bytes[start]) {
    case 0x24:
      return readBulk(bytes, end, Number(line));
    case 0x3a:
      return { reply: Number(line), end };
    case 0x2b:
      return { reply: line, end };
    default:
      return { reply: new Error(line), end };
  }
}

function readBulk(bytes: Buffer, start: number, length: number): ReadReply | undefined {
  if (length === -1) {
    return { reply: null, end: start };
  }
  const end = start + length + 2;
  return end > bytes.length ? undefined : { reply: bytes.toString('utf8', start, end - 2), end };
}
