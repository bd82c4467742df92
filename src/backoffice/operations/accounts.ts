import { operation } from '../operation.ts';

/** Same words and same time whether there is an account or not: the link goes to the address on file, or nowhere. */
export const identitySendResetLink = operation({
  service: 'identity.send-reset-link',
  summary: 'Sends a link to set a new password to the mail address on file.',
  /** The number of the account where it is not the one that rings; E.164 digits without the plus. */
  input: { number: { type: 'digits', optional: true } },
  outcomes: { accepted: {} },
  effect: true,
  idempotent: true,
  deadlineMs: 5000,
});

export const registrationStatus = operation({
  service: 'registration.status',
  summary: "Tells what is still missing before the verified customer's account is open.",
  input: {},
  outcomes: { open: {}, 'pending-email': {}, 'pending-phone': {}, 'pending-password': {}, locked: {} },
  needs: 'email',
  effect: false,
  idempotent: true,
  deadlineMs: 5000,
});

export const BILL_TYPES = ['water', 'electricity', 'internet'] as const;

export const billsDue = operation({
  service: 'bills.due',
  summary: "Tells the verified customer's next bill, and how many are due.",
  input: {},
  outcomes: {
    due: {
      output: {
        bills: { type: 'count', level: 'sms' },
        kind: { type: 'enum', values: BILL_TYPES, level: 'sms' },
        provider: { type: 'text', level: 'sms' },
        amount: { type: 'money', level: 'sms' },
        date: { type: 'date', level: 'sms' },
      },
    },
    none: {},
  },
  needs: 'sms',
  effect: false,
  idempotent: true,
  deadlineMs: 5000,
});

export const promotionsCurrent = operation({
  service: 'promotions.current',
  summary: "Tells one of the offers that are open in the caller's region today.",
  /** `place` counts from 1. */
  input: { place: { type: 'ordinal' } },
  outcomes: {
    found: {
      output: {
        kind: { type: 'enum', values: ['fee-waiver', 'cash-back'] },
        /** What is offered, in the caller's language. */
        terms: { type: 'text' },
        until: { type: 'date' },
      },
    },
    none: {},
  },
  effect: false,
  idempotent: true,
  deadlineMs: 3000,
});

export const incidentsCurrent = operation({
  service: 'incidents.current',
  summary: 'Tells whether something is broken right now that keeps payments from going through.',
  input: {},
  outcomes: {
    found: {
      output: {
        /** What is broken, in the caller's language. */
        message: { type: 'text' },
        since: { type: 'instant' },
      },
    },
    none: {},
  },
  effect: false,
  idempotent: true,
  deadlineMs: 2000,
});
