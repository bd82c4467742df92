import type { Service } from '../calls/ports.ts';
import { type Contract, NOT_VERIFIED, outcomesOf } from '../flow/contract.ts';
import type { BackOffice } from './operation.ts';
import { questionOf } from './question-of.ts';

/** What flows may ask, performed by a back office. */
export const backOfficeServices = (contracts: readonly Contract[], backOffice: BackOffice): readonly Service[] =>
  contracts.map((contract) => serviceOf(contract, backOffice));

const serviceOf = (contract: Contract, backOffice: BackOffice): Service => ({
  contract,
  async ask(input, context) {
    const { account } = context.call.verification;
    // Without knowing whose it is there is nothing to look for.
    if (contract.needs !== undefined && account === undefined) return { outcome: NOT_VERIFIED, output: {} };
    const question = questionOf(contract, input, context);
    const answer = await backOffice.ask(account === undefined ? question : { ...question, account });
    if (!outcomesOf(contract).includes(answer.outcome)) throw new Error(`${contract.service} has no such outcome`);
    return answer;
  },
});
