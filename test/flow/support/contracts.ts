import type { Contract } from '../../../src/flow/contract.ts';

/** The back office of the test flows. */
export const contracts: readonly Contract[] = [
  {
    service: 'payments.status',
    summary: 'Tells where a payment is.',
    input: { reference: { type: 'digits' }, hint: { type: 'text', optional: true } },
    outcomes: {
      found: {
        output: {
          state: { type: 'enum', values: ['settled', 'pending', 'failed'] },
          amount: { type: 'money', level: 'sms' },
        },
      },
      'not-found': {},
    },
    needs: 'sms',
    effect: false,
    idempotent: true,
    deadlineMs: 3000,
  },
  {
    service: 'identity.check-code',
    summary: 'Checks a code that was sent by text message.',
    input: { code: { type: 'sensitive' }, channel: { type: 'enum', values: ['sms', 'email'], optional: true } },
    outcomes: { right: { raises: 'sms' }, wrong: {} },
    effect: true,
    idempotent: false,
    deadlineMs: 3000,
  },
];
