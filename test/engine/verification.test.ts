import { describe, expect, test } from 'vitest';
import { attend } from '../../src/engine/attend.ts';
import type { Contract } from '../../src/flow/contract.ts';
import { MONDAY_TEN, type PlayedCall, play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const asked = { input: {}, effect: false, idempotent: true, deadlineMs: 1000 };
const check: Contract = {
  ...asked,
  service: 'codes.check',
  summary: 'Makes the hotline sure of the caller.',
  outcomes: { right: { raises: 'sms' }, wrong: {} },
};
const balance: Contract = {
  ...asked,
  service: 'accounts.balance',
  summary: 'Finds what is on an account.',
  needs: 'sms',
  outcomes: { found: { output: { amount: { type: 'money', level: 'sms' } } } },
};

const release = smallRelease({
  contracts: [check, balance],
  flow: `
start: menu
variables: { account: { from: accounts.balance } }
defaults: { exhausted: bye, notVerified: identify, keys: { "0": bye } }
nodes:
  menu: { type: menu, prompt: menu, choices: [ { dtmf: "1", next: check }, { dtmf: "2", next: find } ] }
  identify: { type: menu, prompt: identify, choices: [ { dtmf: "1", next: check }, { dtmf: "2", next: bye } ] }
  check: { type: service, service: codes.check, exits: { right: find, wrong: menu, unavailable: menu } }
  find: { type: service, service: accounts.balance, into: account, exits: { found: offer, not-verified: identify, unavailable: menu } }
  offer: { type: menu, prompt: offer, choices: [ { dtmf: "1", next: send }, { dtmf: "2", next: to-agent } ] }
  send: { type: message, prompt: balance, exits: { sent: bye, failed: bye } }
  to-agent:
    type: queue
    queue: general
    entering: connecting
    waiting: balance
    maxWait: 1h
    exits: { answered: bye, timeout: bye, full: bye, closed: bye, unavailable: bye }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: {
    menu: 'Menu.',
    identify: 'Who are you?',
    offer: 'A text, or a person?',
    balance: 'You have {accountAmount}.',
    connecting: 'Connecting.',
  },
});

const MINUTE_MS = 60_000;
const amount = { minor: 500, currency: 'EUR' };
const known = (): PlayedCall => {
  const call = play(release, { caller: '+85291234567' }).presses('1').isAnswered('right');
  return call.isAnswered('found', { amount });
};

describe('what needs a level of verification', () => {
  test('is not even asked for below it', () => {
    const call = play(release).presses('2');
    expect(call.said).toEqual(['identify']);
    expect(call.last.requests).toEqual([]);
    expect(known().said).toEqual(['offer']);
  });

  test('is texted while the level holds, and after it has lapsed only to who is identified again', () => {
    const early = known().after({ type: 'digits', digits: '1' }, MONDAY_TEN + 14 * MINUTE_MS);
    expect(early.last.requests).toMatchObject([{ type: 'message', to: '+85291234567' }]);
    const late = known().after({ type: 'digits', digits: '1' }, MONDAY_TEN + 16 * MINUTE_MS);
    expect(late.last.requests).toEqual([]);
    expect(late.said).toEqual(['identify']);
  });

  test.each([
    { what: 'silence', event: { type: 'no-input' } },
    { what: 'a webhook that comes twice', event: { type: 'still-waiting' } },
  ] as const)('is not kept up by $what, only by what a caller does', ({ event }) => {
    const idle = known()
      .after(event, MONDAY_TEN + 10 * MINUTE_MS)
      .after({ type: 'digits', digits: '1' }, MONDAY_TEN + 16 * MINUTE_MS);
    expect(idle.last.requests).toEqual([]);
    expect(idle.said).toEqual(['identify']);
    const active = known()
      .after({ type: 'digits', digits: '7' }, MONDAY_TEN + 10 * MINUTE_MS)
      .after({ type: 'digits', digits: '1' }, MONDAY_TEN + 16 * MINUTE_MS);
    expect(active.last.requests).toMatchObject([{ type: 'message' }]);
  });

  test('is not kept up by a wait in a queue', () => {
    const out = known()
      .presses('2')
      .after({ type: 'left-queue', result: 'left', waitSeconds: 960 }, MONDAY_TEN + 16 * MINUTE_MS);
    expect(out.call.verification).toMatchObject({ level: 'none' });
    const early = known()
      .presses('2')
      .after({ type: 'left-queue', result: 'left', waitSeconds: 600 }, MONDAY_TEN + 10 * MINUTE_MS);
    expect(early.call.verification).toMatchObject({ level: 'sms', at: MONDAY_TEN });
  });

  test('is said to who waits in a queue while the level holds, and then no more', () => {
    const { call } = known().presses('2');
    const heard = (minutes: number) => {
      const world = { at: MONDAY_TEN + minutes * MINUTE_MS, closures: [], overrides: [] };
      const { actions } = attend(release, call, { position: 1, waitSeconds: minutes * 60 }, world);
      return actions.flatMap((action) => (action.type === 'say' ? [action.prompt] : []));
    };
    expect(heard(14)).toEqual(['balance']);
    expect(heard(16)).toEqual(['one-moment']);
  });

  test('stands on the record when it is told, by name and without its value', () => {
    const disclosed = { type: 'disclosed', variables: ['accountAmount'], level: 'sms' };
    expect(known().facts).not.toContainEqual(disclosed);
    expect(known().presses('1').facts).toContainEqual(disclosed);
    expect(JSON.stringify(known().presses('1').facts)).not.toContain('500');
  });
});

describe('what is found at one level and may be said from a higher one on', () => {
  const movements: Contract = {
    ...asked,
    service: 'accounts.last-movement',
    summary: 'Finds what was paid last, and to whom.',
    needs: 'email',
    outcomes: {
      found: { output: { amount: { type: 'money', level: 'email' }, payee: { type: 'text', level: 'sms' } } },
    },
  };
  const byMail: Contract = { ...check, outcomes: { right: { raises: 'email' }, wrong: {} } };
  const releaseWith = (found: string) =>
    smallRelease({
      contracts: [byMail, movements],
      flow: `
start: menu
variables: { last: { from: accounts.last-movement } }
defaults: { exhausted: bye, notVerified: menu }
nodes:
  menu: { type: menu, prompt: menu, choices: [ { dtmf: "1", next: check }, { dtmf: "2", next: bye } ] }
  check: { type: service, service: codes.check, exits: { right: find, wrong: menu, unavailable: menu } }
  find: { type: service, service: accounts.last-movement, into: last, exits: { found: ${found}, not-verified: menu, unavailable: menu } }
  is-sure: { type: branch, on: verification, exits: { sms: tell-all, full: tell-all, else: tell-amount } }
  tell-amount: { type: play, prompt: amount, next: bye }
  tell-all: { type: play, prompt: all, next: bye }
  bye: { type: hang-up, prompt: goodbye }
`,
      prompts: { menu: 'Menu.', amount: '{lastAmount}.', all: '{lastAmount} to {lastPayee}.' },
    });

  test('is said only behind a branch on the level', () => {
    const output = { amount, payee: 'Ada' };
    const told = play(releaseWith('is-sure')).presses('1').isAnswered('right').isAnswered('found', output);
    expect(told.said).toEqual(['amount', 'goodbye']);
    expect(() => releaseWith('tell-all')).toThrow(/unverified-output/);
  });
});

describe('whom the caller has proved to be', () => {
  const proving = { outcome: 'right', output: {}, account: 'C7' };
  const proved = (at = MONDAY_TEN) =>
    play(release, { at }).presses('1').after({ type: 'service-answered', answer: proving, tookMs: 3 }, at);

  test('is kept with the level, through whatever they do next', () => {
    expect(proved().call.verification).toEqual({ level: 'sms', at: MONDAY_TEN, account: 'C7' });
    const later = proved().isAnswered('found', { amount }).presses('9');
    expect(later.call.verification).toMatchObject({ level: 'sms', account: 'C7' });
  });

  test('is in no variable and in no fact', () => {
    expect(proved().call.variables).toEqual({});
    expect(JSON.stringify(proved().facts)).not.toContain('C7');
  });

  test('comes from an outcome that raises the level, and from no other', () => {
    const wrong = { type: 'service-answered', answer: { ...proving, outcome: 'wrong' }, tookMs: 3 } as const;
    expect(play(release).presses('1').after(wrong).call.verification).not.toHaveProperty('account');
  });
});

test('the last stretch of a wait is as long as what is left of the longest', () => {
  const { call } = known().presses('2');
  const world = { at: MONDAY_TEN, closures: [], overrides: [] };
  const pauseAfter = (waitSeconds: number) =>
    attend(release, call, { position: 1, waitSeconds }, world).actions.find(({ type }) => type === 'pause');
  expect(pauseAfter(60)).toEqual({ type: 'pause', seconds: 30 });
  expect(pauseAfter(3592)).toEqual({ type: 'pause', seconds: 8 });
});
