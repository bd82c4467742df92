import { expect, test } from 'vitest';
import { play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({
  flow: `
start: check
defaults: { exhausted: bye, keys: { "0": bye } }
nodes:
  check: { type: hours, calendar: callerRegion, exits: { open: bye, closed: closed } }
  closed: { type: play, prompt: closed, next: bye }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: { closed: 'We open {nextOpen}.' },
});

test('a next opening on days that the calendar does not cover is told by the ordinary week', () => {
  const lastFriday = Date.parse('2028-12-29T19:00:00+08:00');
  const call = play(release, { at: lastFriday });
  expect(call.last.actions[0]).toMatchObject({
    prompt: 'closed',
    values: { nextOpen: { type: 'instant', value: '2029-01-01T09:00:00+08:00' } },
  });
});
