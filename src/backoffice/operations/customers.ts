import { operation } from '../operation.ts';

/** Languages that a customer may have chosen; the hotline speaks each of them. */
export const LANGUAGES = ['zh-CN', 'en', 'es'] as const;

/** Tells nothing that a caller could not have told: a number can be forged. */
export const customersByCaller = operation({
  service: 'customers.by-caller',
  summary: 'Finds who usually calls from this number: their language, and whether they go straight to a person.',
  input: {},
  outcomes: {
    known: {
      output: {
        language: { type: 'enum', values: LANGUAGES },
        /** For customers of a certain age, and for those who asked for it. */
        direct: { type: 'boolean' },
      },
      raises: 'caller-known',
    },
    unknown: {},
  },
  effect: false,
  idempotent: true,
  deadlineMs: 1500,
});

/**
 * Where codes may be sent. Asked by the hotline itself and kept from flows: whoever has not proved anything learns
 * nothing from it, not even that there is an account.
 */
export const customersContact = operation({
  service: 'customers.contact',
  summary: 'Gives the account of a telephone number, the addresses on file, and what of them changed lately.',
  input: { number: { type: 'text' } },
  outcomes: {
    found: {
      output: {
        account: { type: 'text' },
        /** E.164. */
        phone: { type: 'text' },
        /** Empty where none is on file. */
        email: { type: 'text' },
        /** Whether the number, its SIM or the mail address changed within 72 hours. */
        phoneChanged: { type: 'boolean' },
        simChanged: { type: 'boolean' },
        emailChanged: { type: 'boolean' },
      },
    },
    'not-found': {},
  },
  effect: false,
  idempotent: true,
  deadlineMs: 1500,
});
