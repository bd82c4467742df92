import { expect, test } from 'vitest';
import { createAsking } from '../../src/calls/asking.ts';
import type { Contract } from '../../src/flow/contract.ts';
import { IDENTITY_CONTRACTS } from '../../src/identity/contracts.ts';

const lookUp: Contract = {
  service: 'test.look-up',
  summary: 'Looks something up.',
  input: { reference: { type: 'digits' } },
  outcomes: { found: {} },
  effect: false,
  idempotent: true,
  deadlineMs: 1000,
};
const secretly: Contract = { ...lookUp, service: 'test.secretly', input: { pin: { type: 'sensitive' } } };
const kept: Contract = { ...lookUp, service: 'test.kept', effect: true };
const once: Contract = { ...kept, service: 'test.once', idempotent: false };

const asking = createAsking({
  services: [lookUp, secretly, kept, once, ...IDENTITY_CONTRACTS].map((contract) => ({
    contract,
    ask: async () => ({ outcome: 'found', output: {} }),
  })),
  sendMessage: async () => true,
  keepCallback: async () => 'requested',
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
});

test.each([
  { name: lookUp.service, repeatable: true, why: 'it only reads' },
  { name: kept.service, repeatable: true, why: 'it is done once however often it is asked' },
  { name: once.service, repeatable: false, why: 'it could be done twice' },
  { name: secretly.service, repeatable: false, why: 'what was keyed is gone with the process that had it' },
  { name: 'identity.check-code', repeatable: false, why: 'the code is gone, and the try is counted' },
  { name: 'identity.send-code', repeatable: false, why: 'a second code would go out' },
  { name: 'message', repeatable: false, why: 'a second text would go out' },
])('after its process is lost, $name is asked again: $repeatable, since $why', ({ name, repeatable }) => {
  expect(asking.mannerNamed(name)).toMatchObject({ repeatable });
});
