import { customersByCaller, customersContact } from '../operations/customers.ts';
import { localYearAt } from '../rules/days.ts';
import { findRegion } from '../rules/regions.ts';
import type { Customer } from './entities.ts';
import { type Asked, forAnybody } from './performing.ts';

/** Addresses that changed within so many hours are not trusted. */
const LATELY_HOURS = 72;

export const byCaller = forAnybody(customersByCaller, async (_input, asked) => {
  const { store, question } = asked;
  const customer = question.caller === undefined ? undefined : await store.findCustomer(question.caller);
  if (!customer) return { outcome: 'unknown', output: {} };
  return {
    outcome: 'known',
    output: { language: customer.language, direct: customer.direct || isSenior(customer, asked) },
  };
});

export const contact = forAnybody(customersContact, async ({ number }, { store }) => {
  const customer = await store.findCustomer(number);
  if (!customer) return { outcome: 'not-found', output: {} };
  const { account, phone, email = '' } = customer;
  return {
    outcome: 'found',
    output: {
      account,
      phone,
      email,
      phoneChanged: isLately(customer.phoneChangedHoursAgo),
      simChanged: isLately(customer.simChangedHoursAgo),
      emailChanged: isLately(customer.emailChangedHoursAgo),
    },
  };
});

const isLately = (hoursAgo: number | undefined): boolean => hoursAgo !== undefined && hoursAgo <= LATELY_HOURS;

/** Only the year of birth is known: who reaches the age within this year has reached it. */
function isSenior({ region, birthYear }: Customer, { question, calendarOf }: Asked): boolean {
  const { seniorAge } = findRegion(region) ?? {};
  return seniorAge !== undefined && localYearAt(question.at, calendarOf(region)) - birthYear >= seniorAge;
}
