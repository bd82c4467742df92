import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Asking } from '../calls/asking.ts';
import type { CallStore } from '../calls/ports.ts';
import type { WebhookWatch } from '../calls/watch-webhooks.ts';
import type { OnCode } from '../identity/tell-codes.ts';
import { createAskMetrics } from './ask-metrics.ts';
import { createCallMetrics } from './call-metrics.ts';
import { createCodeMetrics } from './code-metrics.ts';
import { gauge, type Reading } from './reading.ts';
import { createRecordReading, type RecordSources } from './record-metrics.ts';
import { createStateReading, type StateSources } from './state-metrics.ts';
import { createWebhookMetrics } from './webhook-metrics.ts';

/** Where figures are looked up that are not counted. */
export interface MetricSources extends StateSources, RecordSources {}

/** The figures of this process for Prometheus. No label ever names a call, a number or a person. */
export interface Metrics {
  readonly webhooks: WebhookWatch;
  readonly onCode: OnCode;
  watchAsking(asking: Asking): Asking;
  watchStore(store: CallStore): CallStore;
  /** Adds the figures that are looked up when they are asked for. */
  lookUp(sources: MetricSources): void;
  /** All figures as they are now, in Prometheus's text format. */
  expose(): Promise<string>;
  readonly contentType: string;
}

/** What Node tells of itself is of the whole process, and watched once. */
let ofProcess: Registry | undefined;

function processRegistry(): Registry {
  if (ofProcess) return ofProcess;
  ofProcess = new Registry();
  collectDefaultMetrics({ register: ofProcess });
  return ofProcess;
}

/** @param version of the hotline, as `0.1.0` */
export function createMetrics({ version }: { readonly version: string }): Metrics {
  const registry = new Registry();
  gauge(registry, { name: 'hotline_info', help: 'The version that runs; always 1.', labelNames: ['version'] }).set(
    { version },
    1,
  );
  const readings: Reading[] = [];
  return {
    webhooks: createWebhookMetrics(registry),
    onCode: createCodeMetrics(registry),
    watchAsking: createAskMetrics(registry),
    watchStore: createCallMetrics(registry),
    lookUp(sources) {
      readings.push(createStateReading(registry, sources), createRecordReading(registry, sources));
    },
    async expose() {
      await Promise.all(readings.map((read) => read()));
      return (await Promise.all([registry.metrics(), processRegistry().metrics()])).join('\n');
    },
    contentType: registry.contentType,
  };
}
