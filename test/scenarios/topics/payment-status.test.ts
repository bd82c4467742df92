import { describe, test } from 'vitest';
import { callTo } from '../../support/caller.ts';
import {
  asksForPayment,
  HONG_KONG_MOBILE,
  type Language,
  payment,
  pressEach,
  proves,
  ring,
} from '../../support/known-caller.ts';
import { CLOSED, HONG_KONG, OPEN } from '../../support/moments.ts';

const REFERENCE = '79927398713';

/** At the question which payment it is about, with nothing that stands out. */
const which = (language: Language = 'en', by: 'sms' | 'email' = 'sms', at?: string) =>
  asksForPayment(language, by, at).isAnswered('none');
/** Has keyed the number of a payment and confirmed it. */
const looksUp = (language: Language = 'en', by: 'sms' | 'email' = 'sms', at?: string) =>
  which(language, by, at)
    .presses('1')
    .presses(REFERENCE)
    .presses('1')
    .asks('payments.status', { reference: REFERENCE });
const told = (state: string, language: Language = 'en', by: 'sms' | 'email' = 'sms', at?: string) =>
  looksUp(language, by, at).isAnswered('found', payment({ state }));

describe('an incident', () => {
  const rings = (language: Language) =>
    callTo({ from: HONG_KONG_MOBILE, to: HONG_KONG, at: OPEN, language, asksIncidents: true })
      .presses('2')
      .asks('incidents.current');
  const incident = { message: 'Card payments fail.', since: '2026-11-24T09:00:00+08:00' };

  test('is told before the menu, and the call goes on', () => {
    rings('en')
      .isAnswered('found', incident)
      .hears('since today at nine AM: Card payments fail.', 'To check a payment, press 1.');
    rings('zh-CN')
      .isAnswered('found', { ...incident, message: '银行卡支付失败。' })
      .hears('从今天上午九点起', '银行卡支付失败。', '查询一笔支付，请按1。');
    rings('es').isAnswered('found', incident).hears('desde hoy a las nueve de la mañana');
  });

  test('is not spoken of where there is none, or nobody knows', () => {
    rings('en')
      .isAnswered('none')
      .doesNotHear(/not working/)
      .hears('To check a payment');
    rings('en')
      .isAnswered('unavailable')
      .doesNotHear(/not working/)
      .hears('To check a payment');
  });
});

describe('the number of a payment', () => {
  test('is keyed, read back and confirmed', () => {
    which()
      .hears('If you have the payment number, press 1.')
      .presses('1')
      .hears('the eleven digits of the payment number')
      .presses(REFERENCE)
      .hears('You entered seven nine nine', 'If that is right, press 1.')
      .presses('2')
      .hears('Please enter the eleven digits')
      .presses(REFERENCE)
      .says('yes')
      .asks('payments.status', { reference: REFERENCE });
    which('zh-CN').says('支付编号').hears('请输入十一位支付编号').presses(REFERENCE).hears('您输入的是七九九');
  });

  test('that is mistyped is caught before anything is looked up', () => {
    which()
      .presses('1')
      .presses('79927398710')
      .hears('There is a mistake in that number.')
      .presses('7992739871')
      .hears('It has eleven digits.')
      .presses(REFERENCE)
      .presses('1')
      .asks('payments.status');
    which('zh-CN').presses('1').presses('79927398710').hears('这个编号有误。').saysNothing().hears('没有收到编号。');
  });

  test('that is never right leads to a person', () => {
    const caller = which().presses('1');
    for (let time = 0; time < 3; time += 1) caller.presses('79927398710');
    caller.isQueuedFor('payment-status');
  });

  test('that is not in the account is told so, and another way is offered', () => {
    looksUp().isAnswered('not-found').hears('I find no payment with this number', 'your last payments, press 2');
    looksUp('zh-CN').isAnswered('not-found').hears('没有这个编号的支付');
  });

  test('cannot be looked up: no second payment, and a person', () => {
    looksUp().isAnswered('unavailable').hears('please do not pay again').isQueuedFor('payment-status');
    looksUp('zh-CN').isAnswered('unavailable').hears('请不要重复支付').isQueuedFor('payment-status');
    looksUp('en', 'sms', CLOSED).isAnswered('unavailable').hears('please do not pay again', 'Our team is closed');
  });
});

describe('how a payment stands', () => {
  const STATES = [
    ['settled', 'went through', '已经成功', 'se realizó'],
    ['pending', 'by Friday, November twenty-seventh. Please do not pay again.', '请不要重复支付', 'No pague otra vez'],
    ['failed', 'did not go through', '没有成功', 'no se realizó'],
    ['refunded', 'has been refunded. The money should be there by Friday', '已经退款', 'fue devuelto'],
  ] as const;

  test.each(STATES)('%s is told in its own words, with amount', (state, inEnglish, inChinese, inSpanish) => {
    told(state).hears('one hundred twenty-eight dollars and fifty cents', inEnglish);
    told(state, 'zh-CN').hears('一百二十八美元五十美分', inChinese);
    told(state, 'es').hears('ciento veintiocho dólares con cincuenta centavos', inSpanish);
    told(state, 'en', 'sms', CLOSED).hears(inEnglish);
  });

  test('after a text message also where, when and by which card', () => {
    told('settled').hears(
      'It was to Blue Teapot, on Friday, November twentieth, by credit card ending four two four two.',
    );
    told('settled', 'zh-CN').hears('商户是Blue Teapot', '尾号四二四二的信用卡');
  });

  test('after an e-mail no more than state and amount', () => {
    for (const [state] of STATES) told(state, 'en', 'email').doesNotHear(/Blue Teapot|card|November twentieth/);
    told('settled', 'zh-CN', 'email').doesNotHear(/商户|尾号/);
  });

  test('the reason is offered where it failed, and only there', () => {
    told('failed').hears('To hear why, press 1.').presses('1').asks('payments.diagnose', { reference: REFERENCE });
    told('settled')
      .doesNotHear(/To hear why/)
      .presses('1')
      .hears('not one of the choices');
  });

  test('after an e-mail the reason wants the text message first', () => {
    const why = told('failed', 'en', 'email').presses('1').hears('by a code in a text message').doesNotHear(/mail/);
    proves(why).asks('payments.diagnose', { reference: REFERENCE });
    told('failed', 'en', 'email').presses('1').presses('3').hears('For another payment, press 2.');
  });

  test('can be had as a text message', () => {
    told('pending')
      .presses('3')
      .isTexted('text-head', 'text-payment')
      .isAnswered('sent')
      .hears('on its way to your phone');
    told('settled', 'zh-CN').says('发短信').isAnswered('failed').hears('短信没有发送成功');
  });

  test('ends with something else, or another payment', () => {
    told('settled').presses('4').hears('For anything else, press 1.');
    told('settled', 'zh-CN').presses('2').hears('有支付编号，请按1。');
    told('settled').saysNothing().hears('I did not hear').saysNothing().hears('For anything else');
  });
});

describe('the last payments', () => {
  const first = (language: Language = 'en') => which(language).presses('2').asks('payments.recent', { place: 1 });

  test('are told one after the other, up to three', () => {
    first()
      .isAnswered('found', payment())
      .hears('went through', 'For the payment before that, press 2.')
      .presses('2')
      .asks('payments.recent', { place: 2 })
      .isAnswered('found', payment({ state: 'refunded' }))
      .hears('has been refunded', 'For the payment before that, press 2.')
      .presses('2')
      .asks('payments.recent', { place: 3 })
      .isAnswered('found', payment())
      .hears('For another payment, press 2.')
      .presses('2')
      .hears('If you have the payment number');
    first('zh-CN').isAnswered('found', payment()).hears('再往前的一笔，请按2。');
  });

  test('may be none, or no more', () => {
    first().isAnswered('none').hears('I find no payments in your account.', 'For anything else');
    first().isAnswered('found', payment()).presses('2').isAnswered('none').hears('There are no more payments');
    first('zh-CN').isAnswered('none').hears('您的账户里没有支付记录');
  });

  test('cannot be looked up', () => {
    first().isAnswered('unavailable').hears('I cannot look up payments').isQueuedFor('payment-status');
  });
});

describe('the likeliest reason for the call', () => {
  test('is the last payment, where it failed or still goes on', () => {
    asksForPayment('en')
      .isAnswered('found', payment({ state: 'failed' }))
      .hears('About your payment of one hundred twenty-eight dollars and fifty cents that did not go through, press 1.')
      .presses('1')
      .doesNotHear(/did not go through/)
      .hears('It was to Blue Teapot', 'To hear why, press 1.')
      .presses('1')
      .asks('payments.diagnose', { reference: REFERENCE })
      .isAnswered('diagnosed', { ...payment({ state: 'failed' }), cause: 'technical', crossBorder: false })
      .hears(/^There was a technical fault\./)
      .doesNotHear(/did not go through/);
    asksForPayment('zh-CN', 'email')
      .isAnswered('found', payment({ state: 'pending' }))
      .hears('一百二十八美元五十美分的支付还在处理', '请按1。')
      .says('这一笔')
      .hears('请不要重复支付');
  });

  test('is not offered where the last payment went through or came back', () => {
    for (const state of ['settled', 'refunded'])
      asksForPayment('en')
        .isAnswered('found', payment({ state }))
        .doesNotHear(/About your payment/)
        .hears('payment number, press 1');
  });

  test('may be something else', () => {
    asksForPayment('en')
      .isAnswered('found', payment({ state: 'failed' }))
      .presses('2')
      .hears('If you have the payment number');
    asksForPayment('en').isAnswered('unavailable').hears('I cannot look up payments').isQueuedFor('payment-status');
  });

  test('is found without another code by whoever is known already', () => {
    const caller = which().presses('9');
    pressEach(caller, '21').asks('payments.recent', { place: 1 });
  });
});

describe('callers who do nothing, or press wrong keys', () => {
  test('are asked again and then led to a person', () => {
    which()
      .saysNothing()
      .hears('I did not hear')
      .presses('77')
      .hears('not one of')
      .saysNothing()
      .isQueuedFor('payment-status');
    const latest = asksForPayment('zh-CN').isAnswered('found', payment({ state: 'failed' }));
    latest.presses('77').presses('77').presses('77').isQueuedFor('payment-status');
  });

  test('nought, nine and star work at each step', () => {
    told('settled').presses('0').isQueuedFor('payment-status');
    told('settled').presses('9').hears('Main menu.');
    told('settled').presses('*').hears('It was to Blue Teapot', 'If that was all, press 4.');
    which().presses('1').presses('0').isQueuedFor('payment-status');
    ring('en').presses('2').presses('*').hears('To check a payment, press 1.');
  });
});
