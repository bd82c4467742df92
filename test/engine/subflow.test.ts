import { expect, test } from 'vitest';
import { play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({
  flow: `
start: ask
defaults: { exhausted: sorry, keys: { "9": ask } }
nodes:
  ask: { type: subflow, flow: name, exits: { given: thanks, refused: sorry } }
  thanks: { type: play, prompt: thanks, next: ask }
  sorry: { type: play, prompt: sorry, next: bye }
  bye: { type: menu, prompt: bye, exhausted: end, choices: [ { dtmf: "1", next: end }, { dtmf: "2", next: ask } ] }
  end: { type: hang-up, prompt: goodbye }
`,
  subflows: {
    name: `
start: ask
nodes:
  ask: { type: menu, prompt: ask, choices: [ { dtmf: "1", next: yes }, { dtmf: "2", next: no } ] }
  yes: { type: return, exit: given }
  no: { type: return, exit: refused }
`,
  },
  prompts: { ask: 'Your name?', thanks: 'Thanks.', sorry: 'Sorry.', bye: 'Bye?' },
});

test('a subflow is called, and goes on by the exit it returns', () => {
  const call = play(release);
  expect(call.call.stack).toEqual(['hotline/ask']);
  expect(call.presses('1').said).toEqual(['thanks', 'ask']);
  expect(call.presses('2').said).toEqual(['sorry', 'bye']);
  expect(call.presses('2').call.stack).toEqual([]);
});

test('a way out of a subflow into another flow leaves no call of it behind, however often it is taken', () => {
  let call = play(release);
  for (let round = 0; round < 12; round += 1) call = call.presses('2').presses('2');
  expect(call.call.stack).toEqual(['hotline/ask']);
  const exhausted = call.presses('8').presses('8').presses('8');
  expect(exhausted.said).toEqual(['sorry', 'bye']);
  expect(exhausted.call.stack).toEqual([]);
  expect(play(release).presses('9').call.stack).toEqual(['hotline/ask']);
});
