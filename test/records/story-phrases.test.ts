import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFacts, foldFacts, type RecordedFact } from '../../src/calls/call-record.ts';
import { outcomesOf } from '../../src/flow/contract.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { LINE_CONTRACTS } from '../../src/queues/agent-contracts.ts';
import { tellStory } from '../../src/records/story.ts';
import { toldAnswers } from '../../src/records/words/service-phrases.ts';
import { CONTRACTS } from '../../src/services.ts';
import { anyTurns, factsOf } from '../support/any-call.ts';
import { callSid } from '../support/journal-entries.ts';
import { factsAt, hungUp, RANG } from '../support/recorded-facts.ts';

const SID = callSid(1);

const storyOf = (facts: readonly RecordedFact[]): string => tellStory(foldFacts(SID, facts), facts);

/** The story of facts that come one after another; a number lets so many seconds pass. */
const storyAt = (...told: readonly (Fact | number)[]): string => storyOf(factsAt(...told));

const CHOSE_STATUS: readonly Fact[] = [
  RANG,
  { type: 'chosen', node: 'hotline/main-menu', exit: 'payment', by: 'key' },
  { type: 'tagged', key: 'topic', value: 'payment' },
  { type: 'tagged', key: 'subject', value: 'status' },
];

const timedOut: Fact = {
  type: 'service-answered',
  service: 'payments.status',
  outcome: 'unavailable',
  tookMs: 5000,
  isLate: true,
};
const left = (result: string, waitSeconds: number, exit?: string): Fact => ({
  type: 'queue-left',
  queue: 'payment-status',
  result,
  waitSeconds,
  ...(exit === undefined ? {} : { exit }),
});
const JOINED: Fact = { type: 'queue-joined', queue: 'payment-status' };

describe('the story of a call', () => {
  test('tells what was chosen, what did not work, how long it took and what came of it', () => {
    const told = storyAt(
      ...CHOSE_STATUS,
      timedOut,
      timedOut,
      JOINED,
      240,
      left('left', 240, 'timeout'),
      { type: 'queue-closed', queue: 'payment-status' },
      { type: 'opening-told', opening: '2025-11-23T21:00:00+08:00' },
      { type: 'message-sent', prompt: 'text-head', outcome: 'sent' },
      hungUp('completed'),
    );
    expect(told).toBe(
      'Chose payment status; the back office timed out twice; waited 4 min for payment-status, and nobody was free; ' +
        'the queue closed; told to call after 21:00; SMS sent',
    );
  });

  test.each<[string, readonly (Fact | number)[], string]>([
    [
      'a call that is on the line',
      [RANG, { type: 'node-entered', node: 'hotline/greeting' }],
      'Is on the line at greeting',
    ],
    [
      'a call on a node that its flow tells',
      [
        RANG,
        { type: 'node-entered', node: 'hotline/greeting' },
        { type: 'node-entered', node: 'leave-message/message' },
      ],
      'Is on the line at leave message',
    ],
    [
      'a call on a node that tells its flow',
      [RANG, { type: 'node-entered', node: 'hotline/greeting' }, { type: 'node-entered', node: 'login/login-menu' }],
      'Is on the line at login menu',
    ],
    ['a caller who waits just now', [RANG, JOINED], 'Is waiting for payment-status'],
    ['a call that was lost', [RANG, JOINED, 9000, { type: 'reaped' }], 'Nobody told its end'],
    [
      'a caller who gives up waiting, told by the queue',
      [RANG, JOINED, 65, left('hung-up', 65), hungUp('abandoned-in-queue')],
      'Waited 1 min for payment-status and hung up',
    ],
    [
      'a caller who gives up waiting, told by the end of the call alone',
      [RANG, JOINED, 65, hungUp('abandoned-in-queue')],
      'Waited 1 min for payment-status and hung up',
    ],
    [
      'a talk that the agent ends',
      [RANG, JOINED, 30, 360, left('bridged', 30), hungUp('answered')],
      'Waited 30 s for payment-status and talked 6 min; the agent ended the talk',
    ],
    [
      'a talk that the caller ends',
      [RANG, JOINED, 32, hungUp('answered'), left('bridged', 2)],
      'Payment-status answered at once and talked 30 s; the caller ended the talk',
    ],
    [
      'a queue that fails',
      [RANG, JOINED, left('failed', 0), hungUp('completed')],
      'Could not be put through to payment-status',
    ],
    [
      'a transfer',
      [RANG, { type: 'dialled', outcome: 'completed', talkSeconds: 125 }, hungUp('answered')],
      'Was put through and talked 2 min; the agent ended the talk',
    ],
    [
      'a transfer that nobody takes',
      [RANG, { type: 'dialled', outcome: 'no-answer', talkSeconds: 0 }, hungUp('completed')],
      'Could not be put through',
    ],
    [
      'a back office that is down',
      [
        RANG,
        { type: 'service-answered', service: 'bills.due', outcome: 'unavailable', tookMs: 9 },
        hungUp('completed'),
      ],
      'The back office was unavailable',
    ],
    [
      'a code that cannot be sent',
      [
        RANG,
        { type: 'service-answered', service: 'identity.send-code', outcome: 'unavailable', tookMs: 9 },
        hungUp('completed'),
      ],
      'A code could not be sent',
    ],
    [
      'callers who are not remembered, which nobody misses',
      [
        RANG,
        { type: 'service-answered', service: 'callers.recall', outcome: 'unavailable', tookMs: 9 },
        hungUp('completed'),
      ],
      'Rang and listened',
    ],
    [
      'an answer about recording',
      [RANG, { type: 'recording-consent', policy: 'consent', talks: 'not-recorded' }, hungUp('completed')],
      'Did not agree to be recorded',
    ],
    ['a rating', [RANG, { type: 'tagged', key: 'rating', value: '4' }, hungUp('completed')], 'Rated it 4'],
    [
      'a rating that is none',
      [RANG, { type: 'tagged', key: 'rating', value: '4111111111111111' }, hungUp('completed')],
      'Rated it',
    ],
    [
      'one text of several prompts, and a second one that fails',
      [
        RANG,
        { type: 'message-sent', prompt: 'text-head', outcome: 'sent' },
        { type: 'message-sent', prompt: 'text-head', outcome: 'failed' },
        hungUp('completed'),
      ],
      'SMS sent; an SMS could not be sent',
    ],
    [
      'an effect that nobody knows of',
      [RANG, { type: 'effect-unknown', service: 'message' }, hungUp('completed')],
      'Nobody knows whether what was asked for was done',
    ],
    ['an error', [RANG, { type: 'failed', error: 'TypeError' }, hungUp('completed')], 'An error interrupted the call'],
    [
      'a caller who never got through',
      [{ type: 'call-ended', disposition: 'no-answer', status: 'canceled' }],
      'Rang off before the hotline answered',
    ],
    [
      'an agent who takes calls',
      [
        { ...RANG, agent: 'mei' } as Fact,
        { type: 'service-answered', service: 'agents.sign-in', outcome: 'refused', tookMs: 9 },
        { type: 'dialled', outcome: 'completed', talkSeconds: 240 },
        { type: 'dialled', outcome: 'completed', talkSeconds: 120 },
        hungUp('answered'),
      ],
      'An agent rang to take calls; keyed a wrong PIN; took 2 calls and talked 6 min',
    ],
    [
      'an agent whose call never ended',
      [{ ...RANG, agent: 'mei' } as Fact, { type: 'reaped' }],
      'An agent rang to take calls; took no call; nobody told its end',
    ],
    [
      'an opening on another day',
      [RANG, { type: 'opening-told', opening: '2025-12-01T09:30:00+08:00' }, hungUp('completed')],
      'Told to call after 9:30 on 1 December',
    ],
    [
      'an opening that is no instant',
      [RANG, { type: 'opening-told', opening: 'soon' }, hungUp('completed')],
      'Rang and listened',
    ],
    [
      'wishes one after the other',
      [
        ...CHOSE_STATUS,
        { type: 'tagged', key: 'subject', value: 'tips' },
        { type: 'tagged', key: 'topic', value: 'other' },
        { type: 'tagged', key: 'subject', value: 'bills' },
        { type: 'tagged', key: 'topic', value: 'complaint' },
        { type: 'tagged', key: 'subject', value: 'complaint' },
        hungUp('completed'),
      ],
      'Chose payment status; chose payment tips; chose bills; chose complaint',
    ],
  ])('of %s', (_, told, story) => {
    expect(storyAt(...told)).toBe(story);
  });

  test('of one text of several prompts tells one text', () => {
    const texts = ['text-head', 'payment-cause'].map((prompt, index) => ({
      turn: 'c.1',
      index,
      at: 1,
      fact: { type: 'message-sent', prompt, outcome: 'sent' } as const,
    }));
    expect(storyOf(texts)).toBe('SMS sent; is on the line');
  });

  test('that would be long leaves out details, and then the middle', () => {
    const asked = (number: number): Fact => ({ type: 'queue-closed', queue: `queue-${number}` });
    const many = Array.from({ length: 9 }, (_, number) => asked(number));
    const paused: Fact = { type: 'paused', node: 'hotline/menu' };
    expect(storyAt(RANG, paused, ...many, hungUp('completed')).split('; ')).toHaveLength(9);
    const more = storyAt(RANG, ...many, ...many.map((_, number) => asked(number + 9)), hungUp('completed'));
    expect(more.split('; ')).toHaveLength(9);
    expect(more).toContain('; and more; ');
  });

  test('tells no number and nothing that was said, whatever stands in the facts', () => {
    const secret = fc.constantFrom('+442079460123', '4111111111111111', 'my card is lost', 'Chan Tai Man');
    fc.assert(
      fc.property(anyTurns(SID, secret), (turns) => {
        const rang: RecordedFact = { turn: 'c.0', index: 9, at: 0, fact: RANG };
        // Queues and nodes are named by staff, and stand for themselves.
        const facts = factsOf(turns).filter(({ fact }) => !/^(?:queue|node)-/.test(fact.type));
        const told = storyOf([rang, ...facts].toSorted(compareFacts));
        expect(told).not.toMatch(/\d{5}|card|Chan/);
      }),
    );
  });

  test('of facts that only a newer process knows is told without them', () => {
    expect(storyAt(RANG, { type: 'sang' } as unknown as Fact, hungUp('completed'))).toBe('Rang and listened');
  });
});

test('every answer that stories have words for is one that a service gives', () => {
  const given = [...CONTRACTS.values(), ...LINE_CONTRACTS].flatMap((contract) =>
    outcomesOf(contract).map((outcome) => `${contract.service} ${outcome}`),
  );
  const told = toldAnswers().map(([service, outcome]) => `${service} ${outcome}`);
  expect(told.filter((answer) => !answer.startsWith('callback ') && !given.includes(answer))).toEqual([]);
});
