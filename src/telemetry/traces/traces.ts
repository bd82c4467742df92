import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Logger } from '../../calls/ports.ts';
import { createTurns } from '../../calls/turns.ts';
import { createWaiting } from '../../calls/waiting.ts';
import type { MakeLanes } from './make-lanes.ts';
import { tellOnce } from './tell-once.ts';
import { beginTrace } from './turn-trace.ts';

export interface TracesOptions {
  /** Where OTLP over HTTP is taken: spans go to `v1/traces` below it. */
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly serviceName: string;
  readonly version: string;
  /** Tells this process from others of the same service. */
  readonly instance: string;
  /** From 0 to 1: how many of the turns are traced. */
  readonly share: number;
  readonly log: Logger;
}

/** Spans that wait to be sent; what is more is lost. */
const QUEUE = 4096;
/** Longer than this no batch is tried. */
const SEND_MS = 3000;
/** A process that stops waits no longer for a receiver. */
const LAST_MS = 1000;

/** Traces turns, and sends what was traced in batches, off the path of calls, by OpenTelemetry's protocol. */
export function createTraces(options: TracesOptions): MakeLanes {
  const exporter = tellOnce(createExporter(options), options.log);
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': options.serviceName,
      'service.version': options.version,
      'service.instance.id': options.instance,
    }),
    sampler: new TraceIdRatioBasedSampler(options.share),
    spanProcessors: [new BatchSpanProcessor({ exporter, maxQueueSize: QUEUE, exportTimeoutMillis: SEND_MS + LAST_MS })],
  });
  const tracer = provider.getTracer('okpay-hotline', options.version);

  return {
    turns(around) {
      const untraced = createTurns(around);
      return (request) => {
        const { sid: callSid, turn, refused } = request;
        const name = { callSid, lane: 'call', turn, ...(refused === undefined ? {} : { refused }) } as const;
        const traced = beginTrace(tracer, name);
        if (!traced.isWanted) return untraced(request);
        const take = createTurns({ ...traced.around(around), asking: traced.asking(around.asking) });
        return traced.follow(take(request));
      };
    },
    waiting(around) {
      const untraced = createWaiting(around);
      return (request) => {
        const { sid: callSid, turn } = request;
        const traced = beginTrace(tracer, { callSid, lane: 'wait', turn });
        return traced.isWanted ? traced.follow(createWaiting(traced.around(around))(request)) : untraced(request);
      };
    },
    stop: () => within(LAST_MS, provider.shutdown()),
  };
}

const createExporter = ({ endpoint, headers }: TracesOptions): SpanExporter =>
  new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/traces`,
    headers: { ...headers },
    timeoutMillis: SEND_MS,
  });

/** What is not done by then is given up, and so is what failed: the log has told of it. */
async function within(limitMs: number, work: Promise<void>): Promise<void> {
  const { promise: tooLate, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, limitMs);
  await Promise.race([work.catch(() => undefined), tooLate]);
  clearTimeout(timer);
}
