import type { PAYMENT_STATES } from '../operations/payments.ts';

/** Every state that a payment passes through. */
export const PAYMENT_STATUSES = [
  'created',
  'authorising',
  'requires-action',
  'authorised',
  'captured',
  'settled',
  'failed',
  'cancelled',
  'expired',
  'refund-pending',
  'refunded',
  'disputed',
] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export type SpokenState = (typeof PAYMENT_STATES)[number];

/** What a caller is told: whatever is not decided yet is on its way, a dispute and a refund too. */
const SPOKEN: Readonly<Record<PaymentStatus, SpokenState>> = {
  created: 'pending',
  authorising: 'pending',
  'requires-action': 'pending',
  authorised: 'pending',
  captured: 'settled',
  settled: 'settled',
  failed: 'failed',
  cancelled: 'failed',
  expired: 'failed',
  'refund-pending': 'pending',
  refunded: 'refunded',
  disputed: 'pending',
};

export const spokenState = (status: PaymentStatus): SpokenState => SPOKEN[status];
