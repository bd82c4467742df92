import { type Contract, NOT_VERIFIED } from '../../flow/contract.ts';
import { isEnough } from '../../flow/variables.ts';
import type { Calendar } from '../../hours/calendar.ts';
import type { Value } from '../../values/typed-value.ts';
import type { Operation } from '../contract.ts';
import type { AnswerTo, InputTo, Question } from '../operation.ts';
import { schemaOfField } from '../wire/field-schema.ts';
import type { DemoStore } from './demo-store.ts';
import type { Customer } from './entities.ts';

/** What an operation is performed with. */
export interface Asked {
  readonly question: Question;
  readonly store: DemoStore;
  /** The calendar of a region. @throws {Error} where the region has none */
  readonly calendarOf: (region: string) => Calendar;
  /** Whether something is broken right now, as far as the demo goes. */
  readonly hasIncident: boolean;
}

const REFUSED = { outcome: NOT_VERIFIED, output: {} } as const;

/** How one operation is performed: its contract, and whatever that allows as an answer. */
export interface Performed<Of extends Contract> {
  readonly contract: Of;
  perform(asked: Asked): Promise<AnswerTo<Of> | typeof REFUSED>;
}

/** A way of performing for each operation of the contract. */
export type PerformedAll = { readonly [Of in Operation as Of['service']]: Performed<Of> };

/** An operation that anybody may ask for. */
export const forAnybody = <Of extends Contract>(
  contract: Of,
  answer: (input: InputTo<Of>, asked: Asked) => Promise<AnswerTo<Of>>,
): Performed<Of> => ({
  contract,
  perform: async (asked) => answer(readInput(contract, asked.question.input), asked),
});

/** An operation about the customer who has been verified well enough, and about nobody else. */
export const forCustomer = <Of extends Contract>(
  contract: Of,
  answer: (input: InputTo<Of>, asked: Asked & { readonly customer: Customer }) => Promise<AnswerTo<Of>>,
): Performed<Of> => ({
  contract,
  async perform(asked) {
    const { account, level, input } = asked.question;
    if (account === undefined || !isEnough(level, contract.needs ?? 'email')) return REFUSED;
    const customer = await asked.store.find('customer', account);
    if (!customer) throw new Error('the account that was verified does not exist');
    return answer(readInput(contract, input), { ...asked, customer });
  },
});

/** @throws {TypeError} for an input that the contract does not allow */
function readInput<Of extends Contract>(contract: Of, input: Readonly<Record<string, Value>>): InputTo<Of> {
  if (!isInputTo(contract, input)) throw new TypeError(`${contract.service} was asked with a wrong input`);
  return input;
}

function isInputTo<Of extends Contract>(contract: Of, input: unknown): input is InputTo<Of> {
  if (typeof input !== 'object' || input === null) return false;
  const given = new Map<string, unknown>(Object.entries(input));
  return Object.entries(contract.input).every(
    ([name, field]) =>
      (given.get(name) === undefined && field.optional === true) ||
      schemaOfField(field).safeParse(given.get(name)).success,
  );
}
