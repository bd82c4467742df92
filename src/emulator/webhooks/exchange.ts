import http from 'node:http';
import https from 'node:https';

/** One HTTP request. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly connectTimeoutMs: number;
  readonly readTimeoutMs: number;
  readonly totalTimeoutMs: number;
}

/** The server's reply. */
export interface Reply {
  readonly type: 'reply';
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** There was more than 64 kB, and the rest was not read. */
  readonly isTooLong: boolean;
}

/** Why there is no reply. */
export interface Failure {
  readonly type: 'failure';
  readonly reason:
    | 'connect'
    | 'tls'
    | 'host'
    | 'read-timeout'
    | 'reset'
    | 'partial'
    | 'protocol'
    | 'redirects'
    | 'address';
  readonly message: string;
}

/** The longest document Twilio takes: https://www.twilio.com/docs/api/errors/11750 */
const LONGEST_BODY = 65_536;

/** Makes one request on a connection of its own. Time here is the server's, not the emulated clock's. */
export function exchange(request: HttpRequest): Promise<Reply | Failure> {
  return new Promise((resolve) => {
    const open = request.url.startsWith('https:') ? https.request : http.request;
    const outgoing = open(request.url, { method: request.method, headers: { ...request.headers }, agent: false });
    const stage = { isConnected: false };
    const timers = [
      setTimeout(
        () => !stage.isConnected && give(failure('connect', 'no connection in time')),
        request.connectTimeoutMs,
      ),
      setTimeout(() => give(failure('read-timeout', 'no answer in time')), request.totalTimeoutMs),
    ];
    const give = (outcome: Reply | Failure) => {
      for (const timer of timers) clearTimeout(timer);
      resolve(outcome);
      outgoing.destroy();
    };
    outgoing.on('socket', (socket) => {
      socket.once(request.url.startsWith('https:') ? 'secureConnect' : 'connect', () => {
        stage.isConnected = true;
        socket.setTimeout(request.readTimeoutMs, () => give(failure('read-timeout', 'no answer in time')));
      });
    });
    outgoing.on('error', (cause: NodeJS.ErrnoException) => give(failureOf(cause, stage.isConnected)));
    outgoing.on('response', (incoming) => void readReply(incoming).then(give));
    outgoing.end(request.body);
  });
}

async function readReply(incoming: http.IncomingMessage): Promise<Reply | Failure> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of incoming) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > LONGEST_BODY) break;
    }
  } catch (cause) {
    return failure('partial', cause instanceof Error ? cause.message : 'the reply broke off');
  }
  return {
    type: 'reply',
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
    isTooLong: length > LONGEST_BODY,
  };
}

const failure = (reason: Failure['reason'], message: string): Failure => ({ type: 'failure', reason, message });

function failureOf(cause: NodeJS.ErrnoException, isConnected: boolean): Failure {
  const { code = '', message } = cause;
  if (code.startsWith('HPE_')) return failure('protocol', message);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return failure('host', message);
  if (isConnected) return failure('reset', message);
  return failure(/CERT|SSL|TLS|SIGNATURE/.test(code) ? 'tls' : 'connect', message);
}
