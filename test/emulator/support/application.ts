import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';

/** A request as the application received it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  /** Path and query, as requested. */
  readonly url: string;
  readonly query: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
}

/** What an application answers: TwiML within `<Response>`, or anything else by hand. */
export type Answer =
  | string
  | ((received: Received, response: ServerResponse) => string | undefined | Promise<string | undefined>);

/** A tiny application with canned TwiML, reached over real HTTP. */
export interface Application {
  readonly url: string;
  readonly received: readonly Received[];
  /** What came to a path, oldest first. */
  at(path: string): readonly Received[];
}

/** Serves canned TwiML by path until the test is over. Unknown paths get an empty response. */
export async function serveTwiml(pages: Readonly<Record<string, Answer>>): Promise<Application> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void read(request).then(async (call) => {
      received.push(call);
      const page = pages[call.path] ?? '';
      const body = typeof page === 'string' ? page : await page(call, response);
      if (body === undefined || response.writableEnded) return;
      if (!response.headersSent) response.setHeader('content-type', 'text/xml');
      response.end(`<?xml version="1.0" encoding="UTF-8"?><Response>${body}</Response>`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, received, at: (path) => received.filter((call) => call.path === path) };
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url ?? '/', 'http://host');
  return {
    method: request.method ?? '',
    path: url.pathname,
    url: request.url ?? '/',
    query: Object.fromEntries(url.searchParams),
    form: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8'))),
    headers: request.headers,
  };
}
