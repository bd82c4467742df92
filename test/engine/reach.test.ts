import { expect, test } from 'vitest';
import { attend } from '../../src/engine/attend.ts';
import type { Release } from '../../src/flow/release.ts';
import { readVariable } from '../../src/flow/value-source.ts';
import { MONDAY_TEN, play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({
  flow: `
start: menu
defaults: { exhausted: person, noMatch: not-that, keys: { "0": person } }
nodes:
  menu:
    type: menu
    prompt: menu
    choices:
      - { dtmf: "1", label: ring-me, when: canCallBack, phrases: ring-me, next: take }
      - { dtmf: "2", label: text-me, when: canText, next: text }
      - { dtmf: "3", label: end, next: goodbye }
  take: { type: callback, queue: general, exits: { requested: goodbye, refused: goodbye, failed: goodbye } }
  text: { type: message, prompt: goodbye, exits: { sent: goodbye, failed: goodbye } }
  person:
    type: queue
    queue: general
    entering: menu
    waiting: wait
    exits: { answered: goodbye, timeout: goodbye, full: goodbye, closed: goodbye, unavailable: goodbye, callback: take }
  goodbye: { type: hang-up, prompt: goodbye }
`,
  prompts: {
    menu: '{canCallBack, select, yes {Ring me, 1. } other {}}{canText, select, yes {Text me, 2. } other {}}End, 3.',
    wait: '{canCallBack, select, yes {Ring me, 1.} other {Please wait.}}',
    'not-that': 'Not that.',
  },
  phrases: 'ring-me: [ring me]\nagent: [agent]\nyes: ["yes"]\nno: ["no"]\n',
  outgoing: 'callbacks: { countryCodes: ["+852"] }\nmessages: { countryCodes: ["+852", "+86"] }\n',
});

const HONG_KONG = '+85291234567';
const MAINLAND = '+8613800138000';

function reachIn(of: Release, caller: string | undefined) {
  const { call } = play(of, caller === undefined ? {} : { caller });
  const read = (variable: string) => readVariable({ release: of, call }, variable);
  return { canCallBack: read('canCallBack'), canText: read('canText') };
}

test.each([
  ['a listed number', HONG_KONG, { canCallBack: true, canText: true }],
  ['a number that may only be texted', MAINLAND, { canCallBack: false, canText: true }],
  ['a number of another country', '+33123456789', { canCallBack: false, canText: false }],
  ['a withheld number', undefined, { canCallBack: false, canText: false }],
])('%s is known to be one that can be reached, or not', (_number, caller, reach) => {
  expect(reachIn(release, caller)).toEqual(reach);
});

test('without rules nobody can be reached', () => {
  const { outgoing: _none, ...silent } = release;
  expect(reachIn(silent, HONG_KONG)).toEqual({ canCallBack: false, canText: false });
});

test('a choice is taken by key or words only while its condition is yes', () => {
  expect(play(release, { caller: HONG_KONG }).presses('1').last.requests).toMatchObject([{ type: 'callback' }]);
  expect(play(release, { caller: HONG_KONG }).says('ring me').last.requests).toMatchObject([{ type: 'callback' }]);
  for (const refused of [
    play(release, { caller: MAINLAND }).presses('1'),
    play(release, { caller: MAINLAND }).says('ring me'),
  ]) {
    expect(refused.last.requests).toEqual([]);
    expect(refused.said).toEqual(['not-that', 'menu']);
  }
});

test('words of a choice that is not there are no hint for speech recognition', () => {
  const hints = (caller: string) =>
    play(release, { caller }).last.actions.flatMap((action) => (action.type === 'gather' ? action.hints : []));
  expect(hints(HONG_KONG)).toContain('ring me');
  expect(hints(MAINLAND)).not.toContain('ring me');
});

test('who waits in a queue leaves it for a callback only where there can be one', () => {
  const world = { at: MONDAY_TEN, closures: [], overrides: [] };
  const waits = (caller: string) =>
    attend(release, play(release, { caller }).presses('0').call, { position: 1, waitSeconds: 5, digits: '1' }, world);
  expect(waits(HONG_KONG).call.leaving).toEqual({ type: 'exit', exit: 'callback' });
  expect(waits(MAINLAND).call.leaving).toBeUndefined();
});

const asking = smallRelease({
  flow: `
start: ask
defaults: { exhausted: goodbye, keys: { "0": goodbye } }
variables: { sum: { type: money } }
nodes:
  ask: { type: collect, prompt: ask, amount: { currency: callerRegion, max: 1000 }, into: sum, next: goodbye }
  goodbye: { type: hang-up, prompt: goodbye }
`,
  prompts: { ask: 'How much?' },
  regions: '  jp: { calendar: hk, countryCodes: ["+81"], currency: JPY }\n',
});

test.each([
  [HONG_KONG, '12*5', { minor: 1250, currency: 'HKD' }],
  ['+81312345678', '1000', { minor: 1000, currency: 'JPY' }],
  ['+81312345678', '12*5', undefined],
  [undefined, '999*99', { minor: 99_999, currency: 'HKD' }],
  [HONG_KONG, '1*2*3', undefined],
  [HONG_KONG, '0*00', undefined],
  [HONG_KONG, '*5', undefined],
  [HONG_KONG, '1*234', undefined],
  [HONG_KONG, '1001', undefined],
  [HONG_KONG, '1000000000000', undefined],
])('from %s, %s is an amount in the currency of the region', (caller, keyed, sum) => {
  const call = play({ ...asking, numbers: {} }, caller === undefined ? {} : { caller }).presses(keyed);
  expect(call.call.variables.sum).toEqual(sum);
});
