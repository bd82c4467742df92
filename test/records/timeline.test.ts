import { describe, expect, test } from 'vitest';
import type { Fact, FactOf } from '../../src/flow/facts.ts';
import { toTimeline } from '../../src/records/timeline.ts';
import { callTo } from '../support/caller.ts';
import { NOON } from '../support/journal-entries.ts';
import { HONG_KONG, OPEN } from '../support/moments.ts';
import { factsAt, hungUp, RANG } from '../support/recorded-facts.ts';

const READER = { withWords: false };
const READER_OF_WORDS = { withWords: true };

const lineOf = (fact: Fact, options = READER): string | undefined => toTimeline(factsAt(fact), options)[0]?.text;

type Examples = { readonly [Type in Fact['type']]: readonly [fact: Omit<FactOf<Type>, 'type'>, line: string] };

/** Every type of fact, so that none is forgotten. */
const EXAMPLES: Examples = {
  'call-started': [
    { release: 'r1', caller: '+85291234567', callerName: 'Chan', dialled: '+85230000000' },
    'Rang +85230000000 from +852••••4567; release r1',
  ],
  'node-entered': [{ node: 'hotline/main-menu' }, 'Came to hotline/main-menu'],
  chosen: [{ node: 'hotline/main-menu', exit: 'cross-border', by: 'voice' }, 'Chose cross border by voice'],
  'entry-given': [{ node: 'payment/ask', kind: 'digits', by: 'key' }, 'Gave digits by key'],
  missed: [{ node: 'hotline/main-menu', cause: 'no-input' }, 'Did nothing'],
  exhausted: [{ node: 'hotline/main-menu' }, 'Used up all tries'],
  'pace-set': [{ pace: 'slow' }, 'Everything slower from now on'],
  paused: [{ node: 'hotline/main-menu' }, 'Asked for time'],
  resumed: [{ node: 'hotline/main-menu', by: 'caller' }, 'Was back'],
  'language-set': [{ language: 'zh-CN' }, 'Language: zh-CN'],
  'region-set': [{ region: 'hk' }, 'Region: hk'],
  'hours-checked': [
    { calendar: 'hk', state: 'closed', layer: 'holiday', rule: 'config/calendars/hk.yaml:31' },
    'Hours of hk: closed, by holiday (config/calendars/hk.yaml:31)',
  ],
  'hours-uncovered': [{ calendar: 'hk' }, 'The calendar hk does not cover this day'],
  'opening-told': [
    { opening: '2026-11-24T09:00:00+08:00' },
    'Was told that people answer from 2026-11-24T09:00:00+08:00',
  ],
  'service-asked': [{ service: 'payments.status' }, 'Asked payments.status'],
  'service-answered': [
    { service: 'payments.status', outcome: 'found', tookMs: 120 },
    'payments.status answered found after 120 ms',
  ],
  'effect-unknown': [{ service: 'message' }, 'Nobody knows whether message was done'],
  verified: [{ level: 'sms' }, 'Verified: sms'],
  disclosed: [
    { variables: ['paymentState', 'paymentAmount'], level: 'sms' },
    'Was told paymentState, paymentAmount, at level sms',
  ],
  'queue-closed': [{ queue: 'login' }, 'The queue login was closed'],
  'queue-joined': [{ queue: 'login' }, 'Joined the queue login'],
  'queue-left': [
    { queue: 'login', result: 'left', waitSeconds: 95, exit: 'callback' },
    'Came out of the queue login after 2 min: callback',
  ],
  recorded: [{ purpose: 'voicemail', recording: 'RE1', seconds: 41 }, 'Left a voicemail of 41 s'],
  'recording-consent': [
    { policy: 'consent', talks: 'recorded', prompt: 'ask' },
    'Talks are recorded (policy: consent)',
  ],
  'recording-ready': [
    { recording: 'RE1', seconds: 3700, purpose: 'talk' },
    'A recording of the talk is ready: 1 h 2 min',
  ],
  transcribed: [{ recording: 'RE1', text: 'My card is lost.' }, 'The recording was put into words'],
  'not-transcribed': [{ recording: 'RE1' }, 'The recording could not be put into words'],
  'callback-requested': [{ queue: 'general' }, 'Asked to be called back by general'],
  'message-sent': [{ prompt: 'text-payment', outcome: 'sent' }, 'SMS sent: text-payment'],
  dialled: [{ outcome: 'completed', talkSeconds: 120 }, 'Talked 2 min'],
  tagged: [{ key: 'topic', value: 'payment' }, 'Noted topic: payment'],
  'bound-reached': [{ node: 'hotline/main-menu' }, 'Was led in circles, and out of them'],
  'reply-refused': [{ code: '12100' }, 'The carrier could not use a reply (error 12100)'],
  'state-lost': [{ turn: 3 }, 'The state of the call was lost'],
  'release-lost': [{ release: 'r0' }, 'The release r0 was gone'],
  failed: [{ error: 'TypeError' }, 'An error interrupted the call (TypeError)'],
  'call-ended': [
    { disposition: 'caller-hung-up', status: 'completed', seconds: 75 },
    'The call ended: caller hung up (completed), 1 min in all',
  ],
  'call-lasted': [{ seconds: 75 }, 'The call lasted 1 min'],
  reaped: [{}, 'Nobody told the end; the call was closed'],
};

describe('a line of a timeline', () => {
  test.each(Object.entries(EXAMPLES))('tells %s', (type, [fact, line]) => {
    expect(lineOf({ type, ...fact } as Fact)).toBe(line);
  });

  test.each<[Fact, string]>([
    [{ type: 'chosen', node: 'n', exit: 'always-agent', by: 'key' }, 'Asked for a person by key'],
    [{ type: 'chosen', node: 'n', exit: 'always-repeat', by: 'voice' }, 'Asked for: repeat by voice'],
    [{ type: 'chosen', node: 'n', exit: 'always-main-menu', by: 'key' }, 'Asked for the main menu by key'],
    [{ type: 'chosen', node: 'n', exit: 'key-7', by: 'key' }, 'Made a choice by key'],
    [{ type: 'missed', node: 'n', cause: 'no-match' }, 'Did what is not offered, or was not understood'],
    [{ type: 'resumed', node: 'n', by: 'time' }, 'The time asked for was over'],
    [{ type: 'pace-set', pace: 'usual' }, 'As fast as usual again'],
    [
      { type: 'service-answered', service: 'payments.status', outcome: 'unavailable', tookMs: 5012, isLate: true },
      'payments.status did not answer in time (5.0 s)',
    ],
    [{ type: 'message-sent', prompt: 'text-payment', outcome: 'failed' }, 'SMS could not be sent: text-payment'],
    [{ type: 'dialled', outcome: 'no-answer', talkSeconds: 0 }, 'Was not put through: no-answer'],
    [{ type: 'recording-ready', recording: 'RE1', seconds: 9 }, 'A recording is ready: 9 s'],
    [{ type: 'recording-consent', policy: 'off', talks: 'not-recorded' }, 'Talks are not recorded (policy: off)'],
    [{ type: 'call-ended', disposition: 'completed', status: 'completed' }, 'The call ended: completed (completed)'],
    [
      { type: 'queue-left', queue: 'login', result: 'bridged', waitSeconds: 3 },
      'Came out of the queue login after 3 s: bridged',
    ],
    [
      { type: 'call-started', release: 'r1', dialled: '+85230000000', agent: 'mei' },
      'An agent rang +85230000000 from a number that is not known; release r1',
    ],
    [{ type: 'something-newer' } as unknown as Fact, 'something newer'],
  ])('of %o is "%s"', (fact, line) => {
    expect(lineOf(fact)).toBe(line);
  });

  test('tells names and words to those alone who may read them', () => {
    const words = (fact: Fact) => [lineOf(fact), lineOf(fact, READER_OF_WORDS)];
    expect(words({ ...RANG, callerName: 'Chan Tai Man' } as Fact)).toEqual([
      'Rang +85230000000 from +852••••4567; release r1',
      'Rang +85230000000 from +852••••4567 (Chan Tai Man); release r1',
    ]);
    expect(words({ type: 'transcribed', recording: 'RE1', text: 'My card is lost.' })).toEqual([
      'The recording was put into words',
      'Understood: My card is lost.',
    ]);
    expect(words({ type: 'tagged', key: 'wish', value: 'my card is lost' })).toEqual([
      'Noted wish',
      'Noted wish: my card is lost',
    ]);
    // Erased with the caller.
    expect(words({ type: 'transcribed', recording: 'RE1' })).toEqual(Array(2).fill('The recording was put into words'));
  });

  test('never tells a number that stands in a tag', () => {
    expect(lineOf({ type: 'tagged', key: 'reference', value: '12345678903' }, READER_OF_WORDS)).toBe('Noted reference');
    expect(lineOf({ type: 'tagged', key: 'rating', value: '5' })).toBe('Noted rating: 5');
  });
});

describe('a timeline', () => {
  const facts = factsAt(
    RANG,
    { type: 'node-entered', node: 'hotline/greeting' },
    { type: 'node-entered', node: 'hotline/main-menu' },
    4,
    { type: 'chosen', node: 'hotline/main-menu', exit: 'payment', by: 'key' },
    { type: 'node-entered', node: 'payment/menu' },
    10,
    hungUp('caller-hung-up'),
    3,
    { type: 'call-lasted', seconds: 14 },
  );

  test('goes node by node, with how long the call was at each', () => {
    const told = toTimeline(facts, READER).map(({ at, type, node, seconds }) => [
      (at - NOON) / 1000,
      type,
      node,
      seconds,
    ]);
    expect(told).toEqual([
      [0, 'call-started', undefined, undefined],
      [0, 'node-entered', 'hotline/greeting', 0],
      [0, 'node-entered', 'hotline/main-menu', 4],
      [4, 'chosen', 'hotline/main-menu', undefined],
      [4, 'node-entered', 'payment/menu', 10],
      [14, 'call-ended', 'payment/menu', undefined],
      [17, 'call-lasted', undefined, undefined],
    ]);
  });

  test('says nothing of how long, while the call is there', () => {
    expect(toTimeline(facts.slice(0, 5), READER).at(-1)).not.toHaveProperty('seconds');
  });

  test('keeps the place of every fact', () => {
    expect(toTimeline(facts, READER).map(({ turn }) => turn)).toEqual(facts.map(({ turn }) => turn));
  });

  test('of a call on the shipped flows holds no digit that was keyed', () => {
    const caller = callTo({ from: '+85291234567', to: HONG_KONG, at: OPEN, language: 'en' })
      .presses('2')
      .presses('5')
      .presses('1')
      .presses('12345678903')
      .presses('1')
      .hangsUp();
    const lines = toTimeline(factsAt(...caller.facts()), READER_OF_WORDS).map(({ text }) => text);
    expect(lines).toContain('Gave digits by key');
    expect(lines.join('\n')).not.toMatch(/12345678903|91234567/);
  });
});
