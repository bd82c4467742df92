import { createDemoBackOffice } from './backoffice/demo/demo-back-office.ts';
import { createMemoryDemoStore } from './backoffice/demo/memory-demo-store.ts';
import type { BackOffice } from './backoffice/operation.ts';
import { DEMO_SEED } from './backoffice/seeds/seed.ts';
import type { Logger, Releases } from './calls/ports.ts';
import type { Config } from './config.ts';
import type { Database } from './postgres/database.ts';
import { createDemoStore } from './postgres/demo-store.ts';

export interface BackOfficeParts {
  /** Where the demo keeps what it knows; without one, in this process. */
  readonly database: Database | undefined;
  readonly releases: Pick<Releases, 'current'>;
  readonly log: Logger;
}

/**
 * Who performs what the hotline asks about customers: on a laptop the demo, with customers of its own. In production it
 * never serves: a caller must not hear of payments that are made up.
 */
export function chooseBackOffice(
  { NODE_ENV, DEMO_INCIDENT }: Pick<Config, 'NODE_ENV' | 'DEMO_INCIDENT'>,
  { database, releases, log }: BackOfficeParts,
): BackOffice {
  if (NODE_ENV === 'production') {
    log.error({}, 'there is no back office: whatever flows ask of it is unavailable');
    return { ask: () => Promise.reject(new Error('there is no back office')) };
  }
  return createDemoBackOffice({
    store: database ? createDemoStore(database) : createMemoryDemoStore(),
    seed: DEMO_SEED,
    calendars: () => releases.current().calendars,
    hasIncident: DEMO_INCIDENT === 'on',
  });
}
