import type { BackOffice } from '../../src/backoffice/operation.ts';
import { customersContact } from '../../src/backoffice/operations/customers.ts';

const UNCHANGED = { phoneChanged: false, simChanged: false, emailChanged: false };

/** A back office that knows the contact data of these numbers and nothing else; rejects whatever else is asked. */
export const knownCustomers = (emails: Readonly<Record<string, string>>): BackOffice => ({
  async ask({ contract, input }) {
    if (contract.service !== customersContact.service) throw new Error(`asked for ${contract.service}`);
    const phone = String(input.number);
    const email = emails[phone];
    if (email === undefined) return { outcome: 'not-found', output: {} };
    return { outcome: 'found', output: { account: `account-of-${phone.slice(-4)}`, phone, email, ...UNCHANGED } };
  },
});
