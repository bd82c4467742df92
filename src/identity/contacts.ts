import type { AnswerTo, BackOffice } from '../backoffice/operation.ts';
import { customersContact } from '../backoffice/operations/customers.ts';
import { questionOf } from '../backoffice/question-of.ts';
import type { AskContext } from '../calls/ports.ts';

/** The addresses on file of an account. */
export interface Contact {
  readonly account: string;
  /** E.164. */
  readonly phone: string;
  /** Empty where none is on file. */
  readonly email: string;
  /** Whether the number, its SIM or the mail address changed within 72 hours. */
  readonly phoneChanged: boolean;
  readonly simChanged: boolean;
  readonly emailChanged: boolean;
}

/** The account of a number in E.164; nothing where there is none. Rejects where it cannot be known. */
export type FindContact = (number: string, context: AskContext) => Promise<Contact | undefined>;

/** Asks the back office. */
export const createFindContact =
  (backOffice: BackOffice): FindContact =>
  async (number, context) => {
    const answer = await backOffice.ask(questionOf(customersContact, { number }, context));
    if (answer.outcome === 'not-found') return undefined;
    if (!isFound(answer)) throw new Error(`${customersContact.service} answered ${answer.outcome}`);
    return answer.output;
  };

type Found = Extract<AnswerTo<typeof customersContact>, { readonly outcome: 'found' }>;

/** Whether all is there that was promised: a change that is not told must not pass for none. */
function isFound(answer: { readonly outcome: string; readonly output: object }): answer is Found {
  const output = new Map<string, unknown>(Object.entries(answer.output));
  const promised = Object.entries(customersContact.outcomes.found.output);
  return (
    answer.outcome === 'found' &&
    promised.every(([name, { type }]) => typeof output.get(name) === (type === 'boolean' ? 'boolean' : 'string'))
  );
}
