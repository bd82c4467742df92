import type { NEEDS, ReturnReason, Stage } from '../operations/transfers.ts';

/** Every state that a transfer passes through on our side. */
export const TRANSFER_STATUSES = [
  'draft',
  'quoted',
  'funded',
  'screening',
  'sent',
  'in-transit',
  'delivered-to-bank',
  'credited',
  'on-hold',
  'returned',
  'rejected',
] as const;
export type TransferStatus = (typeof TRANSFER_STATUSES)[number];

/** What the network tells of a transfer: SWIFT gpi's status with its reason, or why it came back. */
export interface Tracking {
  readonly status: 'ACSP' | 'ACCC' | 'RJCT';
  readonly reason?: string | undefined;
}

export interface TrackedTransfer {
  readonly status: TransferStatus;
  readonly tracking?: Tracking | undefined;
}

export type Need = (typeof NEEDS)[number];

const STAGES: Readonly<Record<TransferStatus, Stage>> = {
  draft: 'received',
  quoted: 'received',
  funded: 'received',
  screening: 'checking',
  sent: 'on-its-way',
  'in-transit': 'on-its-way',
  'delivered-to-bank': 'at-receiving-bank',
  credited: 'credited',
  'on-hold': 'on-hold',
  returned: 'returned',
  rejected: 'rejected',
};

/** Reasons that only the receiving bank gives: the money is there, but not in the account. */
const AT_RECEIVING_BANK: readonly string[] = ['G002', 'G003', 'G004'];
const DONE: readonly TransferStatus[] = ['credited', 'returned', 'rejected'];

/** Where a transfer is. What the network tells is newer than our own state, but never undoes an end. */
export function stageOf({ status, tracking }: TrackedTransfer): Stage {
  if (DONE.includes(status) || !tracking) return STAGES[status];
  if (tracking.status === 'ACCC') return 'credited';
  if (tracking.status === 'RJCT') return 'rejected';
  return AT_RECEIVING_BANK.includes(tracking.reason ?? '') && status !== 'on-hold'
    ? 'at-receiving-bank'
    : STAGES[status];
}

const NEEDS_BY_REASON: Readonly<Record<string, Need>> = {
  G003: 'receiver-documents',
  G004: 'funds',
  RR03: 'sender-documents',
  RR05: 'sender-documents',
};

/** What somebody has to do before it goes on; nothing once it has come to an end. */
export function needOf(transfer: TrackedTransfer): Need {
  const stage = stageOf(transfer);
  if (stage === 'credited' || stage === 'returned' || stage === 'rejected') return 'nothing';
  return NEEDS_BY_REASON[transfer.tracking?.reason ?? ''] ?? 'nothing';
}

const REASONS: Readonly<Record<string, ReturnReason>> = {
  AC01: 'account-wrong',
  AC04: 'account-closed',
  AM06: 'amount-too-low',
  BE01: 'name-mismatch',
  RC01: 'bank-code-wrong',
  RR03: 'details-missing',
  RR05: 'details-missing',
  DUPL: 'duplicate',
};

/** Why it came back; a blocked account, and what the bank does not tell, is `other`. */
export function returnReasonOf(transfer: TrackedTransfer): ReturnReason {
  const stage = stageOf(transfer);
  if (stage !== 'returned' && stage !== 'rejected') return 'none';
  return REASONS[transfer.tracking?.reason ?? ''] ?? 'other';
}
