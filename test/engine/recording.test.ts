import { describe, expect, test } from 'vitest';
import type { Contract } from '../../src/flow/contract.ts';
import type { Release } from '../../src/flow/release.ts';
import type { RecordingPolicy } from '../../src/flow/variables.ts';
import { type PlayedCall, play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const check: Contract = {
  service: 'codes.check',
  summary: 'Looks at a code.',
  input: { code: { type: 'sensitive' } },
  outcomes: { right: {}, wrong: {} },
  effect: false,
  idempotent: true,
  deadlineMs: 1000,
};

const compiled = smallRelease({
  contracts: [check],
  regions: '  elsewhere: { calendar: hk }\n',
  flow: `
start: menu
variables: { code: { type: sensitive } }
defaults: { exhausted: bye, keys: { "0": to-agent } }
nodes:
  menu:
    type: menu
    prompt: menu
    choices:
      - { dtmf: "1", next: agreed }
      - { dtmf: "2", next: refused }
      - { dtmf: "3", next: to-desk }
      - { dtmf: "4", set: { region: elsewhere }, next: settled }
      - { dtmf: "5", next: settled }
  agreed: { type: recording, talks: recorded, told: question, next: menu }
  refused: { type: recording, talks: not-recorded, next: menu }
  settled: { type: branch, on: talks, exits: { recorded: say-recorded, not-recorded: say-not, absent: say-unsettled } }
  say-recorded: { type: play, prompt: recorded, next: menu }
  say-not: { type: play, prompt: not-recorded, next: menu }
  say-unsettled: { type: play, prompt: unsettled, next: menu }
  to-agent:
    type: queue
    queue: general
    entering: connecting
    waiting: connecting
    exits: { answered: ask-code, timeout: bye, full: bye, closed: bye, unavailable: check }
  to-desk:
    type: transfer
    to: desk
    exits: { completed: ask-code, busy: menu, no-answer: menu, failed: menu }
  ask-code:
    { type: collect, prompt: code, digits: { min: 6, max: 6 }, sensitive: true, into: code, next: check-code }
  check-code:
    { type: service, service: codes.check, input: { code: code }, exits: { right: bye, wrong: ask-code, unavailable: bye } }
  check: { type: play, prompt: unsettled, next: menu }
  bye: { type: hang-up, prompt: goodbye }
`,
  prompts: {
    menu: 'Menu.',
    question: 'May we?',
    recorded: 'Recorded.',
    'not-recorded': 'Not recorded.',
    unsettled: 'Unsettled.',
    connecting: 'Connecting.',
    code: 'Code?',
  },
});

const under = (recording: RecordingPolicy, elsewhere: RecordingPolicy = recording): Release => ({
  ...compiled,
  regions: {
    hk: { calendar: 'hk', countryCodes: ['+852'], recording },
    elsewhere: { calendar: 'hk', countryCodes: [], recording: elsewhere },
  },
});

const begin = (policy: RecordingPolicy, elsewhere?: RecordingPolicy) =>
  play(under(policy, elsewhere), { caller: '+85291234567' });
const leaves = (call: PlayedCall, result: 'bridged' | 'full' | 'failed' | 'hung-up' | 'redirected') =>
  call.after({ type: 'left-queue', result, waitSeconds: 9 });
/** Whether a recording begins with the last turn. */
const isStarted = ({ last }: PlayedCall) => last.actions.some((one) => 'isRecorded' in one && one.isRecorded);

describe.each(['notice', 'consent'] as const)('under the policy %s', (policy) => {
  test('a talk is recorded once that is settled, and not before', () => {
    expect(isStarted(begin(policy).presses('0'))).toBe(false);
    expect(isStarted(begin(policy).presses('1').presses('0'))).toBe(true);
    expect(isStarted(begin(policy).presses('2').presses('0'))).toBe(false);
    expect(isStarted(begin(policy).presses('1').presses('2').presses('0'))).toBe(false);
  });

  test('so is a transfer, from the first ring on', () => {
    const dialled = begin(policy).presses('1').presses('3');
    expect(dialled.last.actions).toEqual([
      { type: 'dial', number: '+85230000099', timeoutSeconds: 30, limitSeconds: 3600, isRecorded: true },
    ]);
    const back = dialled.after({ type: 'dialled', outcome: 'busy', talkSeconds: 0 });
    expect(back.last.actions[0]).toEqual({ type: 'stop-recording' });
  });

  test('it is put down which policy counted, what came of it and by which words', () => {
    expect(begin(policy).presses('1').facts).toContainEqual({
      type: 'recording-consent',
      policy,
      talks: 'recorded',
      prompt: 'question',
    });
    expect(begin(policy).presses('2').facts).toContainEqual({
      type: 'recording-consent',
      policy,
      talks: 'not-recorded',
    });
  });
});

test('where the policy is off nothing is recorded, whatever the flow says', () => {
  const call = begin('off').presses('1');
  expect(call.facts).toContainEqual(expect.objectContaining({ type: 'recording-consent', talks: 'not-recorded' }));
  expect(isStarted(call.presses('0'))).toBe(false);
  expect(call.presses('5').said).toContain('not-recorded');
});

test('a region of a release that knows no policies yet records nothing', () => {
  const call = play({ ...compiled, regions: { hk: { calendar: 'hk', countryCodes: ['+852'] } } });
  expect(isStarted(call.presses('1').presses('0'))).toBe(false);
});

describe('what is settled', () => {
  test('can be asked for', () => {
    expect(begin('notice').presses('5').said).toContain('unsettled');
    expect(begin('notice').presses('1').presses('5').said).toContain('recorded');
    expect(begin('notice').presses('2').presses('5').said).toContain('not-recorded');
  });

  test('counts no longer in a region with another policy: a notice is no consent', () => {
    const moved = begin('notice', 'consent').presses('1').presses('4');
    expect(moved.said).toContain('unsettled');
    expect(isStarted(moved.presses('0'))).toBe(false);
    expect(isStarted(moved.presses('1').presses('0'))).toBe(true);
  });

  test('counts on in a region with the same one, and never in one that records nothing', () => {
    expect(isStarted(begin('consent', 'consent').presses('1').presses('4').presses('0'))).toBe(true);
    expect(isStarted(begin('notice', 'off').presses('1').presses('4').presses('0'))).toBe(false);
  });
});

describe('a recording is stopped first of all', () => {
  const talking = () => begin('consent').presses('1').presses('0');
  const STOP = { type: 'stop-recording' };

  test.each(['bridged', 'full', 'failed'] as const)('when the queue ends as %s', (result) => {
    const out = leaves(talking(), result);
    expect(out.last.actions[0]).toEqual(STOP);
    expect(out.call.isRecorded).toBeUndefined();
  });

  test('before a code is asked for; no later turn stops it again', () => {
    const asked = leaves(talking(), 'bridged');
    expect(asked.actions).toEqual(['stop-recording', 'say', 'gather']);
    expect(asked.call.node).toBe('hotline/ask-code');
    expect(asked.presses('123456').actions).not.toContain('stop-recording');
  });

  test('when the carrier could not use the reply that began it, and then it begins again', () => {
    const again = talking().after({ type: 'reply-refused', code: '11200' });
    expect(again.last.actions[0]).toEqual(STOP);
    expect(again.last.actions.at(-1)).toMatchObject({ type: 'enqueue', isRecorded: true });
  });

  test('when state was lost, which may have been where it began', () => {
    const lost = begin('consent').presses('1').after({ type: 'state-lost', turn: 7 });
    expect(lost.actions).toEqual(['stop-recording', 'say', 'say', 'gather']);
    expect(lost.last.actions[0]).toEqual(STOP);
    expect(isStarted(lost.presses('0'))).toBe(true);
  });

  test('when the call starts over, because all of its state was lost', () => {
    const event = { type: 'answered', dialled: '+85230000000', afterLossOf: 4 } as const;
    expect(begin('notice').after(event).last.actions[0]).toEqual(STOP);
    expect(begin('off').after(event).actions).not.toContain('stop-recording');
  });

  test('but not of a caller who is gone, with whom it has ended', () => {
    const gone = talking().after({ type: 'hung-up', status: 'completed' });
    expect(gone.actions).toEqual([]);
    expect(leaves(gone, 'hung-up').actions).toEqual([]);
    expect(gone.after({ type: 'state-lost', turn: 9 }).actions).toEqual([]);
  });
});

test('a caller who is gone settles nothing any more', () => {
  const gone = begin('notice').after({ type: 'hung-up', status: 'completed' }).after({ type: 'digits', digits: '1' });
  expect(gone.facts.filter(({ type }) => type === 'recording-consent')).toEqual([]);
});
