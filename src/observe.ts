import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import packageJson from '../package.json' with { type: 'json' };
import type { ChosenBackOffice } from './back-office.ts';
import type { LiveHours, Logger } from './calls/ports.ts';
import type { Config } from './config.ts';
import type { Desk } from './desk.ts';
import { countRunning } from './postgres/count-running.ts';
import type { Database } from './postgres/database.ts';
import type { RunningRecord } from './record.ts';
import type { RunningReleases } from './releases/releases.ts';
import type { Stores } from './stores.ts';
import { createMetrics, type Metrics } from './telemetry/metrics.ts';
import { type MakeLanes, UNTRACED } from './telemetry/traces/make-lanes.ts';
import { metrics as metricsPage } from './web/metrics.ts';

/** What looks on while calls are answered. */
export interface Observing {
  readonly metrics: Metrics;
  readonly lanes: MakeLanes;
  /** For parts that answer or ask by themselves. */
  readonly watched: {
    readonly watchAsking: Metrics['watchAsking'];
    readonly onCode: Metrics['onCode'];
    readonly makeTurns: MakeLanes['turns'];
  };
}

/** Makes the figures of this process and, where the settings ask for them, traces. */
export async function observe(config: Config, log: Logger): Promise<Observing> {
  const metrics = createMetrics(packageJson);
  const lanes = await makeLanes(config, log);
  const { watchAsking, onCode } = metrics;
  return { metrics, lanes, watched: { watchAsking, onCode, makeTurns: lanes.turns } };
}

export interface Observed {
  readonly config: Pick<Config, 'METRICS_TOKEN'>;
  readonly stores: Pick<Stores, 'isReady' | 'journal' | 'journalMaxTurns'>;
  readonly releases: Pick<RunningReleases, 'current'>;
  readonly hours: LiveHours;
  readonly backOffice: Pick<ChosenBackOffice, 'health'>;
  readonly desk: Pick<Desk, 'waiting'>;
  readonly database: Database | undefined;
  readonly record: Pick<RunningRecord, 'health'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Serves the figures of this process, with those that are looked up when somebody asks. */
export async function serveMetrics(app: FastifyInstance, metrics: Metrics, observed: Observed): Promise<void> {
  const { config, stores, releases, hours, backOffice, desk, database, record, now } = observed;
  metrics.lookUp({
    isReady: stores.isReady,
    release: releases.current,
    backOffice: backOffice.health,
    hours,
    waiting: desk.waiting,
    now,
    journal: { countWaiting: stores.journal.countWaiting, bound: stores.journalMaxTurns, health: record.health },
    database: database && { ...database, countRunning: () => countRunning(database, now()) },
  });
  await app.register(metricsPage, {
    expose: metrics.expose,
    contentType: metrics.contentType,
    token: config.METRICS_TOKEN,
  });
}

/** Makes what answers calls: traced where the settings say where traces go. Only then anything of it is loaded. */
async function makeLanes(config: Config, log: Logger): Promise<MakeLanes> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS = '', OTEL_SERVICE_NAME, PORT } = config;
  const share = shareOf(config);
  if (endpoint === undefined || share === 0) return UNTRACED;
  const { createTraces } = await import('./telemetry/traces/traces.ts');
  return createTraces({
    endpoint,
    headers: toHeaders(OTEL_EXPORTER_OTLP_HEADERS),
    serviceName: OTEL_SERVICE_NAME,
    version: packageJson.version,
    instance: `${hostname()}:${PORT}`,
    share,
    log,
  });
}

function shareOf({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: share }: Config): number {
  if (sampler.endsWith('always_on')) return 1;
  return sampler.endsWith('always_off') ? 0 : share;
}

/** As OpenTelemetry writes them: `name=value,name=value`, values as in an address. */
const toHeaders = (list: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    list
      .split(',')
      .map((one) => one.split(/=(.*)/s, 2))
      .flatMap(([name = '', value = '']) => (name === '' ? [] : [[name.trim(), decodeURIComponent(value.trim())]])),
  );
