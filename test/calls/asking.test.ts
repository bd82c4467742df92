import { expect, test } from 'vitest';
import { createAsking } from '../../src/calls/asking.ts';
import { emptyDraft } from '../../src/calls/draft.ts';
import type { AskContext } from '../../src/calls/ports.ts';
import type { Contract } from '../../src/flow/contract.ts';
import { IDENTITY_CONTRACTS } from '../../src/identity/contracts.ts';
import { okpay } from '../support/okpay-release.ts';
import { MONDAY_TEN, play } from '../support/played-call.ts';

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

test.each([
  { when: 'it never answers', ask: () => new Promise<never>(() => undefined), isLate: true },
  {
    when: 'it gives up at the deadline',
    ask: (_input: unknown, { signal }: AskContext) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up')))),
    isLate: true,
  },
  { when: 'it fails at once', ask: () => Promise.reject(new Error('down')), isLate: undefined },
])('what is unavailable is told as late where $when: $isLate', async ({ ask, isLate }) => {
  const impatient = createAsking({
    services: [{ contract: { ...lookUp, deadlineMs: 20 }, ask }],
    sendMessage: async () => true,
    keepCallback: async () => 'requested',
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const draft = emptyDraft(okpay, play(okpay).call, { at: MONDAY_TEN, closures: [], overrides: [] });
  const answer = await impatient.ask({ type: 'service', service: lookUp.service, input: {} }, draft, 'key');
  expect(answer).toEqual({ outcome: 'unavailable', output: {}, ...(isLate ? { isLate } : {}) });
});
