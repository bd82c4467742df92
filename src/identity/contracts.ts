import { operation } from '../backoffice/operation.ts';

/** How a code reaches its owner. */
export const CHANNELS = ['sms', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * Sends a code to the address on file, and there alone. Who has no account, or none with such an address, hears the same
 * after the same time; nothing is sent then.
 */
export const sendCode = operation({
  service: 'identity.send-code',
  summary: 'Sends a code to an address on file, by text message or by e-mail.',
  input: {
    channel: { type: 'enum', values: CHANNELS },
    /** The number of the account where it is not the one that rings; E.164 digits without the plus. */
    number: { type: 'digits', optional: true },
  },
  outcomes: {
    /** `tail`: the last four digits of the number asked about. */
    'sent-by-sms': { output: { tail: { type: 'digits' } } },
    /** `initial`: how the mail address begins. */
    'sent-by-email': { output: { initial: { type: 'text' } } },
    /** The last code is younger than half a minute. */
    'too-soon': { output: { wait: { type: 'duration' } } },
    /** No more codes today. */
    limited: {},
    /** Too many wrong codes; a person can lift it. */
    locked: {},
    /** The address changed lately, or no number is known: only a person can help. */
    person: {},
  },
  effect: true,
  idempotent: false,
  deadlineMs: 8000,
});

/** Checks what the caller keyed. A code counts once, for five minutes, and for three tries. */
export const checkCode = operation({
  service: 'identity.check-code',
  summary: 'Checks a code that was sent, and so who calls.',
  input: { code: { type: 'sensitive' }, number: { type: 'digits', optional: true } },
  outcomes: {
    'verified-by-sms': { raises: 'sms' },
    'verified-by-email': { raises: 'email' },
    /** `left`: tries that this code has left; at least one. */
    wrong: { output: { left: { type: 'count' } } },
    expired: {},
    used: {},
    'over-tried': {},
    locked: {},
  },
  effect: true,
  idempotent: false,
  deadlineMs: 4000,
});

/** What flows may ask about who calls; the hotline performs it itself. */
export const IDENTITY_CONTRACTS = [sendCode, checkCode] as const;
