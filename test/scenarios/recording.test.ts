import { describe, expect, test } from 'vitest';
import { callTo } from '../support/caller.ts';
import { CLOSED, HONG_KONG, OPEN } from '../support/moments.ts';
import { okpay } from '../support/okpay-release.ts';

const BERLIN = '+493023125100';
const SAN_FRANCISCO = '+14155550100';
/** A Tuesday at ten where each of them is. */
const BERLIN_OPEN = '2026-11-24T10:00:00+01:00';
const SAN_FRANCISCO_OPEN = '2026-11-24T10:00:00-08:00';

type Tongue = 'zh-CN' | 'en' | 'es';

const fromHongKong = (language: Tongue) =>
  callTo({ from: '+85291234567', to: HONG_KONG, at: OPEN, language }).presses('1');
const fromBerlin = (language: Tongue) =>
  callTo({ from: '+4915112345678', to: BERLIN, at: BERLIN_OPEN, language }).presses('1');

/** The shipped flows where nothing is recorded anywhere. */
const unrecorded = {
  ...okpay,
  regions: Object.fromEntries(
    Object.entries(okpay.regions).map(([id, region]) => [id, { ...region, recording: 'off' as const }]),
  ),
};

describe('where a notice is enough', () => {
  test('the caller hears it before the wait, and is recorded from there', () => {
    fromHongKong('en')
      .presses('0')
      .hears('Your conversation with our team is recorded', 'Connecting you to a person')
      .isQueuedFor('login')
      .isRecordedTalking()
      .leaves({ type: 'recording-consent', policy: 'notice', talks: 'recorded', prompt: 'recording-notice' });
    fromHongKong('zh-CN').presses('0').hears('您和客服代表的通话会被录音').isRecordedTalking();
    fromHongKong('es').presses('0').hears('Su conversación con nuestro equipo se graba').isRecordedTalking();
  });

  test('no key cuts it short', () => {
    const [notice] = fromHongKong('en').presses('0').actions();
    expect(notice).toMatchObject({ type: 'say', prompt: 'recording-notice', bargeIn: false });
  });

  test('it is said once a call, and every talk is a recording of its own', () => {
    fromHongKong('en')
      .presses('0')
      .comesOut('bridged')
      .isRecordedNoMore()
      .hears('For anything else, press 1.')
      .presses('1')
      .presses('0')
      .doesNotHear(/recorded/)
      .isRecordedTalking()
      .comesOut('bridged')
      .isRecordedNoMore();
  });
});

describe('where consent is asked for', () => {
  test('who agrees is recorded', () => {
    fromBerlin('en')
      .presses('0')
      .hears('We would like to record your conversation', 'To agree, press 1.')
      .presses('1')
      .isQueuedFor('login')
      .isRecordedTalking()
      .leaves({ type: 'recording-consent', policy: 'consent', talks: 'recorded', prompt: 'recording-consent' });
    fromBerlin('zh-CN').presses('0').hears('同意录音，请按1').says('同意').isQueuedFor('login').isRecordedTalking();
    fromBerlin('es').presses('0').hears('Si está de acuerdo, oprima 1.').says('de acuerdo').isRecordedTalking();
  });

  test('who refuses goes on to the person all the same', () => {
    fromBerlin('en')
      .presses('0')
      .presses('2')
      .isQueuedFor('login')
      .isNotRecorded()
      .leaves({ type: 'recording-consent', policy: 'consent', talks: 'not-recorded', prompt: 'recording-consent' });
    fromBerlin('zh-CN').presses('0').says('不同意').isQueuedFor('login').isNotRecorded();
    fromBerlin('en').presses('0').says('do not record').isQueuedFor('login').isNotRecorded();
    fromBerlin('es').presses('0').says('no acepto').isQueuedFor('login').isNotRecorded();
  });

  test('who is half understood is asked back before anything is recorded', () => {
    fromBerlin('en')
      .presses('0')
      .says('I agree', 0.6)
      .hears('I heard "I agree"')
      .isNotRecorded()
      .presses('1')
      .isRecordedTalking();
    fromBerlin('zh-CN').presses('0').says('同意', 0.6).presses('2').hears('可以录音吗').isNotRecorded();
  });

  test('silence, wrong keys and nought again and again are no consent, and no dead end', () => {
    const asked = () => fromBerlin('en').presses('0');
    asked()
      .saysNothing()
      .hears('I did not hear', 'May we record it?')
      .saysNothing()
      .saysNothing()
      .isQueuedFor('login')
      .isNotRecorded();
    asked()
      .presses('3')
      .hears('not one of the choices', 'May we record it?')
      .presses('4')
      .presses('5')
      .isQueuedFor('login')
      .isNotRecorded();
    asked().presses('0').hears('May we record it?').presses('0').presses('0').isQueuedFor('login').isNotRecorded();
  });

  test('it is asked once a call, whatever the answer was', () => {
    for (const answer of ['1', '2']) {
      fromBerlin('zh-CN')
        .presses('0')
        .presses(answer)
        .comesOut('full')
        .hears('再次转接人工，请按3。')
        .presses('3')
        .doesNotHear(/录音/)
        .isQueuedFor('login');
    }
  });

  test('in California as in Germany', () => {
    const caller = callTo({ to: SAN_FRANCISCO, at: SAN_FRANCISCO_OPEN, language: 'zh-CN' });
    caller
      .presses('2')
      .presses('0')
      .hears('同意录音，请按1')
      .presses('1')
      .isQueuedFor('payment-status')
      .isRecordedTalking();
  });

  test('nine and star work as everywhere', () => {
    fromBerlin('en')
      .presses('0')
      .presses('*')
      .hears('We would like to record your conversation')
      .presses('9')
      .hears('Main menu.');
  });
});

describe('where nothing is recorded', () => {
  test('nothing is said of it either', () => {
    const caller = callTo({ to: HONG_KONG, at: OPEN, language: 'en', release: unrecorded }).presses('1').presses('0');
    caller
      .doesNotHear(/record/i)
      .isQueuedFor('login')
      .isNotRecorded();
    expect(caller.facts().filter(({ type }) => type === 'recording-consent')).toEqual([]);
  });

  test('out of hours callers are told the hours, and not of a recording', () => {
    const caller = callTo({ to: BERLIN, at: CLOSED.replace('+08:00', '+01:00'), language: 'en' });
    caller
      .presses('1')
      .presses('1')
      .presses('0')
      .hears('closed')
      .doesNotHear(/record your conversation/);
  });
});

describe('a recording ends with the queue', () => {
  const recorded = () => fromHongKong('en').presses('0');

  test.each(['full', 'failed', 'left'] as const)('that ends as %s', (result) => {
    recorded().comesOut(result).isRecordedNoMore();
  });

  test('when the longest wait is over, and when a message is left instead', () => {
    recorded().waits(2, 600).isRecordedNoMore().hears('all our agents');
    recorded().presses('2').isRecordedNoMore().isRecorded('voicemail');
  });

  test('of itself when the caller hangs up', () => {
    const caller = recorded().hangsUp();
    expect(caller.actions()).toEqual([]);
  });
});
