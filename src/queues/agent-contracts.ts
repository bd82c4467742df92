import type { Contract } from '../flow/contract.ts';

/** The languages that the agents' line speaks. */
export const LINE_LANGUAGES = ['zh-CN', 'en', 'es'] as const;
export type LineLanguage = (typeof LINE_LANGUAGES)[number];

export const isSpokenOnLine = (language: string): language is LineLanguage =>
  LINE_LANGUAGES.some((known) => known === language);

/** Whether caller and PIN belong together. A try is counted before it is looked at, and so claimed first. */
export const signIn: Contract = {
  service: 'agents.sign-in',
  summary: 'Lets an agent in by their number and PIN.',
  input: { pin: { type: 'sensitive' } },
  outcomes: {
    'signed-in': { output: { language: { type: 'enum', values: LINE_LANGUAGES } } },
    refused: {},
    locked: {},
  },
  effect: true,
  idempotent: false,
  deadlineMs: 3000,
};

export const nextCaller: Contract = {
  service: 'agents.next-caller',
  summary: "Finds the queue, among an agent's, whose first caller has waited longest.",
  input: {},
  outcomes: { caller: { output: { queue: { type: 'text' }, name: { type: 'text' } } }, nobody: {} },
  effect: false,
  idempotent: true,
  deadlineMs: 4000,
};

export const desk: Contract = {
  service: 'agents.desk',
  summary: "Counts the callbacks that wait in an agent's queues.",
  input: {},
  outcomes: { counted: { output: { callbacks: { type: 'count' } } } },
  effect: false,
  idempotent: true,
  deadlineMs: 1000,
};

/** Asked twice it would take two: a callback whose answer is lost comes up again by itself. */
export const takeCallback: Contract = {
  service: 'agents.take-callback',
  summary: "Takes the oldest callback of an agent's queues that is due.",
  input: {},
  outcomes: {
    found: {
      output: {
        id: { type: 'text' },
        number: { type: 'text' },
        shows: { type: 'text' },
        tail: { type: 'digits' },
      },
    },
    none: {},
  },
  effect: true,
  idempotent: false,
  deadlineMs: 2000,
};

export const settleCallback: Contract = {
  service: 'agents.settle-callback',
  summary: 'Closes a callback, or lets it come up again later where nobody was reached.',
  input: { id: { type: 'text' }, reached: { type: 'boolean' } },
  outcomes: { settled: {} },
  effect: true,
  idempotent: true,
  deadlineMs: 2000,
};

/** What the agents' line may ask; no flow of staff knows them. */
export const LINE_CONTRACTS: readonly Contract[] = [signIn, nextCaller, desk, takeCallback, settleCallback];
