import type { FastifyInstance, FastifyReply } from 'fastify';

/** Why a stream of events ends. */
export type StreamEnd = 'session-over' | 'too-slow' | 'unavailable' | 'stopping';

/** Server-sent events to one client. Nothing is sent any more once it has ended. */
export interface EventStream {
  send(event: string, data: unknown, id?: string): void;
  /** Says why, and ends. */
  end(reason: StreamEnd): void;
}

/** A line without anything on it is closed by the server; a comment keeps it. */
const HEARTBEAT_MS = 5000;
/** What may wait for a client; one that does not take it is let go. */
const MAX_WAITING_BYTES = 1024 * 1024;
/** A browser comes back after so long. */
const RETRY_MS = 2000;
const LET_GO_MS = 2000;

const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // A proxy that collects what it passes on would hold events back.
  'x-accel-buffering': 'no',
  // A server that stops would wait for the next request on a connection that is kept.
  connection: 'close',
};

export interface EventStreams {
  /** Begins to send; `onClose` is told when the client is gone, or the stream was ended. */
  open(reply: FastifyReply, onClose: () => void): EventStream;
  /** How many are open. */
  count(): number;
}

/** The streams of a plugin; those still open end when the server stops. */
export function createEventStreams(app: FastifyInstance): EventStreams {
  const open = new Set<EventStream>();
  app.addHook('preClose', async () => {
    for (const stream of [...open]) stream.end('stopping');
  });
  return {
    count: () => open.size,
    open(reply, onClose) {
      const stream = openStream(reply, () => {
        open.delete(stream);
        onClose();
      });
      open.add(stream);
      return stream;
    },
  };
}

function openStream(reply: FastifyReply, onClose: () => void): EventStream {
  reply.hijack();
  const { raw } = reply;
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) raw.setHeader(name, value);
  raw.writeHead(200, STREAM_HEADERS);
  raw.write(`retry: ${RETRY_MS}\n\n`);
  const heartbeat = setInterval(() => raw.write(':\n\n'), HEARTBEAT_MS);
  raw.once('close', () => {
    clearInterval(heartbeat);
    onClose();
  });

  const end = (reason: StreamEnd): void => {
    if (raw.writableEnded) return;
    clearInterval(heartbeat);
    raw.end(textOf('end', { reason }));
    setTimeout(() => raw.destroy(), LET_GO_MS).unref();
  };
  return {
    end,
    send(event, data, id) {
      if (raw.writableEnded || raw.destroyed) return;
      raw.write(textOf(event, data, id));
      if (raw.writableLength > MAX_WAITING_BYTES) end('too-slow');
    },
  };
}

const textOf = (event: string, data: unknown, id?: string): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
