import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/flow/contract.ts';
import type { CallEvent } from '../../src/flow/events.ts';
import { MONDAY_TEN, play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const base = { summary: 'For tests.', effect: false, idempotent: true, deadlineMs: 3000 } as const;
const checkCode: Contract = {
  ...base,
  service: 'test.check-code',
  input: { code: { type: 'sensitive' } },
  outcomes: { right: { raises: 'sms' }, weak: { raises: 'email' }, wrong: {} },
};
const lookUp: Contract = {
  ...base,
  service: 'test.look-up',
  input: { reference: { type: 'digits' }, note: { type: 'text', optional: true } },
  outcomes: { found: { output: { amount: { type: 'money', level: 'sms' } } }, 'not-found': {} },
};

const release = smallRelease({
  contracts: [checkCode, lookUp],
  flow: `
start: ask-code
variables: { code: { type: sensitive }, reference: { type: digits }, it: { from: test.look-up } }
defaults: { exhausted: bye, notVerified: ask-code, keys: { "9": ask-code } }
nodes:
  ask-code: { type: collect, prompt: ask-code, digits: { min: 6, max: 6 }, into: code, sensitive: true, next: check }
  check: { type: service, service: test.check-code, input: { code: code }, exits: { right: ask-reference, weak: ask-code, wrong: ask-code, unavailable: bye } }
  ask-reference: { type: collect, prompt: ask-reference, digits: { min: 1, max: 9 }, into: reference, next: look-up }
  look-up: { type: service, service: test.look-up, input: { reference: reference, note: { value: by phone } }, into: it, exits: { found: tell, not-found: ask-reference, not-verified: ask-code, unavailable: bye } }
  tell: { type: play, prompt: tell, next: again }
  again: { type: menu, prompt: again, choices: [ { dtmf: "1", next: tell }, { dtmf: "2", next: bye } ] }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: { 'ask-code': 'Code?', 'ask-reference': 'Reference?', tell: 'It is {itAmount}.', again: 'Again?' },
});

const amount = { minor: 500, currency: 'EUR' };
const verified = () => play(release).presses('123456').isAnswered('right');
const MINUTE = 60_000;

test('an answer that never came stands on the record as late, and one that was no use does not', () => {
  const asked = () => verified().presses('7');
  const unavailable = { outcome: 'unavailable', output: {} } as const;
  const late = asked().after({ type: 'service-answered', answer: { ...unavailable, isLate: true }, tookMs: 3000 });
  const told = { type: 'service-answered', service: 'test.look-up', outcome: 'unavailable' } as const;
  expect(late.facts).toContainEqual({ ...told, tookMs: 3000, isLate: true });
  const refused = asked().after({ type: 'service-answered', answer: unavailable, tookMs: 12 });
  expect(refused.facts).toContainEqual({ ...told, tookMs: 12 });
});

describe('a sensitive entry', () => {
  test('goes to its service in the same turn, and is kept nowhere', () => {
    const asked = play(release).presses('123456');
    expect(asked.last.requests).toEqual([{ type: 'service', service: 'test.check-code', input: { code: '123456' } }]);
    expect(JSON.stringify([asked.call, asked.last.actions, asked.facts])).not.toContain('123456');
  });

  test('comes by keypad only', () => {
    expect(play(release).last.actions.at(-1)).toMatchObject({ type: 'gather', input: ['dtmf'] });
  });

  test('of one length ends with its last digit, and begins again with a star at no cost', () => {
    const asked = play(release);
    expect(asked.last.actions.at(-1)).toMatchObject({ type: 'gather', maxDigits: 6 });
    const cleared = asked.presses('12*345');
    expect(cleared.said).toEqual(['ask-code']);
    expect(cleared.call.stay).toMatchObject({ visits: 1, noMatch: 0 });
    expect(cleared.presses('345678').last.requests).toMatchObject([{ input: { code: '345678' } }]);
  });

  test('is not there any more when its service has to be asked again', () => {
    const again = play(release).presses('123456').after({ type: 'ask-again' });
    expect(again.last.requests).toEqual([{ type: 'service', service: 'test.check-code', input: {} }]);
  });
});

describe('an answer', () => {
  test('leads on by its outcome, and what it found can be said', () => {
    const told = verified().presses('42').isAnswered('found', { amount });
    expect(told.said).toEqual(['tell', 'again']);
    expect(told.last.actions[0]).toMatchObject({ values: { itAmount: { type: 'money', value: amount } } });
    expect(told.facts).toContainEqual({
      type: 'service-answered',
      service: 'test.look-up',
      outcome: 'found',
      tookMs: 12,
    });
  });

  test('that says no costs a visit: after three the call goes on', () => {
    const once = verified().presses('42').isAnswered('not-found');
    expect(once.said).toEqual(['ask-reference']);
    const twice = once.presses('43').isAnswered('not-found');
    expect(twice.presses('44').isAnswered('not-found').actions).toEqual(['say', 'hang-up']);
  });

  test('nobody knows of is put down as such', () => {
    const unknown = verified()
      .presses('42')
      .after({
        type: 'service-answered',
        answer: { outcome: 'unavailable', output: {} },
        tookMs: 9,
        effectUnknown: true,
      });
    expect(unknown.facts).toContainEqual({ type: 'effect-unknown', service: 'test.look-up' });
    expect(unknown.actions).toEqual(['say', 'hang-up']);
  });

  test('with an outcome of nobody’s is no answer', () => {
    expect(verified().presses('42').isAnswered('teapot').actions).toEqual(['say', 'hang-up']);
  });
});

describe('a caller who is held', () => {
  test('is told so at once, and again from time to time', () => {
    let held = verified().presses('42').after({ type: 'still-waiting' });
    expect(held.actions).toEqual(['say', 'hold']);
    for (const expected of [['hold'], ['hold'], ['hold'], ['say', 'hold']]) {
      held = held.after({ type: 'still-waiting' });
      expect(held.actions).toEqual(expected);
    }
    expect(held.call.request).toMatchObject({ service: 'test.look-up', index: 1, polls: 5, askedAt: MONDAY_TEN });
  });

  test('who presses keys meanwhile is held on', () => {
    expect(verified().presses('42').presses('9').actions).toEqual(['say', 'hold']);
  });

  test('who is gone is held no more, and the answer still counts', () => {
    const gone = verified().presses('42').after({ type: 'hung-up', status: 'completed' });
    expect(gone.after({ type: 'still-waiting' }).actions).toEqual([]);
    expect(gone.isAnswered('found', { amount }).last.facts).toContainEqual(
      expect.objectContaining({ type: 'service-answered', outcome: 'found' }),
    );
  });

  test('a request keeps its number when it is made again', () => {
    const again = verified().presses('42').after({ type: 'ask-again' });
    expect(again.call.request).toMatchObject({ index: 1, polls: 0 });
    expect(again.call.requests).toBe(2);
  });

  test('nothing is made again, and nobody held, where nothing is asked', () => {
    expect(verified().after({ type: 'ask-again' }).said).toEqual(['ask-reference']);
    expect(verified().after({ type: 'still-waiting' }).said).toEqual(['ask-reference']);
  });
});

describe('verification', () => {
  test('is raised by an outcome and never lowered', () => {
    const call = verified();
    expect(call.call.verification.level).toBe('sms');
    expect(call.facts).toContainEqual({ type: 'verified', level: 'sms' });
    const weaker = call.presses('9').presses('654321').isAnswered('weak');
    expect(weaker.call.verification.level).toBe('sms');
  });

  test('lapses after fifteen minutes without anything from the caller, at the moment of speaking', () => {
    const told = verified().presses('42').isAnswered('found', { amount });
    expect(told.after({ type: 'digits', digits: '1' }, MONDAY_TEN + 14 * MINUTE).said).toEqual(['tell', 'again']);
    const lapsed = told.after({ type: 'digits', digits: '1' }, MONDAY_TEN + 16 * MINUTE);
    expect(lapsed.said).toEqual(['ask-code']);
    expect(lapsed.call.verification.level).toBe('none');
  });

  test('is kept up by whatever the caller does', () => {
    const told = verified().presses('42').isAnswered('found', { amount });
    const then = (event: CallEvent) =>
      told.after(event, MONDAY_TEN + 10 * MINUTE).after({ type: 'digits', digits: '1' }, MONDAY_TEN + 20 * MINUTE).said;
    expect(then({ type: 'digits', digits: '5' })).toEqual(['tell', 'again']);
    expect(then({ type: 'no-input' })).toEqual(['ask-code']);
  });
});
