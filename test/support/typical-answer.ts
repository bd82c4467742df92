import { BACK_OFFICE_CONTRACTS } from '../../src/backoffice/contract.ts';
import { hoursOnDateContract } from '../../src/backoffice/hours-on-date.ts';
import { CALLER_CONTRACTS } from '../../src/callers/contracts.ts';
import { type Contract, NOT_VERIFIED, type OutputField, outcomesOf, UNAVAILABLE } from '../../src/flow/contract.ts';
import { IDENTITY_CONTRACTS } from '../../src/identity/contracts.ts';
import type { Value } from '../../src/values/typed-value.ts';

const CONTRACTS: readonly Contract[] = [
  hoursOnDateContract,
  ...CALLER_CONTRACTS,
  ...BACK_OFFICE_CONTRACTS,
  ...IDENTITY_CONTRACTS,
];

const TYPICAL: Readonly<Record<OutputField['type'], Value>> = {
  digits: '79927398713',
  text: 'Some words.',
  enum: 'other',
  boolean: true,
  count: 2,
  ordinal: 2,
  money: { minor: 12_850, currency: 'USD' },
  date: '2026-12-01',
  time: '09:30',
  instant: '2026-11-24T09:30:00+08:00',
  duration: 25,
  percent: 0.015,
  rate: '7.1234',
};

/** One of the answers that a service's contract allows, the same for the same luck; each output has a value of its type. */
export function typicalAnswer(
  service: string,
  luck: number,
): { outcome: string; output: Readonly<Record<string, Value>> } {
  const contract = CONTRACTS.find((known) => known.service === service);
  if (!contract) throw new Error(`there is no service ${service}`);
  // The engine itself answers whoever is not verified.
  const outcomes = outcomesOf(contract).filter((outcome) => outcome !== NOT_VERIFIED);
  const outcome = outcomes[luck % outcomes.length] ?? UNAVAILABLE;
  return { outcome, output: outputsOf(contract, outcome, luck) };
}

/** What an outcome gives, with typical values; of a closed set the one that luck points at. */
function outputsOf(contract: Contract, outcome: string, luck = 0): Readonly<Record<string, Value>> {
  const fields = Object.entries(contract.outcomes[outcome]?.output ?? {});
  return Object.fromEntries(fields.map(([name, field]) => [name, typicalOf(field, luck)]));
}

function typicalOf({ type, values = [] }: OutputField, luck: number): Value {
  if (type === 'boolean') return luck % 2 === 0;
  return type === 'enum' ? (values[luck % values.length] ?? 'other') : TYPICAL[type];
}
