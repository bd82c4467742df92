import { operation } from '../operation.ts';

/** What a caller is told of a payment: it went through, it is on its way, it did not, or the money came back. */
export const PAYMENT_STATES = ['settled', 'pending', 'failed', 'refunded'] as const;

/**
 * Why a payment did not go through, in the groups that have different advice. They are neutral on purpose: a card that
 * was reported lost is `card-unusable`, a suspicion is `needs-review`, so that nobody hears more than they may.
 */
export const CAUSES = [
  'insufficient-funds',
  'card-details-wrong',
  'limit-exceeded',
  'restricted',
  'international-disabled',
  'card-type-not-accepted',
  'issuer-declined',
  'card-unusable',
  'needs-review',
  'authentication-failed',
  'technical',
  'duplicate',
  'unknown',
] as const;
export type Cause = (typeof CAUSES)[number];

export const INSTRUMENTS = ['credit', 'debit', 'wallet', 'bank'] as const;

/** One payment, as far as each level may hear it. */
const PAYMENT = {
  reference: { type: 'digits', level: 'email' },
  state: { type: 'enum', values: PAYMENT_STATES, level: 'email' },
  amount: { type: 'money', level: 'email' },
  /** Pending: by when it is decided. Refunded: by when the money is there. Else the day of the payment. */
  expected: { type: 'date', level: 'email' },
  merchant: { type: 'text', level: 'sms' },
  date: { type: 'date', level: 'sms' },
  instrument: { type: 'enum', values: INSTRUMENTS, level: 'sms' },
  /** Last four digits of the card or account. */
  tail: { type: 'digits', level: 'sms' },
} as const;

export const paymentsStatus = operation({
  service: 'payments.status',
  summary: 'Tells how a payment of the verified customer stands.',
  input: { reference: { type: 'digits' } },
  outcomes: { found: { output: PAYMENT }, 'not-found': {} },
  needs: 'email',
  effect: false,
  idempotent: true,
  deadlineMs: 5000,
});

export const paymentsRecent = operation({
  service: 'payments.recent',
  summary: "Tells one of the verified customer's last payments, the newest first.",
  /** `place` counts from 1. */
  input: { place: { type: 'ordinal' } },
  outcomes: { found: { output: PAYMENT }, none: {} },
  needs: 'email',
  effect: false,
  idempotent: true,
  deadlineMs: 5000,
});

export const paymentsDiagnose = operation({
  service: 'payments.diagnose',
  summary: 'Tells why a payment did not go through: the one with this reference, else the last that failed.',
  input: { reference: { type: 'digits', optional: true } },
  outcomes: {
    diagnosed: {
      output: {
        ...PAYMENT,
        cause: { type: 'enum', values: CAUSES, level: 'sms' },
        /** Whether it went to another country: fees then count against the balance too. */
        crossBorder: { type: 'boolean', level: 'sms' },
      },
    },
    'not-failed': { output: PAYMENT },
    'not-found': {},
  },
  needs: 'sms',
  effect: false,
  idempotent: true,
  deadlineMs: 5000,
});

/** Anybody may report: what is frozen is reviewed by a person and can be freed again. */
export const paymentsReportSuspicious = operation({
  service: 'payments.report-suspicious',
  summary: 'Takes a report of a payment that the caller did not make; a person reviews it.',
  input: { reference: { type: 'digits', optional: true } },
  outcomes: { accepted: { output: { caseId: { type: 'digits' } } } },
  effect: true,
  idempotent: true,
  deadlineMs: 5000,
});
