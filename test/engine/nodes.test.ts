import { describe, expect, test } from 'vitest';
import type { Closure, Override } from '../../src/hours/calendar.ts';
import { MONDAY_TEN, play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const nodes = `
  ask: { type: menu, prompt: ask, exhausted: bye, choices: [
    { dtmf: "1", next: send }, { dtmf: "2", next: call-back }, { dtmf: "3", next: dial }, { dtmf: "4", next: speak }, { dtmf: "5", next: hours } ] }
  send: { type: message, prompt: link, exits: { sent: yes, failed: no } }
  call-back: { type: callback, queue: general, exits: { requested: yes, refused: other, failed: no } }
  dial: { type: transfer, to: desk, ring: 20s, exits: { completed: yes, busy: other, no-answer: other, failed: no } }
  speak: { type: record, purpose: voicemail, prompt: now, maxLength: 90s, exits: { recorded: yes, empty: other, failed: no } }
  hours: { type: hours, calendar: callerRegion, exits: { open: yes, closed: no, holiday: holiday, closure: closure } }
  yes: { type: play, prompt: "yes", next: ask }
  no: { type: play, prompt: "no", next: ask }
  other: { type: play, prompt: other, next: ask }
  holiday: { type: play, prompt: holiday, next: ask }
  closure: { type: play, prompt: closure, next: ask }
  bye: { type: hang-up, prompt: goodbye }
`;

const release = smallRelease({
  flow: `start: ask\nnodes:\n${nodes}`,
  prompts: {
    ask: 'Ask.',
    link: 'Link.',
    now: 'Now.',
    yes: 'Yes.',
    no: 'No.',
    other: 'Other.',
    holiday: 'Holiday.',
    closure: 'Closed: {closedReason}.',
  },
});

const CALLER = { caller: '+85291234567' };

describe('a message', () => {
  test('is asked for, to the caller’s own number, and its outcome is on record', () => {
    const asked = play(release, CALLER).presses('1');
    expect(asked.last.requests).toEqual([
      { type: 'message', to: '+85291234567', prompts: [{ prompt: 'link', placeholders: [] }] },
    ]);
    expect(asked.isAnswered('sent').said).toEqual(['yes', 'ask']);
    expect(asked.isAnswered('sent').facts).toContainEqual({ type: 'message-sent', prompt: 'link', outcome: 'sent' });
    expect(asked.isAnswered('unavailable').said).toEqual(['no', 'ask']);
  });

  test('cannot be sent to a caller without a number', () => {
    expect(play(release).presses('1').said).toEqual(['no', 'ask']);
  });
});

describe('a callback', () => {
  test('is asked for, and goes on by what became of it', () => {
    const asked = play(release, CALLER).presses('2');
    expect(asked.last.requests).toEqual([{ type: 'callback', number: '+85291234567', queue: 'general' }]);
    expect(asked.isAnswered('requested').said).toEqual(['yes', 'ask']);
    expect(asked.isAnswered('refused').said).toEqual(['other', 'ask']);
    expect(asked.isAnswered('unavailable').said).toEqual(['no', 'ask']);
  });

  test('is refused to a caller without a number', () => {
    expect(play(release).presses('2').said).toEqual(['other', 'ask']);
  });
});

describe('a transfer', () => {
  test('dials the number of the allow-list, and goes on by how that ended', () => {
    const dialled = play(release).presses('3');
    expect(dialled.last.actions).toContainEqual(
      expect.objectContaining({ type: 'dial', number: '+85230000099', timeoutSeconds: 20 }),
    );
    const ends = (outcome: 'completed' | 'busy' | 'no-answer' | 'failed') =>
      dialled.after({ type: 'dialled', outcome, talkSeconds: 61 });
    expect(ends('completed').said).toEqual(['yes', 'ask']);
    expect(ends('completed').facts).toContainEqual({ type: 'dialled', outcome: 'completed', talkSeconds: 61 });
    expect(ends('busy').said).toEqual(['other', 'ask']);
    expect(ends('failed').said).toEqual(['no', 'ask']);
  });

  test('to a number that is gone from the list fails', () => {
    expect(play({ ...release, transfers: {} }).presses('3').said).toEqual(['no', 'ask']);
  });
});

describe('a recording', () => {
  const recording = `RE${'1'.repeat(32)}`;

  test('tells a message from silence', () => {
    const speaking = play(release).presses('4');
    expect(speaking.actions).toEqual(['say', 'record']);
    expect(speaking.after({ type: 'recorded', recording, seconds: 8 }).said).toEqual(['yes', 'ask']);
    expect(speaking.after({ type: 'recorded', recording, seconds: 0 }).said).toEqual(['other', 'ask']);
    expect(speaking.after({ type: 'not-recorded' }).said).toEqual(['other', 'ask']);
  });

  test('that a caller ended by hanging up is kept, and nothing is said to nobody', () => {
    const gone = play(release)
      .presses('4')
      .after({ type: 'hung-up', status: 'completed' })
      .after({ type: 'recorded', recording, seconds: 8 });
    expect(gone.facts).toContainEqual({ type: 'recorded', purpose: 'voicemail', recording, seconds: 8 });
    expect(gone.actions).toEqual([]);
  });
});

describe('the hours', () => {
  const exception = {
    id: 'x',
    regions: 'all',
    queues: 'all',
    from: MONDAY_TEN - 1,
    until: MONDAY_TEN + 3_600_000,
    reason: 'maintenance',
    message: { en: 'works on the line' },
  } as const;
  const asked = (world: {
    closures?: readonly Closure[];
    overrides?: readonly Override[];
    at?: number;
    is?: typeof release;
  }) => {
    const { at = MONDAY_TEN, closures = [], overrides = [], is = release } = world;
    return play(is, { ...CALLER, at, world: { closures, overrides } }).presses('5');
  };

  test('lead on by open and closed', () => {
    expect(asked({}).said).toEqual(['yes', 'ask']);
    expect(asked({ at: MONDAY_TEN + 12 * 3_600_000 }).said).toEqual(['no', 'ask']);
  });

  test('a closure has its own way, and its reason is said', () => {
    const closed = asked({ closures: [exception] });
    expect(closed.said).toEqual(['closure', 'ask']);
    expect(closed.call.variables).toMatchObject({ closedReason: 'works on the line', city: 'Hong Kong' });
  });

  test('a closure without words of its own is said by its reason', () => {
    const { message: _none, ...plain } = exception;
    expect(asked({ closures: [plain] }).call.variables).toMatchObject({ closedReason: 'maintenance' });
  });

  test('an override opens what the calendar closes', () => {
    const at = MONDAY_TEN + 12 * 3_600_000;
    expect(asked({ at, overrides: [{ ...exception, until: at + 1, state: 'open' }] }).said).toEqual(['yes', 'ask']);
  });

  test('beyond the calendar the weekly hours decide, with an alarm', () => {
    const beyond = asked({ at: Date.parse('2031-06-02T10:00:00+08:00') });
    expect(beyond.said).toEqual(['yes', 'ask']);
    expect(beyond.facts).toContainEqual({ type: 'hours-uncovered', calendar: 'hk' });
  });

  test('beyond the calendar a flow may lead elsewhere, and a closure may go with the rest', () => {
    const exits = 'closed: no, unknown: other';
    const cautious = smallRelease({
      flow: `start: ask\nnodes:\n${nodes
        .replace('closed: no, holiday: holiday, closure: closure', exits)
        .replace(/ {2}(holiday|closure): .*\n/g, '')}`,
      prompts: { ask: 'Ask.', link: 'L.', now: 'N.', yes: 'Y.', no: 'N.', other: 'O.' },
    });
    expect(asked({ is: cautious, at: Date.parse('2031-06-02T10:00:00+08:00') }).said).toEqual(['other', 'ask']);
    expect(asked({ is: cautious, closures: [exception] }).said).toEqual(['no', 'ask']);
  });

  test('of a region that the release does not have are an error, not a guess', () => {
    expect(() => asked({ is: { ...release, calendars: {} } })).toThrow(/no calendar/);
  });
});
