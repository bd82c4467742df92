import { type Asking, createAsking } from '../../src/calls/asking.ts';
import { createMemoryCallStore } from '../../src/calls/memory-call-store.ts';
import { createNotices } from '../../src/calls/notices.ts';
import type { FactBatch, Service } from '../../src/calls/ports.ts';
import { createTurns } from '../../src/calls/turns.ts';
import { createWaiting } from '../../src/calls/waiting.ts';
import type { Contract } from '../../src/flow/contract.ts';
import type { CallEvent } from '../../src/flow/events.ts';
import { createMemoryReleaseStore, createReleases } from '../../src/releases/releases.ts';
import type { CallSid } from '../../src/values/call-sid.ts';
import { MONDAY_TEN } from './played-call.ts';
import { smallRelease } from './small-release.ts';

const lookUp: Contract = {
  service: 'test.look-up',
  summary: 'Looks something up.',
  input: {},
  outcomes: { found: { output: { amount: { type: 'money' } } }, 'not-found': {} },
  effect: false,
  idempotent: true,
  deadlineMs: 60_000,
};
const pay: Contract = { ...lookUp, service: 'test.pay', outcomes: { done: {} }, effect: true, idempotent: false };

const release = smallRelease({
  contracts: [lookUp, pay],
  flow: `
start: main-menu
variables: { it: { from: test.look-up } }
defaults:
  exhausted: to-agent
  keys: { "0": to-agent, "9": main-menu, "*": repeat }
nodes:
  main-menu:
    type: menu
    prompt: main-menu
    choices: [ { dtmf: "1", next: look-up }, { dtmf: "2", next: pay }, { dtmf: "3", next: leave-message } ]
  look-up: { type: service, service: test.look-up, into: it, exits: { found: tell, not-found: main-menu, unavailable: sorry } }
  tell: { type: play, prompt: tell, next: main-menu }
  sorry: { type: play, prompt: sorry, next: main-menu }
  pay: { type: service, service: test.pay, exits: { done: paid, unavailable: sorry } }
  paid: { type: play, prompt: paid, next: main-menu }
  leave-message: { type: record, purpose: voicemail, prompt: speak-now, exits: { recorded: note, empty: main-menu, failed: main-menu } }
  note: { type: tag, tags: { message: { value: left } }, next: main-menu }
  to-agent:
    type: queue
    queue: general
    entering: connecting
    waiting: waiting
    maxWait: 2m
    exits: { answered: bye, timeout: main-menu, full: main-menu, closed: main-menu, unavailable: main-menu, message: bye }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: {
    'main-menu': 'Main menu.',
    tell: 'It is {itAmount}.',
    sorry: 'Sorry.',
    paid: 'Paid.',
    connecting: 'Connecting.',
    waiting: 'Waiting.',
    'speak-now': 'Speak now.',
  },
});

export const SID = `CA${'a'.repeat(32)}` as CallSid;

interface Bench {
  readonly ask?: Service['ask'];
  readonly pay?: Service['ask'];
  readonly watchAsking?: (asking: Asking) => Asking;
}

/** A hotline without a carrier: a document is the list of what is done, and the address it leads to. */
export async function bench({ ask, pay: payNow, watchAsking = (asking) => asking }: Bench = {}) {
  let at = MONDAY_TEN;
  const batches: FactBatch[] = [];
  const store = createMemoryCallStore({ now: () => at, append: (_sid, batch) => void batches.push(batch) });
  const errors: unknown[] = [];
  const warnings: unknown[] = [];
  const nothing = {
    info: () => undefined,
    warn: (fields: unknown) => void warnings.push(fields),
    error: (fields: unknown) => void errors.push(fields),
  };
  const releases = await createReleases(release, createMemoryReleaseStore());
  const found = { outcome: 'found', output: { amount: { minor: 500, currency: 'EUR' } } };
  const asking = watchAsking(
    createAsking({
      services: [
        { contract: lookUp, ask: ask ?? (async () => found) },
        { contract: pay, ask: payNow ?? (async () => ({ outcome: 'done', output: {} })) },
      ],
      sendMessage: async () => true,
      keepCallback: async () => 'requested',
      log: nothing,
    }),
  );
  let nonces = 0;
  const around = {
    store,
    releases,
    hours: { closures: () => [], overrides: () => [] },
    asking,
    patienceMs: 20,
    now: () => at,
    log: nothing,
    newNonce: () => `nonce-${++nonces}`,
    render: (
      actions: readonly { readonly type: string }[],
      _at: unknown,
      { turn, nonce }: { turn: number; nonce: string },
    ) => `${actions.map((action) => wordsOf(action)).join(' | ')} -> ${turn}/${nonce}`,
  };
  const takeTurn = createTurns(around);
  const arrival = { sid: SID, dialled: '+85230000000' };
  const take = async (turn: number, events: readonly CallEvent[] = [], nonce = 'nonce-1') => {
    const reply = await takeTurn({ ...arrival, turn, nonce, events });
    return reply.type === 'document' ? reply.body : reply.type;
  };
  return {
    store,
    take,
    takeTurn,
    notice: createNotices(around),
    wait: createWaiting(around),
    enter: () => take(0),
    press: (turn: number, digits: string, nonce?: string) => take(turn, [{ type: 'digits', digits }], nonce),
    facts: () => batches.flatMap(({ key, facts }) => facts.map(({ type }) => `${key} ${type}`)),
    batches,
    errors,
    warnings,
    passes: (ms: number) => {
      at += ms;
    },
  };
}

const wordsOf = (action: { readonly type: string }): string =>
  action.type === 'speech'
    ? (action as unknown as { pieces: { text: string }[] }).pieces.map(({ text }) => text).join('')
    : action.type;
