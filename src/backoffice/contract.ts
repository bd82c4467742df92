import type { Contract } from '../flow/contract.ts';
import {
  billsDue,
  identitySendResetLink,
  incidentsCurrent,
  promotionsCurrent,
  registrationStatus,
} from './operations/accounts.ts';
import { complaintsOpen, complaintsStatus } from './operations/complaints.ts';
import { customersByCaller, customersContact } from './operations/customers.ts';
import { paymentsDiagnose, paymentsRecent, paymentsReportSuspicious, paymentsStatus } from './operations/payments.ts';
import { transfersCorridor, transfersQuote, transfersTrack } from './operations/transfers.ts';

/** What flows may ask of the back office. */
export const BACK_OFFICE_CONTRACTS = [
  customersByCaller,
  identitySendResetLink,
  paymentsStatus,
  paymentsRecent,
  paymentsDiagnose,
  paymentsReportSuspicious,
  transfersCorridor,
  transfersQuote,
  transfersTrack,
  registrationStatus,
  billsDue,
  promotionsCurrent,
  incidentsCurrent,
  complaintsOpen,
  complaintsStatus,
] as const satisfies readonly Contract[];

/** All that the back office performs: what flows may ask, and what only the hotline itself does. */
export const OPERATIONS = [...BACK_OFFICE_CONTRACTS, customersContact] as const satisfies readonly Contract[];
export type Operation = (typeof OPERATIONS)[number];
