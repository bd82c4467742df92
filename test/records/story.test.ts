import { describe, expect, test } from 'vitest';
import { foldFacts } from '../../src/calls/call-record.ts';
import { tellStory } from '../../src/records/story.ts';
import { type Caller, callTo, type Scene } from '../support/caller.ts';
import { callSid } from '../support/journal-entries.ts';
import { CLOSED, HOLIDAY, HONG_KONG, MAINTENANCE, OPEN } from '../support/moments.ts';

const SID = callSid(1);

/** Rings the shipped flows and chooses English. */
const ring = (scene: Partial<Scene> = {}): Caller =>
  callTo({ from: '+85291234567', to: HONG_KONG, at: OPEN, language: 'en', ...scene });

function toldBy(caller: Caller, at = OPEN): string {
  const facts = caller.facts().map((fact, index) => ({ fact, index, turn: 'c.0', at: Date.parse(at) }));
  return tellStory(foldFacts(SID, facts), facts);
}

describe('the story of a call on the shipped flows', () => {
  test.each<[string, string, () => Caller]>([
    ['who hangs up at the first menu', 'Hung up at main menu', () => ring().hangsUp()],
    [
      'who chooses and thinks better of it',
      'Chose payment; hung up at payment menu',
      () => ring().presses('2').hangsUp(),
    ],
    [
      'who asks for a person',
      'Chose login; asked for a person; waited 1 min for login, which answered; the agent ended the talk',
      () => ring().presses('1').presses('0').comesOut('bridged').presses('2').hangsUp(),
    ],
    [
      'who waits until it is too long',
      'Chose payment; asked for a person; waited 10 min for payment-status, and nobody was free; asked to be called back',
      () =>
        ring()
          .presses('2')
          .presses('0')
          .waits(1, 600)
          .presses('1')
          .presses('1')
          .isAnswered('requested')
          .presses('2')
          .hangsUp(),
    ],
    [
      'who asks to be called back while waiting',
      'Chose payment; asked for a person; waited 30 s for payment-status; asked to be called back',
      () => ring().presses('2').presses('0').presses('1').presses('1').isAnswered('requested').presses('2').hangsUp(),
    ],
    [
      'who finds the queue full',
      'Chose cross border; asked for a person; too many waited for cross-border; left a voicemail',
      () => ring().presses('3').presses('0').comesOut('full').presses('2').records(9).presses('2').hangsUp(),
    ],
    [
      'who finds one team off',
      'Chose payment; asked for a person; payment-status was closed; hung up at offer',
      () =>
        ring({ closures: [{ ...MAINTENANCE, queues: ['payment-status'] }] })
          .presses('2')
          .presses('0')
          .hangsUp(),
    ],
    [
      'who proves who they are and hears of a payment',
      'Chose payment status; verified by text message; heard how a payment stands',
      () =>
        ring()
          .presses('2')
          .presses('1')
          .presses('1')
          .isAnswered('sent-by-sms', { tail: '4567' })
          .presses('123456')
          .isAnswered('verified-by-sms')
          .isAnswered('none')
          .presses('1')
          .presses('12345678903')
          .presses('1')
          .isAnswered('found', {
            reference: '12345678903',
            state: 'settled',
            amount: { minor: 500, currency: 'HKD' },
            expected: '2026-11-25',
            merchant: 'Lee',
            date: '2026-11-23',
            instrument: 'debit',
            tail: '4242',
          })
          .presses('4')
          .presses('2')
          .hangsUp(),
    ],
    [
      'who keys two wrong codes',
      'Chose payment status; keyed a wrong code twice; hung up at identify enter again',
      () =>
        ring()
          .presses('2')
          .presses('1')
          .presses('1')
          .isAnswered('sent-by-sms', { tail: '4567' })
          .presses('123456')
          .isAnswered('wrong', { left: 2 })
          .presses('123457')
          .isAnswered('wrong', { left: 1 })
          .hangsUp(),
    ],
    [
      'who never keys the code',
      'Chose payment status; never keyed the code that was sent; hung up at identify enter code',
      () => ring().presses('2').presses('1').presses('1').isAnswered('sent-by-sms', { tail: '4567' }).hangsUp(),
    ],
    [
      'who says nothing at all',
      'Was silent at main menu; hung up while waiting for general',
      () => ring().saysNothing().saysNothing().saysNothing().hangsUp(),
    ],
    [
      'who is not understood',
      'Was not understood at main menu; hung up while waiting for general',
      () => ring().says('bananas').says('bananas').says('bananas').hangsUp(),
    ],
  ])('of a caller %s: %s', (_, story, call) => {
    expect(toldBy(call())).toBe(story);
  });

  test.each<[string, string, string, () => Caller]>([
    [
      'in the evening',
      CLOSED,
      'Rang outside opening hours; told to call after 9:00 the next day; left a voicemail',
      () => ring({ at: CLOSED }).presses('2').records(9).presses('2').hangsUp(),
    ],
    [
      'on a holiday',
      HOLIDAY,
      'Rang on a holiday; told to call after 9:00 the next day; hung up at closed menu',
      () => ring({ at: HOLIDAY }).hangsUp(),
    ],
    [
      'during a closure',
      OPEN,
      'Rang during a closure; told to call after 15:00; hung up at closed menu',
      () => ring({ closures: [MAINTENANCE] }).hangsUp(),
    ],
  ])('of a caller who rings %s', (_, at, story, call) => {
    expect(toldBy(call(), at)).toBe(story);
  });
});
