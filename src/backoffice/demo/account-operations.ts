import { toIsoInstant } from '../../hours/iso-instant.ts';
import { dateOf, MINUTE_MS } from '../../hours/local-date.ts';
import {
  billsDue,
  identitySendResetLink,
  incidentsCurrent,
  promotionsCurrent,
  registrationStatus,
} from '../operations/accounts.ts';
import { LANGUAGES } from '../operations/customers.ts';
import { localDayAt } from '../rules/days.ts';
import { type Asked, forAnybody, forCustomer } from './performing.ts';
import { openPromotions } from './promotions.ts';

/**
 * Puts the request down, whether there is an account or not, so that both take the same time. Nothing is sent: the demo
 * has no mail.
 */
export const resetLink = forAnybody(identitySendResetLink, async ({ number }, asked) => {
  const { store, question } = asked;
  const account = question.account ?? (await accountOf(number, asked));
  const id = question.idempotencyKey;
  const document = { id, ...(account === undefined ? {} : { account }), requestedAt: question.at };
  await store.add(id, { kind: 'reset-link', id, account, document });
  return { outcome: 'accepted', output: {} };
});

async function accountOf(number: string | undefined, { store, question }: Asked): Promise<string | undefined> {
  const phone = number === undefined ? question.caller : `+${number}`;
  return (await store.findCustomer(phone ?? ''))?.account;
}

export const registration = forCustomer(registrationStatus, async (_input, { customer }) => ({
  outcome: customer.registration,
  output: {},
}));

export const dueBill = forCustomer(billsDue, async (_input, { store, question, customer, calendarOf }) => {
  const bills = await store.list('bill', customer.account);
  const due = bills.filter(({ paid }) => !paid).toSorted((one, other) => one.dueInDays - other.dueInDays);
  const [next] = due;
  if (!next) return { outcome: 'none', output: {} };
  const { kind, provider, amount, dueInDays } = next;
  const date = dateOf(localDayAt(question.at, calendarOf(customer.region)) + dueInDays);
  return { outcome: 'due', output: { bills: due.length, kind, provider, amount, date } };
});

export const currentPromotion = forAnybody(promotionsCurrent, async ({ place }, asked) => {
  const promotion = (await openPromotions(asked))[place - 1];
  if (!promotion) return { outcome: 'none', output: {} };
  const { kind, terms, until } = promotion;
  return { outcome: 'found', output: { kind, terms: inLanguageOf(asked, terms), until } };
});

export const currentIncident = forAnybody(incidentsCurrent, async (_input, asked) => {
  const { store, question, hasIncident, calendarOf } = asked;
  const [incident] = hasIncident ? await store.list('incident') : [];
  if (!incident) return { outcome: 'none', output: {} };
  const since = toIsoInstant(question.at - incident.minutesAgo * MINUTE_MS, calendarOf(question.region).zone);
  return { outcome: 'found', output: { message: inLanguageOf(asked, incident.message), since } };
});

/** In the caller's language, or in English where the demo does not speak it. */
function inLanguageOf({ question }: Asked, texts: Readonly<Record<(typeof LANGUAGES)[number], string>>): string {
  return texts[LANGUAGES.find((language) => language === question.language) ?? 'en'];
}
