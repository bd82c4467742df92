import { z } from 'zod';
import { Currency } from '../../flow/entry.ts';
import type { Calendar } from '../../hours/calendar.ts';
import { isE164 } from '../../values/phone-number.ts';
import { BILL_TYPES } from '../operations/accounts.ts';
import { LANGUAGES } from '../operations/customers.ts';
import { INSTRUMENTS } from '../operations/payments.ts';
import { COUNTRIES } from '../operations/transfers.ts';
import { PAYMENT_STATUSES } from '../rules/payment-state.ts';
import { TRANSFER_STATUSES } from '../rules/transfer-stage.ts';

/** The calendar of each region, by the region. */
export type Calendars = Readonly<Record<string, Calendar>>;

const Phone = z.string().refine(isE164);
const Money = z.object({ minor: z.int().nonnegative(), currency: Currency }).readonly();
/** Text in every language of the hotline. */
const Worded = z.record(z.enum(LANGUAGES), z.string()).readonly();

/**
 * What the demo keeps. Whatever has to do with time is told from the instant of the question, so that it is believable
 * whenever it is asked: `hoursAgo`, `dueInDays`. Only what callers add has instants of its own.
 */
export const Customer = z
  .object({
    account: z.string(),
    name: z.string(),
    phone: Phone,
    email: z.email().optional(),
    language: z.enum(LANGUAGES),
    region: z.string(),
    birthYear: z.int(),
    /** Asked to go straight to a person. */
    direct: z.boolean(),
    registration: z.enum(['open', 'pending-email', 'pending-phone', 'pending-password', 'locked']),
    phoneChangedHoursAgo: z.number().optional(),
    simChangedHoursAgo: z.number().optional(),
    emailChangedHoursAgo: z.number().optional(),
  })
  .readonly();
export type Customer = z.output<typeof Customer>;

export const Payment = z
  .object({
    reference: z.string(),
    account: z.string(),
    hoursAgo: z.number(),
    amount: Money,
    merchant: z.string(),
    crossBorder: z.boolean(),
    instrument: z.enum(INSTRUMENTS),
    tail: z.string().regex(/^\d{4}$/),
    status: z.enum(PAYMENT_STATUSES),
    /** When the money was sent back. */
    refundedHoursAgo: z.number().optional(),
    /** What the card's bank answered; absent where the payment did not fail, or nobody said why. */
    failure: z.object({ code: z.string(), typeAccepted: z.boolean(), stepUp: z.boolean() }).readonly().optional(),
  })
  .readonly();
export type Payment = z.output<typeof Payment>;

export const Transfer = z
  .object({
    reference: z.string(),
    account: z.string(),
    hoursAgo: z.number(),
    to: z.enum(COUNTRIES),
    amount: Money,
    receiver: z.string(),
    status: z.enum(TRANSFER_STATUSES),
    tracking: z
      .object({ status: z.enum(['ACSP', 'ACCC', 'RJCT']), reason: z.string().optional() })
      .readonly()
      .optional(),
    /** When it was credited, returned or rejected. */
    endedHoursAgo: z.number().optional(),
  })
  .readonly();
export type Transfer = z.output<typeof Transfer>;

export const Bill = z
  .object({
    id: z.string(),
    account: z.string(),
    kind: z.enum(BILL_TYPES),
    provider: z.string(),
    amount: Money,
    /** Less than zero where it is overdue. */
    dueInDays: z.int(),
    paid: z.boolean(),
  })
  .readonly();
export type Bill = z.output<typeof Bill>;

export const Promotion = z
  .object({
    id: z.string(),
    kind: z.enum(['fee-waiver', 'cash-back']),
    regions: z.array(z.string()).readonly(),
    terms: Worded,
    opensInDays: z.int(),
    /** Its last day: the last one of the month that comes so many months later, or so many days from today. */
    closes: z.union([z.object({ monthsAhead: z.int() }), z.object({ inDays: z.int() })]).readonly(),
    /** What it takes off the fee of a transfer to a country, in minor units of what is sent. */
    feeOff: z
      .object({ to: z.enum(COUNTRIES), minor: z.int() })
      .readonly()
      .optional(),
  })
  .readonly();
export type Promotion = z.output<typeof Promotion>;

export const Incident = z.object({ id: z.string(), minutesAgo: z.number(), message: Worded }).readonly();
export type Incident = z.output<typeof Incident>;

/** A complaint, a suggestion, or a payment that the caller did not make. */
export const Case = z
  .object({
    id: z.string(),
    /** Whose it is, where they had proved it. */
    account: z.string().optional(),
    /** The number it came from. */
    caller: Phone.optional(),
    kind: z.string(),
    region: z.string(),
    /** Of one that a caller opened, epoch ms. */
    openedAt: z.number().optional(),
    openedHoursAgo: z.number().optional(),
    answered: z.boolean(),
    /** The payment that a report is about. */
    payment: z.string().optional(),
  })
  .readonly();
export type Case = z.output<typeof Case>;

/** That somebody asked for a link; nothing of an address that has no account is kept. */
export const ResetLink = z
  .object({ id: z.string(), account: z.string().optional(), requestedAt: z.number() })
  .readonly();
export type ResetLink = z.output<typeof ResetLink>;

export interface DocumentOf {
  readonly customer: Customer;
  readonly payment: Payment;
  readonly transfer: Transfer;
  readonly bill: Bill;
  readonly promotion: Promotion;
  readonly incident: Incident;
  readonly case: Case;
  readonly 'reset-link': ResetLink;
}
export type Kind = keyof DocumentOf;

/** The shape of each kind, for whoever reads it back. */
export const SHAPES: { readonly [Of in Kind]: z.ZodType<DocumentOf[Of]> } = {
  customer: Customer,
  payment: Payment,
  transfer: Transfer,
  bill: Bill,
  promotion: Promotion,
  incident: Incident,
  case: Case,
  'reset-link': ResetLink,
};
