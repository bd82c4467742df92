import type { FastifyInstance } from 'fastify';
import type { ChosenBackOffice } from './back-office.ts';
import type { LiveHours } from './calls/ports.ts';
import type { Config } from './config.ts';
import type { Desk } from './desk.ts';
import { countRunning } from './postgres/count-running.ts';
import type { Database } from './postgres/database.ts';
import type { RunningRecord } from './record.ts';
import type { RunningReleases } from './releases/releases.ts';
import type { Stores } from './stores.ts';
import type { Metrics } from './telemetry/metrics.ts';
import { metrics as metricsPage } from './web/metrics.ts';

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
