import { describe, expect, test } from 'vitest';
import type { Question } from '../../src/backoffice/operation.ts';
import { incidentsCurrent } from '../../src/backoffice/operations/accounts.ts';
import { paymentsStatus } from '../../src/backoffice/operations/payments.ts';
import { backOfficeServices } from '../../src/backoffice/services.ts';
import type { AskContext } from '../../src/calls/ports.ts';
import type { Contract } from '../../src/flow/contract.ts';
import type { Answer } from '../../src/flow/events.ts';
import { MONDAY_TEN, play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({
  flow: 'start: bye\nnodes:\n  bye: { type: hang-up, prompt: goodbye }',
  prompts: {},
});
const { call } = play(release, { caller: '+85291234567' });

const context = (verification = call.verification): AskContext => ({
  call: { ...call, verification },
  release,
  at: MONDAY_TEN,
  idempotencyKey: 'CA1/2/0',
  signal: AbortSignal.timeout(1000),
});

/** A back office that gives one answer and keeps what it was asked. */
function answering(contract: Contract, answer: Answer) {
  const questions: Question[] = [];
  const services = backOfficeServices([contract], {
    ask: async (question) => {
      questions.push(question);
      return answer;
    },
  });
  return { questions, ask: services[0]?.ask ?? (() => Promise.reject(new Error('no service'))) };
}

describe('a service of the back office', () => {
  test('is asked about nobody but the customer whom the caller has proved to be', async () => {
    const { questions, ask } = answering(paymentsStatus, { outcome: 'not-found', output: {} });
    const verified = { level: 'email', at: MONDAY_TEN, account: 'C7' } as const;
    expect(await ask({ reference: '12345678903' }, context(verified))).toEqual({ outcome: 'not-found', output: {} });
    expect(questions).toMatchObject([
      {
        contract: { service: 'payments.status' },
        input: { reference: '12345678903' },
        account: 'C7',
        caller: '+85291234567',
        level: 'email',
        language: call.language,
        region: release.defaultRegion,
        at: MONDAY_TEN,
        idempotencyKey: 'CA1/2/0',
      },
    ]);
  });

  test('that needs to know the caller is not asked without an account', async () => {
    const { questions, ask } = answering(paymentsStatus, { outcome: 'not-found', output: {} });
    expect(await ask({ reference: '12345678903' }, context({ level: 'sms', at: MONDAY_TEN }))).toEqual({
      outcome: 'not-verified',
      output: {},
    });
    expect(questions).toEqual([]);
  });

  test('that tells everybody is asked for anybody', async () => {
    const { questions, ask } = answering(incidentsCurrent, { outcome: 'none', output: {} });
    expect(await ask({}, context())).toEqual({ outcome: 'none', output: {} });
    expect(questions[0]).not.toHaveProperty('account');
  });

  test('with an answer that the contract does not know gives none', async () => {
    const { ask } = answering(incidentsCurrent, { outcome: 'teapot', output: {} });
    await expect(ask({}, context())).rejects.toThrow('incidents.current has no such outcome');
  });
});
