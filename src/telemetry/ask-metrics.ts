import { Histogram, type Registry } from 'prom-client';
import { type Asking, nameOf } from '../calls/asking.ts';

/** Seconds: from what is answered here to the longest deadline. */
const BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** An asking that counts: what calls ask for outside, what came of it and how long it took. */
export type WatchAsking = (asking: Asking) => Asking;

/** The names of services and outcomes are those of contracts: there are as many series as those have. */
export function createAskMetrics(registry: Registry): WatchAsking {
  const asks = new Histogram({
    name: 'hotline_ask_duration_seconds',
    help: 'Time until a service, a text message or a callback was answered, by its outcome.',
    labelNames: ['service', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return (asking) => ({
    ...asking,
    async ask(request, draft, idempotencyKey) {
      const began = performance.now();
      const answer = await asking.ask(request, draft, idempotencyKey);
      asks.observe({ service: nameOf(request), outcome: answer.outcome }, (performance.now() - began) / 1000);
      return answer;
    },
  });
}
