import { createDemoBackOffice } from './backoffice/demo/demo-back-office.ts';
import type { DemoStore } from './backoffice/demo/demo-store.ts';
import type { BackOffice } from './backoffice/operation.ts';
import { DEMO_SEED } from './backoffice/seeds/seed.ts';
import type { Config } from './config.ts';
import type { Calendar } from './hours/calendar.ts';

export interface DemoOptions {
  readonly store: DemoStore;
  /** Which calendar each region has, and the calendars by their id; as they are when a question comes. */
  readonly files: () => {
    readonly regions: Readonly<Record<string, { readonly calendar: string }>>;
    readonly calendars: Readonly<Record<string, Calendar | undefined>>;
  };
}

/** The demo back office as the settings have it, with its customers and the calendars of staff. */
export const createDemo = (
  { DEMO_INCIDENT }: Pick<Config, 'DEMO_INCIDENT'>,
  { store, files }: DemoOptions,
): BackOffice =>
  createDemoBackOffice({
    store,
    seed: DEMO_SEED,
    calendars() {
      const { regions, calendars } = files();
      return Object.fromEntries(
        Object.entries(regions).flatMap(([region, { calendar: id }]) => {
          const calendar = calendars[id];
          return calendar ? [[region, calendar] as const] : [];
        }),
      );
    },
    hasIncident: DEMO_INCIDENT === 'on',
  });
