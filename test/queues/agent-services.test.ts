import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/calls/ports.ts';
import type { Agent } from '../../src/flow/config/read-agents.ts';
import type { Answer } from '../../src/flow/events.ts';
import { createAgentServices } from '../../src/queues/agent-services.ts';
import type { CallbackLedger } from '../../src/queues/callbacks.ts';
import { createMemoryLimits, type Limits, LimitsUnavailable } from '../../src/queues/limits.ts';
import { hashPin } from '../../src/queues/pin.ts';
import type { WaitingCallers } from '../../src/queues/waiting-callers.ts';
import { context, number, silent } from './context.ts';

const NOW = Date.parse('2026-11-23T02:00:00Z');
const ANNA = number('+442079460190');
const pin = await hashPin('271828');
const anna: Agent = { name: 'Anna', queues: ['login', 'general', 'complaints'], languages: ['de', 'es', 'en'], pin };

const noCallbacks: CallbackLedger = {
  keep: async () => undefined,
  open: async () => [],
  take: async () => undefined,
  putOff: async () => false,
  close: async () => false,
};

interface Given {
  readonly limits?: Limits;
  readonly waiting?: WaitingCallers;
}

function services({ limits = createMemoryLimits(() => NOW), waiting = async () => [] }: Given = {}) {
  const all = createAgentServices({
    agents: { [ANNA]: anna },
    limits,
    waiting,
    callbacks: noCallbacks,
    defaultLanguage: 'en',
    log: silent,
  });
  const byName = new Map(all.map((service): [string, Service] => [service.contract.service, service]));
  return (service: string, { from = ANNA, input = {}, variables = {} }: Asked = {}): Promise<Answer> | undefined =>
    byName.get(service)?.ask(input, context({ caller: from, variables }));
}

interface Asked {
  readonly from?: typeof ANNA;
  readonly input?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
}

describe('signing in', () => {
  test('speaks the first language of the agent that the line knows', async () => {
    const ask = services();
    expect(await ask('agents.sign-in', { input: { pin: '271828' } })).toEqual({
      outcome: 'signed-in',
      output: { language: 'es' },
    });
  });

  test('with the right PIN uses up no try', async () => {
    const ask = services();
    for (let time = 0; time < 8; time += 1) {
      expect(await ask('agents.sign-in', { input: { pin: '271828' } })).toMatchObject({ outcome: 'signed-in' });
    }
  });

  test('is counted over all processes, also when they are asked at once', async () => {
    const limits = createMemoryLimits(() => NOW);
    const [one, other] = [services({ limits }), services({ limits })];
    const tries = Array.from({ length: 12 }, (_, index) =>
      (index % 2 === 0 ? one : other)('agents.sign-in', { input: { pin: '000000' } }),
    );
    const outcomes = (await Promise.all(tries)).map((answer) => answer?.outcome);
    expect(outcomes.filter((outcome) => outcome === 'refused')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === 'locked')).toHaveLength(7);
    expect(await one('agents.sign-in', { input: { pin: '271828' } })).toMatchObject({ outcome: 'locked' });
  });

  test('of one agent is not locked by the tries of another number', async () => {
    const ask = services();
    for (let time = 0; time < 6; time += 1) {
      await ask('agents.sign-in', { from: number('+85298765432'), input: { pin: '271828' } });
    }
    const stranger = await ask('agents.sign-in', { from: number('+85298765432'), input: { pin: '271828' } });
    expect(stranger).toMatchObject({ outcome: 'locked' });
    expect(await ask('agents.sign-in', { input: { pin: '271828' } })).toMatchObject({ outcome: 'signed-in' });
  });

  test('is not possible where tries cannot be counted', async () => {
    const refuse = () => Promise.reject(new LimitsUnavailable('no replicas'));
    const ask = services({ limits: { take: refuse, giveBack: refuse } });
    await expect(ask('agents.sign-in', { input: { pin: '271828' } })).rejects.toBeInstanceOf(LimitsUnavailable);
  });
});

describe('the next caller', () => {
  const waitingIn = (longest: Readonly<Record<string, number>>) =>
    services({
      waiting: async () =>
        Object.entries(longest).map(([queue, longestSeconds]) => ({ queue, callers: 1, longestSeconds })),
    });

  test('is of the queue whose first caller has waited longest', async () => {
    expect(await waitingIn({ login: 30, complaints: 90, general: 60 })('agents.next-caller')).toMatchObject({
      outcome: 'caller',
      output: { queue: 'complaints' },
    });
  });

  test('is of the queue that the file names first, where two have waited as long', async () => {
    expect(await waitingIn({ complaints: 30, general: 30 })('agents.next-caller')).toMatchObject({
      output: { queue: 'general' },
    });
  });

  test('is nobody where nobody waits', async () => {
    expect(await waitingIn({})('agents.next-caller')).toMatchObject({ outcome: 'nobody' });
  });

  test('is looked for in one queue after the other, where it cannot be known who waits', async () => {
    const ask = services({ waiting: () => Promise.reject(new Error('the carrier does not answer')) });
    const served: unknown[] = [];
    for (let time = 0; time < 4; time += 1) {
      const last = served.at(-1);
      const variables = typeof last === 'string' ? { nextQueue: last } : {};
      served.push((await ask('agents.next-caller', { variables }))?.output.queue);
    }
    expect(served).toEqual(['login', 'general', 'complaints', 'login']);
  });

  test('is nobody for who is no agent', async () => {
    const ask = services({ waiting: () => Promise.reject(new Error('the carrier does not answer')) });
    expect(await ask('agents.next-caller', { from: number('+85298765432') })).toMatchObject({ outcome: 'nobody' });
  });
});
