import { Counter, Histogram, type Registry } from 'prom-client';
import type { WebhookLane, WebhookRefusal, WebhookWatch } from '../calls/watch-webhooks.ts';

/** Seconds: from a turn in memory to Twilio's patience. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];

/** How webhooks are answered. Every series is looked up beforehand: a turn does nothing but count. */
export function createWebhookMetrics(registry: Registry): WebhookWatch {
  const answers = createAnswers(registry);
  const refusals = createRefusals(registry);
  return {
    answered: (lane, outcome, tookMs) => answers[lane][outcome](tookMs / 1000),
    refused: (why) => refusals[why](1),
  };
}

function createAnswers(registry: Registry) {
  const turns = new Histogram({
    name: 'hotline_turn_duration_seconds',
    help: 'Time from a webhook that was let in to its answer, by lane and by how it was answered.',
    labelNames: ['lane', 'outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const inLane = (lane: WebhookLane) => ({
    new: turns.labels(lane, 'new').observe,
    repeated: turns.labels(lane, 'repeated').observe,
    reduced: turns.labels(lane, 'reduced').observe,
    failed: turns.labels(lane, 'failed').observe,
  });
  return {
    call: inLane('call'),
    wait: inLane('wait'),
    fallback: inLane('fallback'),
    reduced: inLane('reduced'),
    notice: inLane('notice'),
  };
}

function createRefusals(registry: Registry) {
  const refusals = new Counter({
    name: 'hotline_webhooks_refused_total',
    help: 'Webhooks that were refused, by reason.',
    labelNames: ['reason'],
    registers: [registry],
  });
  const because = (reason: WebhookRefusal) => {
    const { inc } = refusals.labels(reason);
    // There from the start, so that the first one is a rise as well.
    inc(0);
    return inc;
  };
  return { signature: because('signature'), form: because('form'), nonce: because('nonce') };
}
