import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../../calls/ports.ts';

/** The code of a batch that was taken. */
const SENT = 0;

/** An exporter whose receiver is told of once when it is gone, and once when it is there again. */
export function tellOnce(exporter: SpanExporter, log: Logger): SpanExporter {
  let isGone = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const isSent = result.code === SENT;
        if (!isSent && !isGone) log.warn({ err: result.error }, 'traces cannot be sent: they are lost');
        if (isSent && isGone) log.info({}, 'traces are sent again');
        isGone = !isSent;
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
  };
}
