import { createServer, type IncomingHttpHeaders } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';
import { listenOnLoopback } from './listen-on-loopback.ts';

const Value = z.object({
  stringValue: z.string().optional(),
  intValue: z.number().optional(),
  boolValue: z.boolean().optional(),
});
const Attributes = z
  .array(z.object({ key: z.string(), value: Value }))
  .transform((list) =>
    Object.fromEntries(
      list.map(({ key, value: { stringValue, intValue, boolValue } }) => [key, stringValue ?? intValue ?? boolValue]),
    ),
  );
const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes: Attributes,
  status: z.object({ code: z.number() }),
});
const Request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(Span) })),
    }),
  ),
});

export type ReceivedSpan = z.output<typeof Span>;

/** Takes traces by OTLP over HTTP, as a collector does. */
export interface TraceReceiver {
  readonly url: string;
  readonly spans: () => readonly ReceivedSpan[];
  /** What the spans came from. */
  readonly resources: () => readonly Readonly<Record<string, unknown>>[];
  readonly headers: () => IncomingHttpHeaders;
  /** Everything as it came. */
  readonly text: () => string;
  close(): Promise<void>;
}

export async function startTraceReceiver(): Promise<TraceReceiver> {
  const requests: z.output<typeof Request>[] = [];
  const bodies: unknown[] = [];
  let headers: IncomingHttpHeaders = {};
  const server = createServer(async (request, response) => {
    const body = await json(request);
    headers = request.headers;
    bodies.push(body);
    if (request.url === '/v1/traces') requests.push(Request.parse(body));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  const { port, close } = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () =>
      requests.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      ),
    resources: () => requests.flatMap(({ resourceSpans }) => resourceSpans.map(({ resource }) => resource.attributes)),
    headers: () => headers,
    text: () => JSON.stringify(bodies),
    close,
  };
}
