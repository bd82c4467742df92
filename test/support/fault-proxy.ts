import { createServer, request as send } from 'node:http';
import { listenOnLoopback } from './listen-on-loopback.ts';

/** Passes requests on to a back office, and asks it for faults on the way. */
export interface FaultProxy {
  readonly url: string;
  /** How many requests have come. */
  readonly requests: () => number;
  /** The faults of the next requests, one each; the last one goes on for ever. None is a request as it came. */
  ask(...faults: readonly string[]): void;
  close(): Promise<void>;
}

export async function startFaultProxy(url: string): Promise<FaultProxy> {
  const target = new URL(url);
  let faults: readonly string[] = [];
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    const [fault, ...later] = faults;
    if (later.length > 0) faults = later;
    const headers = { ...request.headers, ...(fault ? { 'x-demo-fault': fault } : {}) };
    const { method, url: path } = request;
    const onward = send({ host: target.hostname, port: target.port, path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    // What breaks on one side breaks on the other.
    onward.on('error', () => request.socket.destroy());
    response.on('error', () => onward.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  const { port, close } = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => requests,
    ask: (...next) => {
      faults = next;
    },
    close,
  };
}
