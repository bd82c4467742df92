import type { BackOffice } from '../operation.ts';
import { currentIncident, currentPromotion, dueBill, registration, resetLink } from './account-operations.ts';
import { caseStatus, openComplaint, reportSuspicious } from './case-operations.ts';
import { byCaller, contact } from './customer-operations.ts';
import type { DemoStore, Seed } from './demo-store.ts';
import type { Calendars } from './entities.ts';
import { diagnosis, paymentStatus, recentPayment } from './payment-operations.ts';
import type { PerformedAll } from './performing.ts';
import { corridor, quote, tracking } from './transfer-operations.ts';

const PERFORMED: PerformedAll = {
  'customers.by-caller': byCaller,
  'customers.contact': contact,
  'identity.send-reset-link': resetLink,
  'registration.status': registration,
  'payments.status': paymentStatus,
  'payments.recent': recentPayment,
  'payments.diagnose': diagnosis,
  'payments.report-suspicious': reportSuspicious,
  'transfers.corridor': corridor,
  'transfers.quote': quote,
  'transfers.track': tracking,
  'bills.due': dueBill,
  'promotions.current': currentPromotion,
  'incidents.current': currentIncident,
  'complaints.open': openComplaint,
  'complaints.status': caseStatus,
};

const BY_SERVICE: ReadonlyMap<string, PerformedAll[keyof PerformedAll]> = new Map(Object.entries(PERFORMED));

export interface DemoBackOfficeOptions {
  readonly store: DemoStore;
  /** What the store begins with; put in before the first question is answered. */
  readonly seed: Seed;
  /** As they are when a question comes. */
  readonly calendars: () => Calendars;
  /** Whether `incidents.current` finds one. */
  readonly hasIncident?: boolean;
}

/**
 * A back office with customers of its own, for trying out the hotline: it performs every operation of the contract, and
 * none of what it tells is real.
 */
export function createDemoBackOffice({
  store,
  seed,
  calendars,
  hasIncident = false,
}: DemoBackOfficeOptions): BackOffice {
  let planted: Promise<void> | undefined;
  const plantOnce = (): Promise<void> => {
    planted ??= store.plant(seed).catch((error: unknown) => {
      planted = undefined;
      throw error;
    });
    return planted;
  };
  const calendarOf = (region: string) => {
    const calendar = calendars()[region];
    if (!calendar) throw new Error(`there is no calendar for ${region}`);
    return calendar;
  };
  return {
    async ask(question) {
      const performed = BY_SERVICE.get(question.contract.service);
      if (!performed) throw new Error(`${question.contract.service} is no operation of the back office`);
      await plantOnce();
      question.signal.throwIfAborted();
      return performed.perform({ question, store, calendarOf, hasIncident });
    },
  };
}
