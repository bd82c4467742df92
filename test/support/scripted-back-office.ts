import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from './listen-on-loopback.ts';

export interface SeenRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** How one request is answered, or not. */
export type Reply = (response: ServerResponse) => void;

/** An HTTP server that answers as it is told, the first request by the first reply; the last one goes on for ever. */
export interface ScriptedBackOffice {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** Connections that were ever made to it. */
  readonly connections: () => number;
  script(...replies: readonly Reply[]): void;
  close(): Promise<void>;
}

export async function startScripted(): Promise<ScriptedBackOffice> {
  let replies: readonly Reply[] = [];
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    // Whoever asked may have gone meanwhile.
    response.on('error', () => undefined);
    const [reply, ...later] = replies;
    if (later.length > 0) replies = later;
    void text(request).then(
      (body) => {
        const { method, url, headers } = request;
        requests.push({ method, url, headers, body: JSON.parse(body) });
        reply?.(response);
      },
      () => undefined,
    );
  });
  const { port, connections, close } = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections,
    script: (...script) => {
      replies = script;
    },
    close,
  };
}

export const json =
  (body: unknown, status = 200): Reply =>
  (response) =>
    void response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));

export const content =
  (type: string, body: string): Reply =>
  (response) =>
    void response.writeHead(200, { 'content-type': type }).end(body);

export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Reply =>
  (response) =>
    void response.writeHead(code, headers).end('canary');

export const reset: Reply = (response) => void response.socket?.destroy();

/** Takes the request and says nothing. */
export const silence: Reply = () => undefined;
