import { describe, test } from 'vitest';
import { callTo } from '../../support/caller.ts';
import { HONG_KONG_MOBILE, type Language, pressEach, ring } from '../../support/known-caller.ts';
import { CLOSED, HONG_KONG } from '../../support/moments.ts';

const CASE = { caseId: '2611230042' };
const REFERENCE = '79927398713';

/** By the key of the closed menu, and by the payment menu while people answer. */
const closed = (language: Language = 'en') =>
  callTo({ from: HONG_KONG_MOBILE, to: HONG_KONG, at: CLOSED, language }).presses('5');
const open = (language: Language = 'en') => pressEach(ring(language), '25');

describe('a payment that the caller did not make', () => {
  test.each([
    ['while nobody answers', closed],
    ['while people answer', open],
  ])('is reported %s, by anybody, with its number', (_when, begin) => {
    begin()
      .hears('call your bank right away', 'If you have the number of the payment, press 1.')
      .presses('1')
      .presses(REFERENCE)
      .presses('1')
      .asks('payments.report-suspicious', { reference: REFERENCE })
      .isAnswered('accepted', CASE)
      .hears(
        /has the number (two six\s+one one two three\s+zero zero four two)\. Once more: \1\. A person will look into it\./,
      )
      .isRecorded('voicemail')
      .records(20)
      .hears('Your report is recorded', 'For anything else');
    begin('zh-CN')
      .presses('1')
      .presses(REFERENCE)
      .says('对')
      .isAnswered('accepted', CASE)
      .hears('您的报告编号是', '会有人工核实')
      .isRecorded('voicemail');
  });

  test('or without it', () => {
    const caller = closed().presses('2').asks('payments.report-suspicious');
    caller.isAnswered('accepted', CASE).hears('Your report has the number').isRecorded('voicemail');
    closed('zh-CN').says('没有编号').isAnswered('accepted', CASE).isRecorded('voicemail');
    closed().says("I don't have the number").asks('payments.report-suspicious');
    closed().saysNothing().saysNothing().asks('payments.report-suspicious');
  });

  test('a number that is never right does not keep the report from being taken', () => {
    closed()
      .presses('1')
      .presses('123')
      .hears('There is a mistake')
      .presses('123')
      .presses('123')
      .asks('payments.report-suspicious');
  });

  test('is recorded all the same where it cannot be entered', () => {
    closed().presses('2').isAnswered('unavailable').hears('Please leave it as a recording.').isRecorded('voicemail');
    open('zh-CN').presses('2').isAnswered('unavailable').hears('没能登记您的报告').isRecorded('voicemail');
    closed('es').presses('2').isAnswered('unavailable').isRecorded('voicemail');
  });

  test('is noted as one, and asks for no secret', () => {
    closed().leaves({ type: 'tagged', key: 'subject', value: 'suspicious-payment' });
    closed().presses('2').isAnswered('accepted', CASE).hears('Please do not say passwords or full card numbers.');
  });

  test('can be said for', () => {
    pressEach(ring('en'), '2').says('suspicious payment').hears('call your bank right away');
    pressEach(ring('zh-CN'), '2').says('可疑支付').hears('请银行停用这张卡');
    callTo({ from: HONG_KONG_MOBILE, to: HONG_KONG, at: CLOSED, language: 'es' })
      .says('fraude')
      .hears('llame cuanto antes a su banco');
  });
});
