import { describe, expect, test } from 'vitest';
import { BACK_OFFICE_CONTRACTS, OPERATIONS } from '../../src/backoffice/contract.ts';
import type { Contract } from '../../src/flow/contract.ts';
import { IDENTITY_CONTRACTS } from '../../src/identity/contracts.ts';

const ALL: readonly Contract[] = [...OPERATIONS, ...IDENTITY_CONTRACTS];
const OUTPUTS = ALL.flatMap((contract) =>
  Object.entries(contract.outcomes).flatMap(([outcome, { output = {} }]) =>
    Object.entries(output).map(([name, field]) => ({ contract, outcome, name, field })),
  ),
);

describe('the contract', () => {
  test('names each operation once', () => {
    expect(new Set(ALL.map(({ service }) => service)).size).toBe(ALL.length);
  });

  test('keeps from flows what finds the addresses on file', () => {
    const hidden = OPERATIONS.filter((contract) => !BACK_OFFICE_CONTRACTS.some((open) => open === contract));
    expect(hidden.map(({ service }) => service)).toEqual(['customers.contact']);
  });

  test.each(OUTPUTS.filter(({ field }) => field.level !== undefined))(
    '$contract.service is only asked for a caller who is known: $outcome gives $name',
    ({ contract }) => expect(contract.needs).toBeDefined(),
  );

  test.each(OUTPUTS.filter(({ field }) => field.type === 'enum'))(
    '$contract.service closes what $name of $outcome may be',
    ({ field }) => expect(field.values?.length).toBeGreaterThan(1),
  );

  test.each(ALL.filter(({ effect }) => effect))(
    '$service says whether it may be asked twice',
    ({ effect, idempotent, input }) => {
      const sensitive = Object.values(input).some(({ type }) => type === 'sensitive');
      expect(effect && sensitive && idempotent).toBe(false);
    },
  );

  test('no word in it tells more than a caller may hear', () => {
    expect(JSON.stringify(ALL)).not.toMatch(/lost|stolen|fraud/i);
  });
});
