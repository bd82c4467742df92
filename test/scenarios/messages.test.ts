import { describe, expect, test } from 'vitest';
import { callTo } from '../support/caller.ts';
import { CLOSED, HONG_KONG, OPEN } from '../support/moments.ts';

type Language = 'zh-CN' | 'en';
const evening = (key: string, language: Language = 'en', from: string | undefined = '+85291234567') =>
  callTo({ ...(from === '' ? {} : { from }), to: HONG_KONG, at: CLOSED, language }).presses(key);
const suggestion = (language: Language = 'en') =>
  callTo({ to: HONG_KONG, at: OPEN, language }).presses('4').presses('2');

const RECORDINGS = [
  [
    'a message',
    (language: Language) => evening('2', language),
    'voicemail',
    '您的留言已经录下',
    'Your message is recorded',
  ],
  [
    'a complaint',
    (language: Language) => evening('4', language),
    'complaint',
    '您的投诉已经录下',
    'Your complaint is recorded',
  ],
  [
    'a report',
    (language: Language) => evening('5', language).presses('2').isAnswered('accepted', { caseId: '2611230042' }),
    'voicemail',
    '您的报告已经录下',
    'Your report is recorded',
  ],
  ['a suggestion', suggestion, 'suggestion', '谢谢您的建议', 'Your suggestion is recorded'],
] as const;

describe.each(RECORDINGS)('%s', (_what, begin, purpose, inChinese, inEnglish) => {
  test('is recorded, confirmed and on the record', () => {
    begin('zh-CN')
      .isRecorded(purpose)
      .records(20)
      .hears(inChinese, '还需要其他服务')
      .leaves({ type: 'recorded', purpose });
    begin('en').isRecorded(purpose).records(20).hears(inEnglish).presses('2').isLetGo();
  });

  test('that is silent can be spoken again', () => {
    begin('en')
      .saysNothing()
      .hears('I did not hear anything.')
      .presses('1')
      .isRecorded(purpose)
      .records(9)
      .hears(inEnglish);
    begin('zh-CN').records(0).hears('没有录到声音。').says('重录').isRecorded(purpose);
  });

  test('that is silent can be left', () => {
    begin('en').saysNothing().presses('2').hears('For anything else, press 1.');
    begin('zh-CN').saysNothing().presses('5').hears('还需要其他服务');
  });

  test('asks for no secrets', () => {
    const heard = begin('en').heard();
    if (purpose !== 'suggestion') expect(heard).toContain('Please do not say passwords or full card numbers.');
  });

  test('is wanted in words where it is for whoever looks through messages, in whatever language', () => {
    const isMessage = purpose === 'voicemail';
    for (const language of ['zh-CN', 'en'] as const) {
      const [record] = begin(language)
        .actions()
        .filter(({ type }) => type === 'record');
      expect(record).toEqual({
        type: 'record',
        purpose,
        language,
        ...(isMessage ? { transcribe: true } : {}),
        maxLengthSeconds: 120,
        silenceSeconds: 5,
      });
    }
  });

  test('counts although the caller hangs up after it', () => {
    begin('en').hangsUp().records(20).leaves({ type: 'recorded', purpose });
  });
});

describe('a complaint', () => {
  test('can be made from the main menu, day and night', () => {
    callTo({ to: HONG_KONG, at: OPEN, language: 'zh-CN' }).presses('4').presses('1').isRecorded('complaint');
    callTo({ to: HONG_KONG, at: CLOSED, language: 'en' })
      .presses('9')
      .presses('4')
      .presses('1')
      .isRecorded('complaint');
  });

  test('is noted as one', () => {
    evening('4').leaves({ type: 'tagged', key: 'subject', value: 'complaint' });
    evening('5').leaves({ type: 'tagged', key: 'subject', value: 'suspicious-payment' });
  });
});

describe('a callback', () => {
  test('is booked for the number that the caller rings from, once they agree', () => {
    const caller = evening('3').hears('We will call the number you are calling from').presses('1');
    expect(caller.requests()).toEqual([{ type: 'callback', number: '+85291234567', queue: 'general' }]);
    caller
      .isAnswered('requested')
      .hears('Your callback is booked.', 'For anything else')
      .leaves({ type: 'callback-requested' });
    evening('3', 'zh-CN').says('确认').isAnswered('requested').hears('回电请求已登记。');
  });

  test.each([
    ['refused', 'we cannot call this number back', '这个号码不能安排回电'],
    ['failed', 'I could not book the callback', '回电请求没有登记成功'],
  ])('that is %s becomes a message', (outcome, inEnglish, inChinese) => {
    evening('3').presses('1').isAnswered(outcome).hears(inEnglish).isRecorded('voicemail');
    evening('3', 'zh-CN').presses('1').isAnswered(outcome).hears(inChinese).isRecorded('voicemail');
  });

  test.each([
    ['a withheld number', undefined],
    ['a number of a country that is not rung', '+8613800138000'],
  ])('is not offered to %s, while people answer or not', (_whom, from) => {
    const rings = (at: string, language: Language) =>
      callTo({ ...(from === undefined ? {} : { from }), to: HONG_KONG, at, language });
    rings(CLOSED, 'en')
      .hears('For automated help, press 1.')
      .doesNotHear(/callback/)
      .presses('3')
      .hears('not one of the choices', 'Message, 2.')
      .doesNotHear(/[Cc]allback/);
    rings(CLOSED, 'zh-CN').doesNotHear(/回电/).says('回电').hears('没有这个选项。');
    rings(CLOSED, 'en')
      .presses('1')
      .presses('5')
      .presses('3')
      .hears('To leave a message, press 2.')
      .doesNotHear(/callback/);
    rings(OPEN, 'en')
      .presses('0')
      .waits(2, 30)
      .hears('To leave a message, press 2.')
      .doesNotHear(/callback/);
    rings(OPEN, 'en').presses('0').presses('1').hears('You are first in line.');
    rings(OPEN, 'zh-CN').presses('0').comesOut('full').hears('留言，请按2。').doesNotHear(/回电/);
  });

  test('can be changed into a message, and so does silence', () => {
    evening('3').presses('2').isRecorded('voicemail');
    evening('3')
      .saysNothing()
      .hears('I did not hear')
      .presses('5')
      .hears('not one of')
      .saysNothing()
      .isRecorded('voicemail');
  });
});
