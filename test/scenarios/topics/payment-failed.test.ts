import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../../src/backoffice/operations/payments.ts';
import { type Language, payment, pressEach, proves, ring } from '../../support/known-caller.ts';
import { CLOSED } from '../../support/moments.ts';

/** At the choice between looking it up and general advice. */
const failed = (language: Language = 'en', at?: string) => pressEach(ring(language, at), '22');
const looksUp = (language: Language = 'en', at?: string) =>
  proves(failed(language, at).presses('1')).asks('payments.diagnose');
const diagnosed = (cause: string, language: Language = 'en', crossBorder = false, at?: string) =>
  looksUp(language, at).isAnswered('diagnosed', { ...payment({ state: 'failed' }), cause, crossBorder });

/** Cause, and what is said of it and done about it, in English and in Chinese. */
const WORDS = [
  ['insufficient-funds', 'There was not enough money for it. Please top up', '原因是余额不足。 请充值'],
  ['card-details-wrong', 'was not right. Please check them', '原因是卡号、有效期或安全码不对。'],
  ['limit-exceeded', 'It was above a limit. Please pay a smaller amount, or try again tomorrow.', '原因是超过了限额。'],
  ['restricted', 'does not allow this kind of payment. Please pay another way', '原因是这张卡不能做这类支付。'],
  [
    'international-disabled',
    'not enabled for payments abroad. Please ring your bank',
    '原因是这张卡没有开通境外支付。',
  ],
  ['card-type-not-accepted', 'does not take this type of card. Please take another card.', '原因是商户不接受这种卡。'],
  ['issuer-declined', 'Your bank did not approve it. Please ask your bank', '原因是您的银行没有批准。'],
  ['card-unusable', 'cannot be used at the moment. Please ring your bank', '原因是这张卡暂时不能使用。'],
  ['authentication-failed', 'was not completed. Please pay again', '原因是身份验证没有完成。'],
  ['technical', 'There was a technical fault. Please check whether money was taken', '原因是出现了技术故障。'],
  ['duplicate', 'The same payment had been sent before. Please check the first one', '原因是重复提交。'],
] as const;

describe('why a payment did not go through, looked up', () => {
  test('wants a text message first, and says so', () => {
    failed()
      .hears('look up why, press 1.', 'For general advice, press 2.')
      .presses('1')
      .hears('a code in a text message');
    failed('zh-CN').hears('没有成功的原因，请按1。').says('查原因').hears('接收短信，请按1。');
    failed('es').hears('Para que consulte la causa, oprima 1.').says('que consulte la causa').hears('mensaje de texto');
  });

  test.each([
    ['en', "my payment didn't work", 'look up why'],
    ['es', 'no funcionó', 'consulte la causa'],
    ['zh-CN', '我付不了', '没有成功的原因'],
  ] as const)('is found by who says so in %s', (language, said, heard) => {
    pressEach(ring(language), '2').says(said).hears(heard);
  });

  test('is asked at once where the caller is known well enough', () => {
    const caller = diagnosed('technical').presses('9');
    pressEach(caller, '22').asks('payments.diagnose');
  });

  test.each(WORDS)('%s is told with what to do', (cause, inEnglish, inChinese) => {
    diagnosed(cause).hears(
      'Your payment of one hundred twenty-eight dollars and fifty cents to Blue Teapot',
      inEnglish,
    );
    diagnosed(cause, 'zh-CN').hears('付给Blue Teapot的一百二十八美元五十美分没有成功', inChinese);
    diagnosed(cause, 'en', false, CLOSED).hears(inEnglish);
  });

  test('every cause has words of its own, or is for a person', () => {
    const told: readonly string[] = [...WORDS.map(([cause]) => cause), 'needs-review', 'unknown'];
    expect(told.toSorted()).toEqual([...CAUSES].toSorted());
    const heard = new Set(WORDS.map(([cause]) => diagnosed(cause, 'es').heard()));
    expect(heard.size).toBe(WORDS.length);
  });

  test.each(['needs-review', 'unknown'])('%s goes to a person, in neutral words', (cause) => {
    diagnosed(cause).hears('needs to be looked at by a person').isQueuedFor('payment-status');
    diagnosed(cause, 'zh-CN').hears('这笔支付需要人工核实。').isQueuedFor('payment-status');
    diagnosed(cause, 'en', false, CLOSED).hears('looked at by a person', 'Our team is closed');
  });

  test('never speaks of loss, theft or fraud, and no raw code', () => {
    for (const cause of CAUSES) {
      diagnosed(cause).doesNotHear(/lost|stolen|theft|fraud|risk|code \d|card-|needs-review/i);
      diagnosed(cause, 'zh-CN').doesNotHear(/挂失|丢失|被盗|盗刷|欺诈|诈骗|风险|[a-z]-[a-z]/);
      diagnosed(cause, 'es').doesNotHear(/robad|perdid|fraude|riesgo/i);
    }
  });

  test('abroad, fees are named with a balance that is too low', () => {
    diagnosed('insufficient-funds', 'en', true).hears('allow for the fees too');
    diagnosed('insufficient-funds', 'en', false).doesNotHear(/fees/);
    diagnosed('insufficient-funds', 'zh-CN', true).hears('还要算上手续费');
  });

  test('goes on with another way to pay, another payment, a text message, or nothing', () => {
    diagnosed('restricted').presses('1').hears('choose another card', 'For a person, press 1.');
    diagnosed('restricted').presses('2').hears('If you have the payment number, press 1.');
    diagnosed('restricted')
      .presses('3')
      .isTexted('text-head', 'text-failed-payment', 'payment-cause', 'payment-fix')
      .isAnswered('sent')
      .hears('on its way to your phone');
    diagnosed('restricted', 'zh-CN').presses('4').hears('还需要其他服务');
  });

  test('that did not fail after all is told as it stands', () => {
    looksUp()
      .isAnswered('not-failed', payment({ state: 'pending' }))
      .hears('As far as I can see, it did not fail.', 'Please do not pay again.');
    looksUp('zh-CN').isAnswered('not-failed', payment()).hears('并没有失败', '已经成功');
  });

  test.each([
    ['not-found', 'I find no payment in your account that failed lately.', '最近没有查到失败的支付'],
    ['unavailable', 'I cannot look it up at the moment.', '现在查不到原因'],
  ])('that is %s goes on with the usual reasons', (outcome, inEnglish, inChinese) => {
    looksUp().isAnswered(outcome).hears(inEnglish, 'card number, expiry date and security code are right, press 1');
    looksUp('zh-CN').isAnswered(outcome).hears(inChinese, '卡号、有效期和安全码都核对无误，请按1。');
  });

  test('whoever would rather not be checked is asked the usual reasons', () => {
    failed().presses('1').presses('3').hears('card number, expiry date and security code');
  });
});

describe('the usual reasons', () => {
  /** Keys from the first question on, and what they lead to. */
  const REASONS = [
    ['2', 'card-details-wrong', 'Please check the card number', '请核对卡号、有效期和安全码'],
    ['12', 'insufficient-funds', 'Please check your balance. Top up', '请核对余额'],
    ['112', 'limit-exceeded', 'look at your limits', '查看限额'],
  ] as const;

  test.each(REASONS)('keys %s lead to %s', (keys, cause, inEnglish, inChinese) => {
    pressEach(failed().presses('2'), keys)
      .hears(inEnglish, 'For a person, press 1.')
      .leaves({ type: 'tagged', key: 'cause', value: cause });
    pressEach(failed('zh-CN', CLOSED).presses('2'), keys).hears(inChinese, '预约回电');
  });

  test('a seller abroad is asked about, and whether the card is enabled for that', () => {
    pressEach(failed().presses('2'), '111')
      .hears('If the seller is in another country, press 1.')
      .presses('1')
      .hears('If your card is enabled for international payments, press 1.')
      .presses('2')
      .hears('ask whether it is enabled for payments abroad')
      .leaves({ type: 'tagged', key: 'cause', value: 'international-disabled' });
    pressEach(failed('zh-CN').presses('2'), '11112').hears('有没有开通境外支付');
  });

  test('the type of card comes last', () => {
    for (const keys of ['1112', '11111'])
      pressEach(failed().presses('2'), keys)
        .hears('If the seller takes your type of card, press 1.')
        .presses('2')
        .hears('Please try another card, or another way to pay')
        .leaves({ type: 'tagged', key: 'cause', value: 'card-type-not-accepted' });
  });

  test('where it is none of them, a person looks at it', () => {
    pressEach(failed().presses('2'), '11121').hears('the exact error message').isQueuedFor('payment-status');
    pressEach(failed('zh-CN').presses('2'), '11121').hears('请准备好完整的错误提示').isQueuedFor('payment-status');
  });

  test('can be answered in words', () => {
    failed().says('general advice').says('yes').says("I'm not sure").hears('Please check your balance.');
    failed('zh-CN').says('一般办法').says('对').says('不确定').hears('请核对余额');
    failed('es').says('consejos').says('sí').says('no estoy seguro').hears('Revise su saldo');
  });

  test.each([
    ['zh-CN', '没有错', '境外支付还够付手续费'],
    ['zh-CN', '没有问题', '境外支付还够付手续费'],
    ['zh-CN', '不对', '请核对卡号'],
    ['en', 'no problem', 'If your balance covers the amount'],
    ['en', 'they are not right', 'Please check the card number'],
    ['es', 'no es correcto', 'Revise el número'],
  ] as const)('in %s, “%s” is understood for what it says', (language, said, words) => {
    failed(language).presses('2').says(said).hears(words);
  });

  test('a limit that is not exceeded is no reason', () => {
    pressEach(failed('zh-CN').presses('2'), '11')
      .says('没有超过')
      .hears('商户在境外，请按1。')
      .says('不在境外')
      .hears('商户接受您这种卡');
    pressEach(failed('zh-CN').presses('2'), '11').says('超过了').hears('查看限额');
  });

  test('silence and wrong keys lead to a person', () => {
    failed().presses('2').saysNothing().presses('77').saysNothing().isQueuedFor('payment-status');
    failed().saysNothing().saysNothing().saysNothing().isQueuedFor('payment-status');
  });
});
