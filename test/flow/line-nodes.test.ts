import { describe, expect, test } from 'vitest';
import type { CallEvent } from '../../src/flow/events.ts';
import { awaitCaller } from '../../src/flow/line-nodes/await-caller.ts';
import { dialBack } from '../../src/flow/line-nodes/dial-back.ts';
import { takeCall } from '../../src/flow/line-nodes/take-call.ts';
import type { CallView } from '../../src/flow/node-type.ts';
import type { Value } from '../../src/values/typed-value.ts';
import { MONDAY_TEN, play } from '../support/played-call.ts';
import { smallRelease } from '../support/small-release.ts';

const release = smallRelease({ flow: 'start: bye\nnodes: { bye: { type: hang-up, prompt: goodbye } }\n' });
const { call } = play(release);

const viewWith = (variables: Readonly<Record<string, Value>>, at = MONDAY_TEN): CallView => ({
  release,
  call: { ...call, variables },
  world: { at, closures: [], overrides: [] },
  secrets: {},
  stay: { node: call.node, visits: 1, noInput: 0, noMatch: 0, repeats: 0 },
});
const nothing: CallEvent = { type: 'no-input' };
const dialled = (outcome: 'completed' | 'busy' | 'no-answer' | 'failed'): CallEvent => ({
  type: 'dialled',
  outcome,
  talkSeconds: 30,
});

describe('taking the next caller', () => {
  const node = { type: 'take-call', queue: 'next', waitSeconds: 10, exits: {} } as const;

  test('dials into the queue that was found', () => {
    expect(takeCall.enter(node, viewWith({ next: 'login' })).step).toMatchObject({
      phase: 'dialling',
      actions: [{ type: 'take-call', queue: 'login', timeoutSeconds: 10 }],
    });
    expect(takeCall.enter(node, viewWith({})).step).toEqual({ type: 'go', exit: 'failed' });
  });

  test.each([
    [dialled('completed'), 'talked'],
    [dialled('no-answer'), 'nobody'],
    [dialled('failed'), 'failed'],
    [nothing, 'failed'],
  ])('goes on by how it ended: %j is %s', (event, exit) => {
    expect(takeCall.resume?.(node, viewWith({}), event).step).toEqual({ type: 'go', exit });
  });
});

describe('calling back', () => {
  const node = { type: 'dial-back', number: 'number', shows: 'shows', ringSeconds: 30, exits: {} } as const;
  const number = '+85291234567';

  test('dials the number that was kept, and shows the one the customer rang', () => {
    const step = (variables: Readonly<Record<string, Value>>) => dialBack.enter(node, viewWith(variables)).step;
    expect(step({ number, shows: '+85230000000' })).toMatchObject({ actions: [{ number, callerId: '+85230000000' }] });
    expect(step({ number, shows: 'withheld' })).not.toHaveProperty('actions.0.callerId');
    expect(step({ number: 'sip:somebody' })).toEqual({ type: 'go', exit: 'failed' });
    expect(step({})).toEqual({ type: 'go', exit: 'failed' });
  });

  test('goes on by how it ended', () => {
    expect(dialBack.resume?.(node, viewWith({}), dialled('busy'))).toMatchObject({
      facts: [{ outcome: 'busy', talkSeconds: 30 }],
      step: { exit: 'busy' },
    });
    expect(dialBack.resume?.(node, viewWith({}), nothing).step).toEqual({ type: 'go', exit: 'failed' });
  });
});

describe('waiting for a caller', () => {
  const prompt = [{ prompt: 'nobody', placeholders: [] }];
  const node = { type: 'await-caller', prompt, lookSeconds: 5, maxWaitSeconds: 60, exits: {} } as const;

  test('is told once, and looks again from time to time until it has lasted long enough', () => {
    const first = awaitCaller.enter(node, viewWith({}));
    expect(first.says).toEqual(prompt);
    const [[since]] = [Object.keys(first.set ?? {})];
    const waited = (ms: number) => awaitCaller.enter(node, viewWith({ [since ?? '']: MONDAY_TEN }, MONDAY_TEN + ms));
    expect(waited(5000).says).toEqual([]);
    expect(waited(60_000).step).toEqual({ type: 'go', exit: 'timeout' });
  });

  test('ends when the agent wants to stop', () => {
    const ends = (event: CallEvent) => awaitCaller.resume?.(node, viewWith({}), event).step;
    expect(ends({ type: 'digits', digits: '2' })).toEqual({ type: 'go', exit: 'stop' });
    expect(ends({ type: 'digits', digits: '1' })).toEqual({ type: 'go', exit: 'look' });
    expect(ends(nothing)).toEqual({ type: 'go', exit: 'look' });
  });
});
