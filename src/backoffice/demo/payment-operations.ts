import { dateOf } from '../../hours/local-date.ts';
import { type CAUSES, paymentsDiagnose, paymentsRecent, paymentsStatus } from '../operations/payments.ts';
import { hoursBefore, localDayAt } from '../rules/days.ts';
import { causeOf } from '../rules/decline-cause.ts';
import { spokenState } from '../rules/payment-state.ts';
import { addWorkingDays } from '../rules/settlement.ts';
import type { Customer, Payment } from './entities.ts';
import { type Asked, forCustomer } from './performing.ts';

type AskedOfCustomer = Asked & { readonly customer: Customer };

/** Working days within which what is on its way is decided. */
const DECIDED_DAYS = 2;
/** Working days after which money that was sent back is there. */
const REFUND_DAYS = 5;

export const paymentStatus = forCustomer(paymentsStatus, async ({ reference }, asked) => {
  const payment = await findOwn(reference, asked);
  return payment ? { outcome: 'found', output: toOutput(payment, asked) } : { outcome: 'not-found', output: {} };
});

export const recentPayment = forCustomer(paymentsRecent, async ({ place }, asked) => {
  const payment = (await newestFirst(asked))[place - 1];
  return payment ? { outcome: 'found', output: toOutput(payment, asked) } : { outcome: 'none', output: {} };
});

export const diagnosis = forCustomer(paymentsDiagnose, async ({ reference }, asked) => {
  const payment =
    reference === undefined ? (await newestFirst(asked)).find(hasFailed) : await findOwn(reference, asked);
  if (!payment) return { outcome: 'not-found', output: {} };
  const output = toOutput(payment, asked);
  if (!hasFailed(payment)) return { outcome: 'not-failed', output };
  return {
    outcome: 'diagnosed',
    output: { ...output, cause: causeOfPayment(payment), crossBorder: payment.crossBorder },
  };
});

/** Why a payment did not go through; `unknown` where nobody said why. */
export const causeOfPayment = ({ failure, crossBorder }: Payment): (typeof CAUSES)[number] =>
  failure ? causeOf({ ...failure, crossBorder }) : 'unknown';

const hasFailed = ({ status }: Payment): boolean => spokenState(status) === 'failed';

async function findOwn(reference: string, { store, customer }: AskedOfCustomer): Promise<Payment | undefined> {
  const payment = await store.find('payment', reference);
  return payment?.account === customer.account ? payment : undefined;
}

async function newestFirst({ store, customer }: AskedOfCustomer): Promise<readonly Payment[]> {
  const payments = await store.list('payment', customer.account);
  return payments.toSorted((one, other) => one.hoursAgo - other.hoursAgo);
}

function toOutput(payment: Payment, asked: AskedOfCustomer) {
  const { reference, status, amount, merchant, instrument, tail, hoursAgo } = payment;
  const calendar = asked.calendarOf(asked.customer.region);
  const date = dateOf(localDayAt(hoursBefore(asked.question.at, hoursAgo), calendar));
  return {
    reference,
    state: spokenState(status),
    amount,
    expected: expectedOn(payment, asked) ?? date,
    merchant,
    date,
    instrument,
    tail,
  };
}

function expectedOn({ status, hoursAgo, refundedHoursAgo }: Payment, asked: AskedOfCustomer): string | undefined {
  const { question, customer } = asked;
  const calendar = asked.calendarOf(customer.region);
  switch (spokenState(status)) {
    case 'pending':
      return dateOf(addWorkingDays(calendar, localDayAt(question.at, calendar), DECIDED_DAYS));
    case 'refunded': {
      const refundedAt = hoursBefore(question.at, refundedHoursAgo ?? hoursAgo);
      return dateOf(addWorkingDays(calendar, localDayAt(refundedAt, calendar), REFUND_DAYS));
    }
    case 'settled':
    case 'failed':
      return undefined;
  }
}
