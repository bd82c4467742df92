import { describe, expect, test } from 'vitest';
import type { Gather } from '../../src/flow/actions.ts';
import { MONDAY_TEN, type PlayedCall, play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({
  flow: `
start: welcome
variables:
  amount: { type: money }
  code: { type: digits }
  sure: { type: boolean }
defaults:
  timeout: 5s
  noInput: silent
  noMatch: wrong-key
  confirm: did-you-mean
  exhausted: to-agent
  keys: { "0": to-agent, "9": menu, "*": repeat, "7": slower, "8": pause, "6": other-menu }
nodes:
  welcome: { type: play, prompt: welcome, next: menu }
  menu:
    type: menu
    prompt: menu
    choices:
      - { dtmf: "1", label: amount, next: ask-amount }
      - { dtmf: "2", label: code, next: ask-code }
      - { dtmf: "3", label: sure, phrases: sure, next: ask-sure }
      - { dtmf: "4", label: message, next: message }
  other-menu: { type: menu, prompt: other-menu, choices: [ { dtmf: "1", next: menu } ] }
  ask-amount: { type: collect, prompt: ask-amount, amount: { currency: USD }, into: amount, readBack: read-back, next: thanks }
  ask-code: { type: collect, prompt: ask-code, digits: { min: 4, max: 4 }, into: code, next: thanks }
  ask-sure: { type: collect, prompt: ask-sure, yesNo: true, into: sure, next: thanks }
  message: { type: record, purpose: voicemail, prompt: after-tone, exits: { recorded: thanks, empty: menu, failed: menu } }
  thanks: { type: hang-up, prompt: thanks }
  to-agent: { type: queue, queue: general, entering: connecting, waiting: waiting, exits: { answered: thanks, timeout: thanks, full: thanks, closed: thanks, unavailable: thanks } }
`,
  prompts: Object.fromEntries(
    [
      'welcome',
      'menu',
      'other-menu',
      'ask-amount',
      'ask-code',
      'ask-sure',
      'after-tone',
      'thanks',
      'connecting',
      'waiting',
      'silent',
      'wrong-key',
      'pausing',
    ]
      .map((name): [string, string] => [name, `${name}.`])
      .concat([
        ['did-you-mean', '{heard}?'],
        ['read-back', '{amount}?'],
      ]),
  ),
  phrases:
    'sure: [sure]\nyes: ["yes"]\nno: ["no"]\nagent: [agent]\nmain-menu: [main menu]\nrepeat: [repeat]\nslower: [slower]\npause: [more time]\nother-menu: [elsewhere]\n',
});

const gatherOf = (call: PlayedCall): Gather => {
  const gather = call.last.actions.find((action) => action.type === 'gather');
  if (!gather) throw new Error('nothing listens');
  return gather;
};
const pacesOf = (call: PlayedCall) =>
  call.last.actions.flatMap((action) => (action.type === 'say' ? [action.pace] : []));
const missesOf = (call: PlayedCall) => call.facts.filter(({ type }) => type === 'missed');
const inSilence = (call: PlayedCall, times: number): PlayedCall =>
  times === 0 ? call : inSilence(call.waitsInSilence(), times - 1);

describe('slower', () => {
  test('says it again, and everything from then on, slower and with twice the time', () => {
    const usual = play(release);
    expect([pacesOf(usual), gatherOf(usual).timeoutSeconds]).toEqual([[undefined, undefined], 5]);

    const slow = usual.presses('7');
    expect(slow.said).toEqual(['welcome', 'menu']);
    expect(pacesOf(slow)).toEqual(['slow', 'slow']);
    expect(gatherOf(slow)).toMatchObject({ timeoutSeconds: 10, pace: 'slow' });
    expect(slow.facts).toContainEqual({ type: 'pace-set', pace: 'slow' });

    const later = slow.presses('2');
    expect(pacesOf(later)).toEqual(['slow']);
    expect(gatherOf(later).timeoutSeconds).toBe(10);
  });

  test('goes back to the usual pace by the same key, and by the same words', () => {
    for (const usual of [play(release).presses('7').presses('7'), play(release).says('slower').says('slower')]) {
      expect(pacesOf(usual)).toEqual([undefined, undefined]);
      expect(gatherOf(usual).timeoutSeconds).toBe(5);
      expect(usual.facts).toContainEqual({ type: 'pace-set', pace: 'usual' });
    }
  });

  test('costs no visit', () => {
    const call = play(release).presses('7');
    expect(missesOf(call)).toEqual([]);
    expect(call.call).toMatchObject({ failedVisits: 0, stay: { visits: 1 } });
  });

  test('holds for what is asked back, and for how long a silence ends a message', () => {
    const confirming = play(release).presses('1').presses('7*50').presses('7');
    expect(confirming.said).toEqual(['read-back']);
    expect(gatherOf(confirming).timeoutSeconds).toBe(16);
    const recording = play(release).presses('7').presses('4').last.actions.at(-1);
    expect(recording).toMatchObject({ type: 'record', silenceSeconds: 10 });
  });
});

describe('a pause', () => {
  test('is told once and then silent, for two minutes in all', () => {
    const paused = play(release).presses('8');
    expect(paused.said).toEqual(['pausing']);
    expect(paused.facts).toContainEqual({ type: 'paused', node: 'hotline/menu' });

    let seconds = 0;
    let waiting = paused;
    while (waiting.said.join() !== 'welcome,menu') {
      seconds += gatherOf(waiting).timeoutSeconds;
      waiting = waiting.waitsInSilence();
      expect(waiting.said).not.toContain('silent');
    }
    expect(seconds).toBe(120);
    expect(waiting.facts).toContainEqual({ type: 'resumed', node: 'hotline/menu', by: 'time' });
    expect(missesOf(waiting)).toEqual([]);
  });

  test.each(['1', '7', '8', '*', '#', '5'])('is ended by key %s, which does nothing else', (key) => {
    const back = inSilence(play(release).presses('8'), 2).presses(key);
    expect(back.said).toEqual(['welcome', 'menu']);
    expect(back.call).toMatchObject({ node: 'hotline/menu', failedVisits: 0 });
    expect(back.call.pace).toBeUndefined();
    expect(back.facts).toContainEqual({ type: 'resumed', node: 'hotline/menu', by: 'caller' });
    expect(back.presses('2').said).toEqual(['ask-code']);
  });

  test('is ended by any word, but not by noise', () => {
    const paused = play(release).says('more time');
    expect(paused.said).toEqual(['pausing']);
    expect(paused.says('hello there', 0.3).said).toEqual([]);
    expect(paused.says('hello there').said).toEqual(['welcome', 'menu']);
  });

  test('lets 0 lead to a person and 9 to the main menu all the same', () => {
    const paused = play(release).presses('2').presses('8');
    expect(paused.presses('0').actions).toContain('enqueue');
    expect(paused.says('agent').actions).toContain('enqueue');
    expect(paused.presses('9').said).toEqual(['menu']);
  });

  test('comes back to what was asked back', () => {
    const back = play(release).presses('1').presses('7*50').presses('8').presses('5');
    expect(back.said).toEqual(['read-back']);
    expect(back.presses('1').call.variables).toMatchObject({ amount: { minor: 750, currency: 'USD' } });
  });

  test('survives that a reply did not arrive: the caller hears where they are', () => {
    const back = play(release).presses('8').after({ type: 'reply-refused', code: '11200' });
    expect(back.said).toEqual(['apology', 'menu']);
    expect(back.call.stay?.pause).toBeUndefined();
    expect(back.presses('2').said).toEqual(['ask-code']);
  });

  test('is not there for ever: after three in a row the next is a wrong key', () => {
    const again = (call: PlayedCall) => call.presses('8').presses('1');
    expect(again(again(again(play(release)))).presses('8').said).toEqual(['wrong-key', 'menu']);
  });
});

describe('in an entry', () => {
  test('7 and 8 act only as the whole of it', () => {
    const asked = play(release).presses('2');
    expect(pacesOf(asked.presses('7'))).toEqual(['slow']);
    expect(asked.presses('8').said).toEqual(['pausing']);
    expect(asked.presses('7878').said).toEqual(['thanks']);
  });

  test('they are an amount where an amount is asked for', () => {
    const asked = play(release).presses('1');
    expect(asked.presses('7').call.variables).toMatchObject({ amount: { minor: 700, currency: 'USD' } });
    expect(asked.presses('8').call.variables).toMatchObject({ amount: { minor: 800, currency: 'USD' } });
  });

  test('they act where only yes or no is asked for, and so do their words', () => {
    const asked = play(release).presses('3');
    expect(pacesOf(asked.presses('7'))).toEqual(['slow']);
    expect(asked.says('more time').said).toEqual(['pausing']);
  });
});

test('a key of its own leads to its node, and so does the phrase set of that name', () => {
  for (const there of [play(release).presses('6'), play(release).says('elsewhere')]) {
    expect(there.said).toEqual(['other-menu']);
    expect(there.facts).toContainEqual(expect.objectContaining({ type: 'chosen', exit: 'always-other-menu' }));
  }
});

test('a call that wants it slower keeps that where it waits in a queue, and stays plain JSON', () => {
  const queued = play(release, { at: MONDAY_TEN }).presses('7').presses('0');
  expect(pacesOf(queued)).toEqual(['slow']);
  expect(JSON.parse(JSON.stringify(queued.call))).toEqual(queued.call);
});
