import { describe, expect, test } from 'vitest';
import { play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({
  flow: `
start: menu
variables:
  day: { type: date }
  sum: { type: money }
  words: { type: text }
  sure: { type: boolean }
  copy: { type: date }
defaults: { exhausted: bye, confirm: did-you-say, keys: { "9": menu } }
nodes:
  menu:
    type: menu
    prompt: menu
    choices:
      - { dtmf: "1", next: ask-day }
      - { dtmf: "2", next: ask-sum }
      - { dtmf: "3", next: ask-words }
      - { dtmf: "4", next: ask-sure }
      - { dtmf: "5", next: who }
  ask-day: { type: collect, prompt: ask-day, date: true, into: day, next: keep-day }
  keep-day: { type: set, set: { copy: { from: day }, language: en, region: hk }, next: note-day }
  note-day: { type: tag, tags: { day: copy, kind: { value: day } }, next: menu }
  ask-sum: { type: collect, prompt: ask-sum, amount: { currency: HKD }, into: sum, readBack: read-sum, next: note-sum }
  note-sum: { type: tag, tags: { sum: sum }, next: menu }
  ask-words: { type: collect, prompt: ask-words, speech: true, into: words, readBack: read-words, next: note-words }
  note-words: { type: tag, tags: { words: words }, next: menu }
  ask-sure: { type: collect, prompt: ask-sure, yesNo: true, into: sure, next: is-sure }
  is-sure: { type: branch, on: sure, exits: { "yes": note-tail, "no": menu } }
  note-tail: { type: tag, tags: { tail: callerTail, language: language, level: verification }, next: menu }
  who: { type: branch, on: verification, exits: { none: is-known, else: bye } }
  is-known: { type: branch, on: callerTail, exits: { present: bye, absent: menu } }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: {
    menu: 'Menu.',
    'ask-day': 'Day?',
    'ask-sum': 'Sum?',
    'read-sum': 'You keyed {sum}.',
    'ask-words': 'Tell us.',
    'read-words': 'I heard {words}.',
    'ask-sure': 'Sure?',
    'did-you-say': 'Did you say {heard}?',
  },
});

const tags = (call: ReturnType<typeof play>) =>
  call.facts.flatMap((fact) => (fact.type === 'tagged' ? [`${fact.key}=${fact.value}`] : []));

describe('what is collected', () => {
  test('stands on the record by its kind alone', () => {
    const entries = (call: ReturnType<typeof play>) => call.facts.filter(({ type }) => type === 'entry-given');
    const day = play(release).presses('1').presses('1201');
    expect(entries(day)).toEqual([{ type: 'entry-given', node: 'hotline/ask-day', kind: 'date', by: 'key' }]);
    const words = play(release).presses('3').says('my card is lost', 0.9);
    expect(entries(words)).toEqual([{ type: 'entry-given', node: 'hotline/ask-words', kind: 'speech', by: 'voice' }]);
    expect(entries(play(release).presses('1').presses('0231').waitsInSilence())).toEqual([]);
  });

  test('may be a day', () => {
    expect(tags(play(release).presses('1').presses('1201'))).toEqual(['day=2026-12-01', 'kind=day']);
    expect(play(release).presses('1').presses('0231').said).toEqual(['ask-day']);
  });

  test('may be an amount, read back first', () => {
    const read = play(release).presses('2').presses('128*5');
    expect(read.last.actions[0]).toMatchObject({
      values: { sum: { type: 'money', value: { minor: 12_850, currency: 'HKD' } } },
    });
    expect(tags(read.presses('1'))).toEqual(['sum=12850 HKD']);
    expect(read.waitsInSilence().said).toEqual(['ask-sum']);
  });

  test('may be words, taken as they are where they were clear', () => {
    const read = play(release).presses('3').says('the payment to Tokyo', 0.8);
    expect(read.said).toEqual(['read-words']);
    expect(tags(read.says('yes', 0.9))).toEqual(['words=the payment to Tokyo']);
    expect(play(release).presses('3').says('mumble', 0.2).said).toEqual(['ask-words']);
    expect(play(release).presses('3').presses('12').said).toEqual(['ask-words']);
  });

  test('may be yes or no, by key or by voice', () => {
    const asked = play(release, { caller: '+85291234567' }).presses('4');
    expect(tags(asked.says('yes', 0.9))).toEqual(['tail=4567', 'language=en', 'level=none']);
    expect(asked.says('perhaps', 0.9).said).toEqual(['ask-sure']);
    expect(asked.presses('2').said).toEqual(['menu']);
  });
});

test('what has no value writes no fact', () => {
  expect(tags(play(release).presses('4').presses('1'))).toEqual(['language=en', 'level=none']);
});

test('a branch looks at what exists undeclared', () => {
  expect(play(release, { caller: '+85291234567' }).presses('5').actions).toEqual(['say', 'hang-up']);
  expect(play(release).presses('5').said).toEqual(['menu']);
});
