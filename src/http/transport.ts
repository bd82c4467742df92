import { errors, Pool } from 'undici';
import { BackOfficeError } from './errors.ts';
import type { HttpResponse } from './judge-response.ts';

/** Connections to one back office. Requests beyond them wait for a free one, at most until their deadline. */
const CONNECTIONS = 32;
const CONNECT_MS = 2000;
/** Shorter than servers and balancers usually keep a connection that nobody uses. */
const KEEP_ALIVE_MS = 10_000;
/** No answer has a hundredth of it; what is longer is broken off. */
const LARGEST_RESPONSE = 256 * 1024;

export interface HttpRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
}

export interface Transport {
  /** One attempt; rejects with whatever went wrong on the way. Redirects are not followed. */
  post(request: HttpRequest): Promise<HttpResponse>;
  /** Waits for the requests under way. */
  close(): Promise<void>;
}

export interface TransportOptions {
  /** Where the back office is; operations lie below its path. */
  readonly url: string;
  readonly token: string;
}

export function createTransport({ url, token }: TransportOptions): Transport {
  const { origin, pathname } = new URL(url);
  const basePath = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: KEEP_ALIVE_MS,
    connect: { timeout: CONNECT_MS },
    maxResponseSize: LARGEST_RESPONSE,
  });
  const ours = { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' };

  return {
    async post({ path, headers, body, signal }) {
      const method = 'POST';
      const response = await pool.request({
        path: `${basePath}${path}`,
        method,
        headers: { ...headers, ...ours },
        body,
        signal,
      });
      const contentType = response.headers['content-type'];
      return {
        status: response.statusCode,
        contentType: typeof contentType === 'string' ? contentType : '',
        body: await response.body.text(),
      };
    },
    close: () => pool.close(),
  };
}

/**
 * Says in our words what went wrong on the way. What is no fault of the way, a bug of ours, is given back as it is.
 *
 * @param isLate whether the attempt's time was over
 */
export function toTransportError(error: unknown, operation: string, isLate: boolean): unknown {
  if (error instanceof BackOfficeError) return error;
  if (isLate) return new BackOfficeError({ code: 'too-late', operation, retryable: true });
  if (error instanceof errors.ResponseExceededMaxSizeError) {
    return new BackOfficeError({ code: 'too-large', operation });
  }
  const isOfTheWay = error instanceof Error && 'code' in error && !(error instanceof errors.InvalidArgumentError);
  return isOfTheWay ? new BackOfficeError({ code: 'unreachable', operation, retryable: true, cause: error }) : error;
}
