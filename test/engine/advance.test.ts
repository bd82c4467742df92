import { describe, expect, test } from 'vitest';
import { play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({
  flow: `
start: greeting
variables:
  topic: { type: enum, values: [login, payment] }
  reference: { type: digits }
  sure: { type: boolean }
defaults:
  input: [dtmf, speech]
  noInput: [silent, silent-help]
  noMatch: [wrong-key, wrong-key-help]
  confirm: did-you-mean
  exhausted: to-agent
  keys: { "0": to-agent, "9": main-menu, "*": repeat }
nodes:
  greeting: { type: play, prompt: welcome, next: main-menu }
  main-menu:
    type: menu
    prompt: main-menu
    reprompt: [main-menu-short]
    choices:
      - { dtmf: "1", label: login, phrases: login, set: { topic: login }, next: news }
      - { dtmf: "2", label: payment, phrases: payment, set: { topic: payment }, next: ask-reference }
      - { dtmf: "3", label: sure, next: ask-sure }
  news: { type: play, prompt: news, next: main-menu }
  ask-reference:
    type: collect
    prompt: ask-reference
    digits: { min: 4, max: 6 }
    readBack: read-back
    into: reference
    next: note
  note: { type: tag, tags: { reference: reference, topic: topic }, next: main-menu }
  ask-sure: { type: collect, prompt: ask-sure, yesNo: true, into: sure, next: branch-sure }
  branch-sure: { type: branch, on: sure, exits: { "yes": bye, "no": main-menu } }
  to-agent:
    type: queue
    queue: general
    entering: connecting
    waiting: waiting
    maxWait: 2m
    exits: { answered: bye, timeout: bye, full: bye, closed: closed, unavailable: bye }
  closed: { type: play, prompt: closed, next: bye }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: {
    welcome: 'Welcome.',
    'main-menu': 'Main menu.',
    'main-menu-short': 'Short menu.',
    news: 'News.',
    silent: 'Silent.',
    'silent-help': 'Silent, help.',
    'wrong-key': 'Wrong.',
    'wrong-key-help': 'Wrong, help.',
    'did-you-mean': 'Did you say {heard}?',
    'ask-reference': 'Reference?',
    'read-back': 'You keyed {reference}.',
    'ask-sure': 'Sure?',
    connecting: 'Connecting.',
    waiting: 'You are number {queuePosition, selectordinal, other {#}}.',
    closed: 'Closed.',
  },
  phrases:
    'login: [sign in]\npayment: [payment, my payment]\nyes: ["yes"]\nno: ["no"]\nagent: [agent]\nmain-menu: [main menu]\nrepeat: [repeat]\n',
});

describe('a menu', () => {
  test('is said after what leads to it, and a key chooses', () => {
    const call = play(release);
    expect(call.said).toEqual(['welcome', 'main-menu']);
    expect(call.actions).toEqual(['say', 'say', 'gather']);

    const chosen = call.presses('2');
    expect(chosen.said).toEqual(['ask-reference']);
    expect(chosen.call.variables).toMatchObject({ topic: 'payment' });
    expect(chosen.facts).toContainEqual({ type: 'chosen', node: 'hotline/main-menu', exit: 'payment', by: 'key' });
  });

  test('tells silence from a wrong key, each in more detail the second time', () => {
    expect(play(release).waitsInSilence().said).toEqual(['silent', 'main-menu-short']);
    expect(play(release).presses('8').said).toEqual(['wrong-key', 'main-menu-short']);
    expect(play(release).presses('8').presses('8').said).toEqual(['wrong-key-help', 'main-menu-short']);
    expect(play(release).presses('8').waitsInSilence().said).toEqual(['silent', 'main-menu-short']);
  });

  test('leads to a person after the last visit, never to an end', () => {
    const call = play(release).presses('8').waitsInSilence().presses('7');
    expect(call.said).toEqual(['connecting']);
    expect(call.actions).toContain('enqueue');
    expect(call.facts).toContainEqual({ type: 'exhausted', node: 'hotline/main-menu' });
  });

  test('does not count a choice as a failed visit, however often the caller comes back', () => {
    let call = play(release);
    for (let round = 0; round < 12; round += 1) call = call.presses('1');
    expect(call.said).toEqual(['news', 'main-menu-short']);
  });

  test('goes to a person after eight failed visits in the whole call', () => {
    let call = play(release);
    for (let round = 0; round < 7; round += 1) call = call.presses('8').presses('1');
    expect(call.said).toEqual(['news', 'main-menu-short']);
    expect(call.presses('8').said).toEqual(['connecting']);
  });
});

describe('the always-keys', () => {
  test('0 leads to a person at once, however often it is pressed', () => {
    expect(play(release).presses('0').actions).toContain('enqueue');
    expect(play(release).presses('2').presses('000').actions).toContain('enqueue');
  });

  test('9 leads to the main menu as the whole entry, and is a digit within one', () => {
    expect(play(release).presses('2').presses('9').said).toEqual(['main-menu-short']);
    expect(play(release).presses('2').presses('9999').said).toEqual(['read-back']);
  });

  test('star says the same again, what led to it included, at no cost and three times in a row', () => {
    const again = play(release).presses('1').presses('*');
    expect(again.said).toEqual(['news', 'main-menu-short']);
    expect(again.presses('*').presses('*').said).toEqual(['news', 'main-menu-short']);
    expect(again.presses('*').presses('*').presses('*').said).toEqual(['wrong-key', 'main-menu-short']);
  });

  test('their words do the same by voice', () => {
    expect(play(release).says('can I speak to an agent please', 0.9).actions).toContain('enqueue');
    expect(play(release).says('repeat', 0.9).said).toEqual(['welcome', 'main-menu']);
  });

  test('a stray # after a finished entry is no wrong key', () => {
    const call = play(release).presses('1').presses('#');
    expect(call.said).toEqual(['news', 'main-menu-short']);
    expect(call.facts.filter(({ type }) => type === 'missed')).toEqual([]);
  });
});

describe('speech', () => {
  test('that is clear chooses, the longest phrase winning', () => {
    expect(play(release).says('I want to sign in', 0.9).said).toEqual(['news', 'main-menu-short']);
    expect(play(release).says('about my payment', undefined).said).toEqual(['ask-reference']);
  });

  test('that is doubtful is asked back, and taken on yes only', () => {
    const asked = play(release).says('payment', 0.6);
    expect(asked.said).toEqual(['did-you-mean']);
    expect(asked.last.actions[0]).toMatchObject({ values: { heard: { type: 'text', value: 'payment' } } });
    expect(asked.presses('1').said).toEqual(['ask-reference']);
    expect(asked.says('yes', 0.9).said).toEqual(['ask-reference']);
    expect(asked.presses('2').said).toEqual(['main-menu-short']);
    expect(asked.presses('7').said).toEqual(['wrong-key', 'main-menu-short']);
    expect(asked.presses('0').actions).toContain('enqueue');
  });

  test('that is hardly understood is a no-match', () => {
    expect(play(release).says('payment', 0.3).said).toEqual(['wrong-key', 'main-menu-short']);
  });
});

describe('an entry', () => {
  test('is read back, and asked for again on no', () => {
    const readBack = play(release).presses('2').presses('12345');
    expect(readBack.said).toEqual(['read-back']);
    expect(readBack.last.actions[0]).toMatchObject({ values: { reference: { type: 'digits', value: '12345' } } });
    expect(readBack.presses('2').said).toEqual(['ask-reference']);
    const taken = readBack.presses('1');
    expect(taken.facts).toContainEqual({ type: 'tagged', key: 'reference', value: '12345' });
    expect(taken.said).toEqual(['main-menu-short']);
  });

  test('of the wrong length is a no-match', () => {
    expect(play(release).presses('2').presses('123').said).toEqual(['wrong-key', 'ask-reference']);
    expect(play(release).presses('2').presses('1234567').said).toEqual(['wrong-key', 'ask-reference']);
  });

  test('starts over behind a star', () => {
    expect(play(release).presses('2').presses('99*1234').presses('1').call.variables).toMatchObject({
      reference: '1234',
    });
  });

  test('of yes or no takes a key or a word', () => {
    expect(play(release).presses('3').presses('1').actions).toEqual(['say', 'hang-up']);
    expect(play(release).presses('3').says('no', 0.9).said).toEqual(['main-menu-short']);
  });
});

describe('an event that the call does not wait for', () => {
  test('says again where the caller is, and changes nothing', () => {
    const menu = play(release);
    const strayed = menu.after({ type: 'left-queue', result: 'bridged', waitSeconds: 3 });
    expect(strayed.said).toEqual(['main-menu']);
    expect(strayed.call.stay).toEqual(menu.call.stay);
  });

  test('of lost state is told with an apology', () => {
    expect(play(release).after({ type: 'state-lost', turn: 9 }).said).toEqual(['apology', 'main-menu']);
  });

  test('of a reply the carrier could not use leads to a person; of one it did not get, back to the place', () => {
    expect(play(release).after({ type: 'reply-refused', code: '12100' }).said).toEqual(['apology', 'connecting']);
    expect(play(release).after({ type: 'reply-refused', code: '11200' }).said).toEqual(['apology', 'main-menu']);
  });
});

const surveyed = smallRelease({
  flow: `
start: to-agent
defaults: { exhausted: bye, keys: { "0": bye } }
nodes:
  to-agent:
    type: queue
    queue: general
    entering: connecting
    waiting: connecting
    exits: { answered: survey, timeout: bye, full: bye, closed: bye, unavailable: to-desk }
  survey: { type: menu, prompt: survey, choices: [ { dtmf: "1", next: bye } ] }
  to-desk: { type: transfer, to: desk, exits: { completed: bye, busy: bye, no-answer: bye, failed: bye } }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: { connecting: 'Connecting.', survey: 'Were you helped?' },
});

describe('the end of a call', () => {
  test('is told once, by how far the caller had come', () => {
    const ended = play(release).after({ type: 'hung-up', status: 'completed', seconds: 9 });
    expect(ended.facts.at(-1)).toEqual({
      type: 'call-ended',
      disposition: 'caller-hung-up',
      status: 'completed',
      seconds: 9,
    });
    expect(ended.after({ type: 'hung-up', status: 'completed' }).last.facts).toEqual([]);
    const waiting = play(release).presses('0').after({ type: 'hung-up', status: 'completed' });
    expect(waiting.facts.at(-1)).toMatchObject({ disposition: 'abandoned-in-queue' });
    const done = play(release).presses('3').presses('1').after({ type: 'hung-up', status: 'completed' });
    expect(done.facts.at(-1)).toMatchObject({ disposition: 'completed' });
    expect(play(release).after({ type: 'hung-up', status: 'no-answer' }).facts.at(-1)).toMatchObject({
      disposition: 'no-answer',
    });
  });

  test('of a caller who has talked to a person is told as answered, whatever came after', () => {
    const talked = play(surveyed).after({ type: 'left-queue', result: 'bridged', waitSeconds: 20 });
    const inSurvey = talked.after({ type: 'hung-up', status: 'completed' });
    expect(inSurvey.facts.at(-1)).toMatchObject({ disposition: 'answered' });
    const afterGoodbye = talked.presses('1').after({ type: 'hung-up', status: 'completed' });
    expect(afterGoodbye.facts.at(-1)).toMatchObject({ disposition: 'answered' });

    const put = play(surveyed).after({ type: 'left-queue', result: 'failed', waitSeconds: 0 });
    const connected = put.after({ type: 'dialled', outcome: 'completed', talkSeconds: 60 });
    expect(connected.after({ type: 'hung-up', status: 'completed' }).facts.at(-1)).toMatchObject({
      disposition: 'answered',
    });
    const missed = put.after({ type: 'dialled', outcome: 'busy', talkSeconds: 0 });
    expect(missed.after({ type: 'hung-up', status: 'completed' }).facts.at(-1)).toMatchObject({
      disposition: 'completed',
    });
  });

  test('told without how long it was is measured by what tells it later, once', () => {
    const gone = play(release).presses('0').after({ type: 'hung-up', status: 'completed' });
    const measured = gone.after({ type: 'hung-up', status: 'completed', seconds: 80 });
    expect(measured.last.facts).toEqual([{ type: 'call-lasted', seconds: 80 }]);
    expect(measured.after({ type: 'hung-up', status: 'completed', seconds: 80 }).last.facts).toEqual([]);
  });

  test('leaves nothing to say: what comes later only adds its facts', () => {
    const late = play(release)
      .presses('0')
      .after({ type: 'hung-up', status: 'completed' })
      .after({ type: 'left-queue', result: 'hung-up', waitSeconds: 31 });
    expect(late.actions).toEqual([]);
    expect(late.last.facts).toContainEqual({
      type: 'queue-left',
      queue: 'general',
      result: 'hung-up',
      waitSeconds: 31,
    });
  });
});

describe('a call that a person outside moved on', () => {
  test('is left alone', () => {
    const moved = play(release).presses('0').after({ type: 'left-queue', result: 'redirected', waitSeconds: 4 });
    expect(moved.actions).toEqual([]);
    expect(moved.call.endedAt).toBeUndefined();
  });
});
