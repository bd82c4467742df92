import { createMemoryDemoStore } from './backoffice/demo/memory-demo-store.ts';
import type { BackOffice } from './backoffice/operation.ts';
import type { Logger, Releases } from './calls/ports.ts';
import type { Config } from './config.ts';
import { createDemo } from './demo.ts';
import type { HttpBackOffice } from './http/back-office.ts';
import type { Database } from './postgres/database.ts';
import { createDemoStore } from './postgres/demo-store.ts';

export interface BackOfficeParts {
  /** Instead of the one that the settings choose. */
  readonly backOffice?: BackOffice;
  /** Where the demo keeps what it knows; without one, in this process. */
  readonly database: Database | undefined;
  readonly releases: Pick<Releases, 'current'>;
  readonly log: Logger;
}

/** What the hotline asks about customers. */
export interface ChosenBackOffice extends BackOffice {
  /** Whether it is asked: a back office that is down is not, for a while. */
  readonly health: HttpBackOffice['health'];
  close(): Promise<void>;
}

/**
 * Who performs what the hotline asks about customers: OKPay's own where its address is set, and on a laptop the demo, with
 * customers of its own.
 *
 * @throws {Error} in production without an address: a caller must not hear of payments that are made up
 */
export async function chooseBackOffice(
  config: Pick<Config, 'NODE_ENV' | 'BACKOFFICE_URL' | 'BACKOFFICE_TOKEN' | 'DEMO_INCIDENT'>,
  { backOffice, database, releases, log }: BackOfficeParts,
): Promise<ChosenBackOffice> {
  if (backOffice) return inThisProcess(backOffice);
  const { BACKOFFICE_URL: url, BACKOFFICE_TOKEN: token } = config;
  if (url !== undefined && token !== undefined) {
    const { createHttpBackOffice } = await import('./http/back-office.ts');
    return createHttpBackOffice({ url, token, log, now: () => performance.now() });
  }
  if (config.NODE_ENV === 'production') throw new Error('there is no back office: BACKOFFICE_URL is not set');
  const store = database ? createDemoStore(database) : createMemoryDemoStore();
  return inThisProcess(createDemo(config, { store, files: () => releases.current() }));
}

/** Always asked: there is nothing between it and the hotline. */
const inThisProcess = ({ ask }: BackOffice): ChosenBackOffice => ({
  ask,
  health: () => 'closed',
  close: async () => undefined,
});
