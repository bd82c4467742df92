import { operation } from '../operation.ts';

/** Countries that money is sent from and to. */
export const COUNTRIES = ['cn', 'hk', 'sg', 'jp', 'gb', 'de', 'es', 'us', 'mx', 'br', 'ng'] as const;
export type Country = (typeof COUNTRIES)[number];

export const STAGES = [
  'received',
  'checking',
  'on-its-way',
  'at-receiving-bank',
  'credited',
  'on-hold',
  'returned',
  'rejected',
] as const;
export type Stage = (typeof STAGES)[number];

/** What somebody has to do before a transfer goes on. */
export const NEEDS = ['nothing', 'receiver-documents', 'sender-documents', 'funds'] as const;

/** Why a transfer came back. */
export const RETURN_REASONS = [
  'none',
  'account-wrong',
  'account-closed',
  'name-mismatch',
  'bank-code-wrong',
  'details-missing',
  'amount-too-low',
  'duplicate',
  'other',
] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** Asked before an amount is: nobody keys one in vain. The sending country is that of the caller's region. */
export const transfersCorridor = operation({
  service: 'transfers.corridor',
  summary: 'Tells whether money can be sent to a country.',
  input: { to: { type: 'enum' } },
  outcomes: { served: {}, 'not-served': {} },
  effect: false,
  idempotent: true,
  deadlineMs: 2000,
});

/** The sending country is that of the caller's region; the amount is in its currency. */
export const transfersQuote = operation({
  service: 'transfers.quote',
  summary: 'Estimates what sending an amount abroad costs, what arrives, and when.',
  input: { to: { type: 'enum' }, amount: { type: 'money' } },
  outcomes: {
    quoted: {
      output: {
        fee: { type: 'money' },
        /** What is paid in all: the amount and the fee. */
        total: { type: 'money' },
        rate: { type: 'rate' },
        receives: { type: 'money' },
        /** Days between which it arrives, both counted. */
        arrivesFrom: { type: 'date' },
        arrivesTo: { type: 'date' },
        /** Whether those are one day. */
        onOneDay: { type: 'boolean' },
        /** Whether it goes out on a later day, because today's last hour has passed or is none. */
        pastCutOff: { type: 'boolean' },
        goesOut: { type: 'date' },
      },
    },
    'too-little': { output: { min: { type: 'money' } } },
    'too-much': { output: { max: { type: 'money' } } },
    'not-served': {},
  },
  effect: false,
  idempotent: true,
  deadlineMs: 5000,
});

export const transfersTrack = operation({
  service: 'transfers.track',
  summary: 'Tells where a transfer of the verified customer is.',
  input: { reference: { type: 'digits' } },
  outcomes: {
    found: {
      output: {
        stage: { type: 'enum', values: STAGES, level: 'email' },
        need: { type: 'enum', values: NEEDS, level: 'email' },
        amount: { type: 'money', level: 'email' },
        arrivesFrom: { type: 'date', level: 'sms' },
        arrivesTo: { type: 'date', level: 'sms' },
        onOneDay: { type: 'boolean', level: 'sms' },
        receiverInitial: { type: 'text', level: 'sms' },
        reason: { type: 'enum', values: RETURN_REASONS, level: 'sms' },
      },
    },
    'not-found': {},
  },
  needs: 'email',
  effect: false,
  idempotent: true,
  deadlineMs: 5000,
});
