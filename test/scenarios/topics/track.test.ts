import { describe, expect, test } from 'vitest';
import { NEEDS, RETURN_REASONS, STAGES } from '../../../src/backoffice/operations/transfers.ts';
import type { Value } from '../../../src/values/typed-value.ts';
import { type Language, pressEach, proves, ring } from '../../support/known-caller.ts';
import { CLOSED } from '../../support/moments.ts';

const REFERENCE = '79927398713';

const transfer = (differs: Readonly<Record<string, Value>> = {}) => ({
  stage: 'on-its-way',
  need: 'nothing',
  amount: { minor: 100_000, currency: 'USD' },
  arrivesFrom: '2026-11-25',
  arrivesTo: '2026-11-27',
  onOneDay: false,
  receiverInitial: 'M',
  reason: 'none',
  ...differs,
});

const asks = (language: Language = 'en', by: 'sms' | 'email' = 'sms', at?: string) =>
  proves(pressEach(ring(language, at), '32'), by)
    .presses(REFERENCE)
    .presses('1')
    .asks('transfers.track', { reference: REFERENCE });
const found = (differs = {}, language: Language = 'en', by: 'sms' | 'email' = 'sms', at?: string) =>
  asks(language, by, at).isAnswered('found', transfer(differs));

describe('where a transfer is', () => {
  test('is told to whoever is known, by its number', () => {
    proves(pressEach(ring('en'), '32'))
      .hears('the eleven digits of the transfer number')
      .presses('123')
      .hears('There is a mistake in that number.');
    proves(pressEach(ring('zh-CN'), '32'))
      .hears('请输入十一位汇款编号')
      .presses(REFERENCE)
      .hears('您输入的是七九九');
    found().hears('Your transfer of one thousand dollars is on its way.');
    found({}, 'zh-CN').hears('您这笔一千美元的汇款正在途中。');
    found({}, 'es').hears('Su transferencia de mil dólares va en camino.');
    found({}, 'en', 'sms', CLOSED).hears('is on its way');
  });

  const STAGE_WORDS: Readonly<Record<(typeof STAGES)[number], readonly [string, string]>> = {
    received: ['has reached us and will be sent on', '我们已经收到，会为您汇出'],
    checking: ['is being checked', '正在审核'],
    'on-its-way': ['is on its way', '正在途中'],
    'at-receiving-bank': ['is at the receiving bank', '已到收款银行'],
    credited: ['has been credited', '已经入账'],
    'on-hold': ['is on hold', '已经暂停'],
    returned: ['has come back', '已经退回'],
    rejected: ['was not carried out', '没有办成'],
  };

  test.each(STAGES)('%s has its own words', (stage) => {
    const [inEnglish, inChinese] = STAGE_WORDS[stage];
    found({ stage }).hears(inEnglish);
    found({ stage }, 'zh-CN').hears(inChinese);
  });

  test('whatever somebody has to do is told', () => {
    found({ need: 'receiver-documents' }).hears('The receiving bank needs papers from the receiver.');
    found({ need: 'sender-documents' }).hears('We need papers from you. Sign in to see which.');
    found({ need: 'funds' }, 'zh-CN').hears('还在等您的款项到账。');
    found({ need: 'nothing' }).doesNotHear(/papers|Nothing is needed/);
    expect(NEEDS).toHaveLength(4);
  });

  test('on hold without anything to do says that a person can be asked', () => {
    found({ stage: 'on-hold' }).hears('is on hold. I was not told why. For a person, press 0.');
    found({ stage: 'on-hold' }, 'zh-CN', 'email').hears('没有查到原因。需要人工，请按0。');
    found({ stage: 'on-hold', need: 'funds' }, 'es').hears('Falta que nos llegue').doesNotHear(/causa/);
    found().doesNotHear(/not told why/);
  });

  test('after a text message also when it arrives, and how the receiver’s name begins', () => {
    found().hears(
      "The receiver's name begins with M.",
      'on Wednesday, November twenty-fifth at the earliest, and on Friday, November twenty-seventh at the latest',
    );
    const sameDay = { arrivesTo: '2026-11-25', onOneDay: true };
    found(sameDay)
      .hears('It should arrive on Wednesday, November twenty-fifth.')
      .doesNotHear(/at the (earliest|latest)/);
    found({ stage: 'credited' })
      .hears('begins with M')
      .doesNotHear(/at the earliest/);
  });

  test.each(['returned', 'rejected'])('after a text message also why it is %s', (stage) => {
    const heard = RETURN_REASONS.map((reason) => found({ stage, reason }).heard());
    // No reason, and one that nobody named, are told in the same words.
    expect(new Set(heard).size).toBe(RETURN_REASONS.length - 1);
    found({ stage, reason: 'name-mismatch' })
      .hears('The name does not fit the account.')
      .doesNotHear(/begins with/);
    found({ stage, reason: 'account-closed' }, 'zh-CN').hears('收款账户已经注销。');
  });

  test('after an e-mail only the stage, and more after a text message', () => {
    const byMail = found({}, 'en', 'email')
      .hears('is on its way', 'To hear more, after a check by text message, press 1.')
      .doesNotHear(/begins with|earliest/)
      .presses('1')
      .hears('by a code in a text message');
    proves(byMail)
      .asks('transfers.track', { reference: REFERENCE })
      .isAnswered('found', transfer())
      .hears('begins with M');
    found({}, 'zh-CN', 'email').hears('用短信验证后听更多，请按1。');
    found()
      .doesNotHear(/To hear more/)
      .presses('1')
      .hears('not one of the choices');
  });

  test('can be had as a text message, or for another transfer', () => {
    found().presses('3').isTexted('text-head', 'transfer-stage').isAnswered('sent').hears('on its way to your phone');
    found({}, 'zh-CN').presses('2').hears('请输入十一位');
    found().presses('4').hears('For anything else, press 1.');
  });

  test('that is not in the account is asked for again', () => {
    asks().isAnswered('not-found').hears('I find no transfer with this number', 'the eleven digits');
    asks('zh-CN').isAnswered('not-found').hears('没有这个编号的汇款');
  });

  test('that cannot be looked up leads to a person', () => {
    asks().isAnswered('unavailable').hears('I cannot look up transfers').isQueuedFor('cross-border');
    asks('zh-CN').isAnswered('unavailable').hears('现在查不到汇款').isQueuedFor('cross-border');
  });
});
