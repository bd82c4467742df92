import { readdir, readFile } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply } from 'fastify';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** What every answer of a page carries: nothing from elsewhere runs in it, and no other page frames it. */
export const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

/** A page at an address without a slash at its end: `index.html` of a folder, and beside it what it consists of. */
export async function servePage(app: FastifyInstance, address: string, folder: URL): Promise<void> {
  for (const name of await readdir(folder)) {
    const content = await readFile(new URL(name, folder), 'utf8');
    const type = TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    const at = name === 'index.html' ? address : `${address}/${name}`;
    app.get(at, async (_request, reply) => reply.type(type).send(content));
  }
  app.get(`${address}/`, async (_request, reply) => reply.redirect(address));
}

/** A line without anything on it is closed by the server; a comment keeps it. */
const HEARTBEAT_MS = 5000;

/** Begins to send events to a browser. `onClose` is told when the browser is gone, or the server ends. */
export type OpenStream = (reply: FastifyReply, onClose: () => void) => SendEvent;
/** Sends an event with its number, by which a browser that comes back says what it has seen. */
export type SendEvent = (event: unknown, id: number) => void;

/** Server-sent events of a plugin; those still open end when the server stops. */
export function createStreams(app: FastifyInstance): OpenStream {
  const open = new Set<FastifyReply['raw']>();
  app.addHook('preClose', async () => {
    for (const raw of open) raw.end();
  });
  return (reply, onClose) => {
    reply.hijack();
    const { raw } = reply;
    open.add(raw);
    // A server that stops would wait for the next request on a connection that is kept.
    raw.writeHead(200, { ...PAGE_HEADERS, 'content-type': 'text/event-stream', connection: 'close' });
    const heartbeat = setInterval(() => raw.write(':\n\n'), HEARTBEAT_MS);
    raw.once('close', () => {
      clearInterval(heartbeat);
      open.delete(raw);
      onClose();
    });
    return (event, id) => raw.write(`id: ${id}\ndata: ${JSON.stringify(event)}\n\n`);
  };
}
