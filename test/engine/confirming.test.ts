import { describe, expect, test } from 'vitest';
import { play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({
  flow: `
start: menu
variables:
  reference: { type: digits }
  tail: { type: digits }
  topic: { type: enum, values: [one, two] }
defaults:
  input: [dtmf, speech]
  noMatch: wrong-key
  confirm: did-you-mean
  exhausted: bye
  keys: { "0": bye, "*": repeat }
nodes:
  menu:
    type: menu
    prompt: menu
    choices:
      - { dtmf: "1", label: one, phrases: one, next: ask-tail }
      - { dtmf: "2", label: two, phrases: two, next: ask-reference }
  ask-reference: { type: collect, prompt: ask-reference, digits: { min: 4, max: 6 }, readBack: read-back, into: reference, next: bye }
  ask-tail: { type: collect, prompt: ask-tail, digits: { min: 4, max: 4 }, into: tail, next: note }
  note: { type: tag, tags: { tail: tail }, next: thanks }
  thanks: { type: hang-up, prompt: thanks }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: {
    menu: 'Menu.',
    'wrong-key': 'Wrong.',
    'did-you-mean': 'Did you say {heard}?',
    'ask-reference': 'Reference?',
    'ask-tail': 'Last four?',
    'read-back': 'You keyed {reference}.',
    thanks: 'Thanks.',
  },
  phrases:
    'one: [one]\ntwo: [two]\nyes: ["yes"]\nno: ["no"]\nagent: [agent]\nmain-menu: [main menu]\nrepeat: [say again]\n',
});

const readBack = () => play(release).presses('2').presses('1234');

describe('what is asked back', () => {
  test('is said again on star and on its words, and yes takes the entry', () => {
    for (const again of [readBack().presses('*'), readBack().says('say again', 0.9)]) {
      expect(again.said).toEqual(['read-back']);
      expect(again.last.actions[0]).toMatchObject({ values: { reference: { type: 'digits', value: '1234' } } });
      expect(again.presses('1').said).toEqual(['goodbye']);
    }
  });

  test('is not lost to a stray # behind the entry', () => {
    const stray = readBack().presses('#');
    expect(stray.said).toEqual(['read-back']);
    expect(stray.facts.filter(({ type }) => type === 'missed')).toEqual([]);
    expect(stray.presses('1').call.variables).toMatchObject({ reference: '1234' });
  });

  test('is said again three times in a row at most', () => {
    const thrice = readBack().presses('*').presses('*').presses('*');
    expect(thrice.said).toEqual(['read-back']);
    expect(thrice.presses('*').said).toEqual(['wrong-key', 'ask-reference']);
  });

  test('is said again after a fault, so that no key is taken for an answer to something else', () => {
    const guessed = play(release).says('two', 0.6);
    expect(guessed.said).toEqual(['did-you-mean']);
    for (const fault of [{ type: 'state-lost', turn: 5 } as const, { type: 'reply-refused', code: '11200' } as const]) {
      const after = guessed.after(fault);
      expect(after.said).toEqual(['apology', 'did-you-mean']);
      expect(after.presses('1').said).toEqual(['ask-reference']);
    }
  });
});

describe('an entry of zeros alone', () => {
  test('is an entry where such a one is asked for, and else the key for a person', () => {
    expect(play(release).presses('1').presses('0000').said).toEqual(['thanks']);
    expect(play(release).presses('1').presses('000').said).toEqual(['goodbye']);
  });
});
