import type { Service } from '../calls/ports.ts';
import { type Contract, NOT_VERIFIED, outcomesOf } from '../flow/contract.ts';
import type { BackOffice } from './operation.ts';

/** What flows may ask, performed by a back office. */
export const backOfficeServices = (contracts: readonly Contract[], backOffice: BackOffice): readonly Service[] =>
  contracts.map((contract) => serviceOf(contract, backOffice));

const serviceOf = (contract: Contract, backOffice: BackOffice): Service => ({
  contract,
  async ask(input, { call, release, at, idempotencyKey, signal }) {
    const { level, account } = call.verification;
    // Without knowing whose it is there is nothing to look for.
    if (contract.needs !== undefined && account === undefined) return { outcome: NOT_VERIFIED, output: {} };
    const answer = await backOffice.ask({
      contract,
      input,
      ...(account === undefined ? {} : { account }),
      ...(call.caller === undefined ? {} : { caller: call.caller }),
      level,
      language: call.language,
      region: call.region ?? release.defaultRegion,
      at,
      idempotencyKey,
      signal,
    });
    if (!outcomesOf(contract).includes(answer.outcome)) throw new Error(`${contract.service} has no such outcome`);
    return answer;
  },
});
