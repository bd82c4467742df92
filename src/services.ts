import { BACK_OFFICE_CONTRACTS } from './backoffice/contract.ts';
import { createHoursOnDate, hoursOnDateContract } from './backoffice/hours-on-date.ts';
import type { BackOffice } from './backoffice/operation.ts';
import { backOfficeServices } from './backoffice/services.ts';
import { CALLER_CONTRACTS } from './callers/contracts.ts';
import type { KnownCallers } from './callers/known-callers.ts';
import { createCallerServices } from './callers/services.ts';
import type { LiveHours, Service } from './calls/ports.ts';
import type { Contract } from './flow/contract.ts';
import { IDENTITY_CONTRACTS } from './identity/contracts.ts';

/** Every service that flows may ask. */
export const CONTRACTS: readonly Contract[] = [
  hoursOnDateContract,
  ...CALLER_CONTRACTS,
  ...BACK_OFFICE_CONTRACTS,
  ...IDENTITY_CONTRACTS,
];

export interface ServicesOptions {
  readonly hours: LiveHours;
  readonly backOffice: BackOffice;
  /** What finds out who calls. */
  readonly identity: { readonly services: readonly Service[] };
  /** Without `knownCallers` nobody is remembered. */
  readonly stores: { readonly knownCallers: KnownCallers | undefined };
}

/** What performs each of them. */
export const createServices = ({ hours, backOffice, identity, stores }: ServicesOptions): readonly Service[] => [
  createHoursOnDate(hours),
  ...createCallerServices(stores.knownCallers),
  ...backOfficeServices(BACK_OFFICE_CONTRACTS, backOffice),
  ...identity.services,
];
