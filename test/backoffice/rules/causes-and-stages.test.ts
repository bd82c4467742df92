import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAUSES, PAYMENT_STATES } from '../../../src/backoffice/operations/payments.ts';
import { NEEDS, RETURN_REASONS, STAGES } from '../../../src/backoffice/operations/transfers.ts';
import { causeOf } from '../../../src/backoffice/rules/decline-cause.ts';
import { PAYMENT_STATUSES, spokenState } from '../../../src/backoffice/rules/payment-state.ts';
import {
  needOf,
  returnReasonOf,
  stageOf,
  TRANSFER_STATUSES,
  type TrackedTransfer,
} from '../../../src/backoffice/rules/transfer-stage.ts';

const ORDINARY = { crossBorder: false, typeAccepted: true, stepUp: false };

describe('what a caller hears of a payment', () => {
  test.each([
    ['settled', ['captured', 'settled']],
    ['pending', ['created', 'authorising', 'requires-action', 'authorised', 'refund-pending', 'disputed']],
    ['failed', ['failed', 'cancelled', 'expired']],
    ['refunded', ['refunded']],
  ])('%s', (state, statuses) => {
    expect(PAYMENT_STATUSES.filter((status) => spokenState(status) === state)).toEqual(statuses);
  });

  test('is one of the words of the contract', () => {
    expect(new Set(PAYMENT_STATUSES.map(spokenState))).toEqual(new Set(PAYMENT_STATES));
  });
});

describe('why a payment did not go through', () => {
  test.each([
    ['51', 'insufficient-funds'],
    ['14', 'card-details-wrong'],
    ['15', 'card-details-wrong'],
    ['54', 'card-details-wrong'],
    ['N7', 'card-details-wrong'],
    ['61', 'limit-exceeded'],
    ['65', 'limit-exceeded'],
    ['57', 'restricted'],
    ['58', 'restricted'],
    ['62', 'restricted'],
    ['63', 'restricted'],
    ['81', 'international-disabled'],
    ['92', 'card-type-not-accepted'],
    ['01', 'issuer-declined'],
    ['05', 'issuer-declined'],
    ['70', 'issuer-declined'],
    ['04', 'card-unusable'],
    ['07', 'card-unusable'],
    ['41', 'card-unusable'],
    ['43', 'card-unusable'],
    ['46', 'card-unusable'],
    ['34', 'needs-review'],
    ['59', 'needs-review'],
    ['risk', 'needs-review'],
    ['1A', 'authentication-failed'],
    ['55', 'authentication-failed'],
    ['75', 'authentication-failed'],
    ['06', 'technical'],
    ['12', 'technical'],
    ['30', 'technical'],
    ['68', 'technical'],
    ['91', 'technical'],
    ['96', 'technical'],
    ['time-out', 'technical'],
    ['94', 'duplicate'],
    ['X9', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (code, cause) => expect(causeOf({ ...ORDINARY, code })).toBe(cause));

  test.each([
    ['a card that is not open for other countries', { code: '57', crossBorder: true }, 'international-disabled'],
    ['the same by another code', { code: '62', crossBorder: true }, 'international-disabled'],
    ['a card type that the merchant does not take', { code: '58', typeAccepted: false }, 'card-type-not-accepted'],
    ['a bank that wants to know who pays', { code: '65', stepUp: true }, 'authentication-failed'],
    ['no money, abroad too', { code: '51', crossBorder: true }, 'insufficient-funds'],
  ])('depends on what else is known: %s', (_, decline, cause) => {
    expect(causeOf({ ...ORDINARY, ...decline })).toBe(cause);
  });

  test('is one of the neutral causes for any code, and never the code', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 4 }), fc.boolean(), fc.boolean(), fc.boolean(), (code, a, b, c) => {
        expect(CAUSES).toContain(causeOf({ code, crossBorder: a, typeAccepted: b, stepUp: c }));
      }),
    );
  });
});

describe('where a transfer is', () => {
  test.each<[string, TrackedTransfer, string, string, string]>([
    ['not sent yet', { status: 'draft' }, 'received', 'nothing', 'none'],
    ['quoted', { status: 'quoted' }, 'received', 'nothing', 'none'],
    ['paid for', { status: 'funded' }, 'received', 'nothing', 'none'],
    ['being looked at', { status: 'screening' }, 'checking', 'nothing', 'none'],
    [
      'passed on in time',
      { status: 'in-transit', tracking: { status: 'ACSP', reason: 'G000' } },
      'on-its-way',
      'nothing',
      'none',
    ],
    [
      'passed on without a promise',
      { status: 'sent', tracking: { status: 'ACSP', reason: 'G001' } },
      'on-its-way',
      'nothing',
      'none',
    ],
    [
      'there, but not today',
      { status: 'sent', tracking: { status: 'ACSP', reason: 'G002' } },
      'at-receiving-bank',
      'nothing',
      'none',
    ],
    [
      'waiting for papers',
      { status: 'in-transit', tracking: { status: 'ACSP', reason: 'G003' } },
      'at-receiving-bank',
      'receiver-documents',
      'none',
    ],
    [
      'waiting for money',
      { status: 'in-transit', tracking: { status: 'ACSP', reason: 'G004' } },
      'at-receiving-bank',
      'funds',
      'none',
    ],
    ['delivered', { status: 'delivered-to-bank' }, 'at-receiving-bank', 'nothing', 'none'],
    ['credited by the network', { status: 'in-transit', tracking: { status: 'ACCC' } }, 'credited', 'nothing', 'none'],
    [
      'held for papers of the sender',
      { status: 'on-hold', tracking: { status: 'ACSP', reason: 'RR03' } },
      'on-hold',
      'sender-documents',
      'none',
    ],
    ['held', { status: 'on-hold' }, 'on-hold', 'nothing', 'none'],
    [
      'refused by the network',
      { status: 'sent', tracking: { status: 'RJCT', reason: 'BE01' } },
      'rejected',
      'nothing',
      'name-mismatch',
    ],
    [
      'back',
      { status: 'returned', tracking: { status: 'RJCT', reason: 'AC04' } },
      'returned',
      'nothing',
      'account-closed',
    ],
    [
      'back for want of details',
      { status: 'returned', tracking: { status: 'RJCT', reason: 'RR05' } },
      'returned',
      'nothing',
      'details-missing',
    ],
    ['back, nobody said why', { status: 'returned' }, 'returned', 'nothing', 'other'],
  ])('%s', (_, transfer, stage, need, reason) => {
    expect([stageOf(transfer), needOf(transfer), returnReasonOf(transfer)]).toEqual([stage, need, reason]);
  });

  test.each([
    ['AC01', 'account-wrong'],
    ['AC04', 'account-closed'],
    ['AC06', 'other'],
    ['AM06', 'amount-too-low'],
    ['BE01', 'name-mismatch'],
    ['RC01', 'bank-code-wrong'],
    ['RR03', 'details-missing'],
    ['DUPL', 'duplicate'],
    ['FOCR', 'other'],
    ['CUST', 'other'],
    ['MS03', 'other'],
  ])('%s means %s', (code, reason) => {
    expect(returnReasonOf({ status: 'rejected', tracking: { status: 'RJCT', reason: code } })).toBe(reason);
  });

  test('is told in the words of the contract, whatever the network says', () => {
    const anyTransfer = fc.record({
      status: fc.constantFrom(...TRANSFER_STATUSES),
      tracking: fc.option(
        fc.record({
          status: fc.constantFrom('ACSP' as const, 'ACCC' as const, 'RJCT' as const),
          reason: fc.option(fc.string({ maxLength: 4 }), { nil: undefined }),
        }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(anyTransfer, (transfer) => {
        expect(STAGES).toContain(stageOf(transfer));
        expect(NEEDS).toContain(needOf(transfer));
        expect(RETURN_REASONS).toContain(returnReasonOf(transfer));
      }),
    );
  });
});
