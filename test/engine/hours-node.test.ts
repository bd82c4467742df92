import { expect, test } from 'vitest';
import { play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({
  flow: `
start: check
defaults: { exhausted: bye, keys: { "0": bye } }
nodes:
  check: { type: hours, calendar: callerRegion, exits: { open: bye, closed: closed } }
  closed: { type: branch, on: nextOpen, exits: { present: say-when, absent: bye } }
  say-when: { type: play, prompt: closed, next: bye }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: { closed: 'We open {nextOpen}.' },
});

test('an opening is promised on days that the calendar covers, and on no others', () => {
  const friday = play(release, { at: Date.parse('2028-12-22T19:00:00+08:00') });
  expect(friday.last.actions[0]).toMatchObject({
    prompt: 'closed',
    values: { nextOpen: { type: 'instant', value: '2028-12-25T09:00:00+08:00' } },
  });
  expect(friday.facts).toContainEqual({ type: 'opening-told', opening: '2028-12-25T09:00:00+08:00' });
  const lastFriday = play(release, { at: Date.parse('2028-12-29T19:00:00+08:00') });
  expect(lastFriday.said).toEqual(['goodbye']);
  expect(lastFriday.facts.map(({ type }) => type)).not.toContain('opening-told');
});
