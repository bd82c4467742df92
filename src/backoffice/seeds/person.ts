import { isE164 } from '../../values/phone-number.ts';
import type { Entry } from '../demo/demo-store.ts';
import type { Bill, Customer, Payment, Transfer } from '../demo/entities.ts';
import { toReference } from '../rules/reference.ts';
import { findRegion } from '../rules/regions.ts';

/** A customer of the demo as they are written down; amounts are in minor units of their region's currency. */
export interface Person {
  /** One of its own, 1 to 9999: references are made from it. */
  readonly no: number;
  readonly name: string;
  readonly phone: string;
  readonly email?: string;
  readonly language: Customer['language'];
  readonly region: string;
  readonly birthYear: number;
  readonly direct?: boolean;
  readonly registration?: Customer['registration'];
  readonly phoneChangedHoursAgo?: number;
  readonly simChangedHoursAgo?: number;
  readonly emailChangedHoursAgo?: number;
  readonly payments?: readonly WrittenPayment[];
  readonly transfers?: readonly WrittenTransfer[];
  readonly bills?: readonly WrittenBill[];
  readonly cases?: readonly { readonly kind: string; readonly daysAgo: number; readonly answered?: boolean }[];
}

interface WrittenPayment extends Pick<Payment, 'hoursAgo' | 'merchant' | 'status' | 'instrument' | 'tail'> {
  readonly minor: number;
  readonly abroad?: true;
  /** What the card's bank answered. */
  readonly code?: string;
  /** The merchant does not take this type of card. */
  readonly typeRefused?: true;
  /** The card's bank asked for strong authentication. */
  readonly stepUp?: true;
  readonly refundedHoursAgo?: number;
}

interface WrittenTransfer extends Pick<Transfer, 'hoursAgo' | 'to' | 'receiver' | 'status' | 'endedHoursAgo'> {
  readonly minor: number;
  /** What SWIFT's tracker says: its status and reason, as `ACSP G003`. */
  readonly gpi?: 'ACCC' | `ACSP ${string}` | `RJCT ${string}`;
}

interface WrittenBill extends Pick<Bill, 'kind' | 'provider' | 'dueInDays'> {
  readonly minor: number;
  readonly paid?: boolean;
}

const HOURS_OF_DAY = 24;
/** References begin with what they are of: 1 a payment, 2 a transfer, 3 a case. */
const PAYMENT = 1;
const TRANSFER = 2;
const CASE = 3;

/** The documents of a person: the customer, and what is theirs. */
export function entriesOf(person: Person): readonly Entry[] {
  const { no, payments = [], transfers = [], bills = [], cases = [], ...written } = person;
  const account = `demo-${String(no).padStart(4, '0')}`;
  const { currency = '' } = findRegion(person.region) ?? {};
  const referenceOf = (first: number, index: number): string =>
    toReference(`${first}${String(no).padStart(4, '0')}${String(index + 1).padStart(5, '0')}`);
  return [
    toCustomer(written, account),
    ...payments.map((payment, index) => toPayment(payment, { account, currency, id: referenceOf(PAYMENT, index) })),
    ...transfers.map((transfer, index) =>
      toTransfer(transfer, { account, currency, id: referenceOf(TRANSFER, index) }),
    ),
    ...bills.map((bill, index) => toBill(bill, { account, currency, id: `${account}-${index + 1}` })),
    ...cases.map(({ kind, daysAgo, answered = false }, index): Entry => {
      const id = referenceOf(CASE, index);
      const { region } = person;
      const openedHoursAgo = daysAgo * HOURS_OF_DAY;
      return { kind: 'case', id, account, document: { id, account, kind, region, openedHoursAgo, answered } };
    }),
  ];
}

/** What the documents of one person have in common. */
interface Own {
  readonly account: string;
  readonly currency: string;
  readonly id: string;
}

function toCustomer(
  { direct = false, registration = 'open', phone, ...rest }: Omit<Person, 'no'>,
  account: string,
): Entry {
  if (!isE164(phone)) throw new Error(`${phone} is no telephone number`);
  const document: Customer = { ...rest, account, phone, direct, registration };
  return { kind: 'customer', id: account, account, phone, document };
}

function toPayment(written: WrittenPayment, { account, currency, id }: Own): Entry {
  const { minor, code, abroad = false, typeRefused = false, stepUp = false, ...rest } = written;
  const document: Payment = {
    ...rest,
    reference: id,
    account,
    amount: { minor, currency },
    crossBorder: abroad,
    ...(code === undefined ? {} : { failure: { code, typeAccepted: !typeRefused, stepUp } }),
  };
  return { kind: 'payment', id, account, document };
}

function toTransfer({ minor, gpi, ...rest }: WrittenTransfer, { account, currency, id }: Own): Entry {
  const document: Transfer = {
    ...rest,
    reference: id,
    account,
    amount: { minor, currency },
    ...(gpi === undefined ? {} : { tracking: trackingOf(gpi) }),
  };
  return { kind: 'transfer', id, account, document };
}

function trackingOf(gpi: NonNullable<WrittenTransfer['gpi']>): NonNullable<Transfer['tracking']> {
  if (gpi === 'ACCC') return { status: 'ACCC' };
  return { status: gpi.startsWith('ACSP') ? 'ACSP' : 'RJCT', reason: gpi.slice('ACSP '.length) };
}

function toBill({ minor, paid = false, ...rest }: WrittenBill, { account, currency, id }: Own): Entry {
  return { kind: 'bill', id, account, document: { ...rest, id, account, amount: { minor, currency }, paid } };
}
