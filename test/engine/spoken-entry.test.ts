import { describe, expect, test } from 'vitest';
import { play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const flow = (defaults: string) => `
start: ask
variables: { wish: { type: text } }
defaults: { ${defaults}exhausted: bye, noMatch: wrong, keys: { "0": bye } }
nodes:
  ask: { type: collect, prompt: ask, speech: true, into: wish, next: note }
  note: { type: tag, tags: { wish: wish }, next: bye }
  bye: { type: hang-up, prompt: goodbye }
`;
const prompts = { ask: 'What is it?', wrong: 'Pardon?', 'did-you-mean': 'Did you say {heard}?' };
const release = smallRelease({ flow: flow('confirm: did-you-mean, '), prompts });

describe('an entry in words', () => {
  test('comes by voice also where the flow listens to keys only', () => {
    const keysOnly = smallRelease({ flow: flow('input: [dtmf], confirm: did-you-mean, '), prompts });
    expect(play(keysOnly).last.actions.at(-1)).toMatchObject({ type: 'gather', input: ['dtmf', 'speech'] });
  });

  test('is taken where it is clear, asked back where it is doubtful, and else asked for again', () => {
    const tag = { type: 'tagged', key: 'wish', value: 'my card is lost' };
    expect(play(release).says('my card is lost', 0.9).facts).toContainEqual(tag);
    const doubtful = play(release).says('my card is lost', 0.6);
    expect(doubtful.said).toEqual(['did-you-mean']);
    expect(doubtful.presses('1').facts).toContainEqual(tag);
    expect(doubtful.presses('2').said).toEqual(['ask']);
    expect(play(release).says('my card is lost', 0.3).said).toEqual(['wrong', 'ask']);
  });

  test('that is doubtful is asked for again where the flow has no words to ask back with', () => {
    const mute = smallRelease({ flow: flow(''), prompts: { ask: 'What is it?', wrong: 'Pardon?' } });
    expect(play(mute).says('my card is lost', 0.6).said).toEqual(['wrong', 'ask']);
  });
});
