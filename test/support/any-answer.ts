import fc from 'fast-check';
import { type Contract, type InputField, NOT_VERIFIED, type OutputField, outcomesOf } from '../../src/flow/contract.ts';
import type { Answer } from '../../src/flow/events.ts';
import type { Value, ValueType } from '../../src/values/typed-value.ts';

const digits = fc.stringMatching(/^\d{1,40}$/);
const date = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

const OF_TYPE: Readonly<Record<ValueType | 'sensitive', fc.Arbitrary<Value>>> = {
  digits,
  text: fc.string({ unit: 'binary', maxLength: 250 }),
  enum: fc.constantFrom('service', 'suggestion', 'fee-waiver'),
  boolean: fc.boolean(),
  count: fc.maxSafeNat(),
  ordinal: fc.integer({ min: 1 }),
  money: fc.record({ minor: fc.maxSafeInteger(), currency: fc.constantFrom('CNY', 'JPY', 'KWD') }),
  date,
  time: fc.constantFrom('00:00', '09:05', '23:59', '24:00'),
  instant: date.map((day) => `${day}T09:05:00+08:00`),
  duration: fc.double({ min: 0, max: Number.MAX_SAFE_INTEGER, noNaN: true }).map((seconds) => seconds + 0),
  percent: fc.constantFrom(0, 0.005, -0.12, 1),
  rate: fc.stringMatching(/^\d{1,15}\.\d{1,30}$/),
  sensitive: digits,
};

/** Any value that a field may have. */
const anyValue = ({ type, values }: InputField | OutputField): fc.Arbitrary<Value> =>
  values === undefined ? OF_TYPE[type] : fc.constantFrom(...values);

const anyRecord = (fields: Readonly<Record<string, InputField | OutputField>>): fc.Arbitrary<Record<string, Value>> =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, anyValue(field)])), {
    noNullPrototype: true,
  });

/** Any answer that a contract allows. */
export const anyAnswer = (contract: Contract): fc.Arbitrary<Answer> =>
  fc.oneof(
    ...outcomesOf(contract)
      .filter((outcome) => outcome === NOT_VERIFIED || outcome in contract.outcomes)
      .map((outcome) => anyRecord(contract.outcomes[outcome]?.output ?? {}).map((output) => ({ outcome, output }))),
  );

/** Any input that a contract takes, with all that is optional. */
export const anyInput = ({ input }: Contract): fc.Arbitrary<Record<string, Value>> => anyRecord(input);
