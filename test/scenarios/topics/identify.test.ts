import { describe, expect, test } from 'vitest';
import { callTo } from '../../support/caller.ts';
import { type Language, pressEach, proves, ring } from '../../support/known-caller.ts';
import { CLOSED, HONG_KONG, OPEN } from '../../support/moments.ts';

/** At the question how to be identified, having asked for a payment. */
const asked = (language: Language = 'en', at = OPEN) => pressEach(ring(language, at), '21');
const sent = (language: Language = 'en', at = OPEN) =>
  asked(language, at).presses('1').isAnswered('sent-by-sms', { tail: '4567' });
const withheld = (language: Language = 'en') => pressEach(callTo({ to: HONG_KONG, at: OPEN, language }), '21');

describe('who has to be known', () => {
  test('may choose between a text message and an e-mail', () => {
    asked()
      .hears('I first check that it is you', 'To get it by text message, press 1. By e-mail, press 2.')
      .presses('1')
      .asks('identity.send-code', { channel: 'sms' });
    asked('zh-CN')
      .hears('用验证码确认是您本人', '短信接收，请按1。邮箱接收，请按2。')
      .says('邮箱')
      .asks('identity.send-code', { channel: 'email' });
    asked('es')
      .hears('Por mensaje de texto, oprima 1.')
      .says('correo')
      .asks('identity.send-code', { channel: 'email' });
  });

  test('is told where the code goes, without learning whether there is an account', () => {
    sent().hears('If this number has an account', 'ending four five six seven', 'Please enter the six digits.');
    sent('zh-CN').hears('如果这个号码有账户', '尾号四五六七', '请输入六位数字。');
    asked()
      .presses('2')
      .isAnswered('sent-by-email', { initial: 'w' })
      .hears('If this number has an account', 'the address that begins with w');
    asked('zh-CN')
      .presses('2')
      .isAnswered('sent-by-email', { initial: 'w' })
      .hears('如果这个号码有账户', 'w开头的邮箱');
  });

  test('keys the code, which goes to the check and is kept nowhere', () => {
    const caller = sent().presses('314159').asks('identity.check-code', { code: '314159' });
    expect(JSON.stringify(caller.call())).not.toContain('314159');
    caller
      .isAnswered('verified-by-sms')
      .hears('Thank you, I know it is you.')
      .leaves({ type: 'verified', level: 'sms' });
    expect(JSON.stringify(caller.call())).not.toContain('314159');
  });

  test('is known less well by e-mail', () => {
    proves(asked(), 'email').leaves({ type: 'verified', level: 'email' });
  });

  test('is asked day and night', () => {
    sent('en', CLOSED).presses('314159').isAnswered('verified-by-sms').asks('payments.recent');
  });
});

describe('a code that is not sent', () => {
  test('because the last one is too young is told with the wait, and can be keyed or asked for again', () => {
    const caller = asked().presses('1').isAnswered('too-soon', { wait: 12 });
    caller
      .hears('A code was sent just now. I can send a new one in twelve seconds.', 'For a new code, press 2.')
      .presses('2')
      .asks('identity.send-code', { channel: 'sms' });
    asked('zh-CN').presses('1').isAnswered('too-soon', { wait: 12 }).hears('十二秒后可以重新发送', '重新发送，请按2。');
  });

  test.each([
    ['limited', 'I cannot send any more codes today', '今天不能再发送验证码'],
    ['locked', 'no more codes are taken for now', '暂时不能再用验证码'],
    ['person', 'I cannot check by a code that it is you', '现在不能用验证码确认'],
    ['unavailable', 'I cannot send a code at the moment', '现在发不了验证码'],
  ])('(%s) is told in its own words, and leads to a person', (outcome, inEnglish, inChinese) => {
    asked().presses('1').isAnswered(outcome).hears(inEnglish, 'Connecting you').isQueuedFor('payment-status');
    asked('zh-CN').presses('1').isAnswered(outcome).hears(inChinese).isQueuedFor('payment-status');
    asked('en', CLOSED).presses('1').isAnswered(outcome).hears(inEnglish, 'Our team is closed at the moment.');
  });
});

describe('a code that is not taken', () => {
  test('because it is wrong may be keyed again, with the tries that are left', () => {
    sent()
      .presses('111111')
      .isAnswered('wrong', { left: 2 })
      .hears('That is not the code. You have two more tries.', 'Please enter the six digits again.')
      .presses('222222')
      .isAnswered('wrong', { left: 1 })
      .hears('You have one more try.')
      .presses('314159')
      .isAnswered('verified-by-sms')
      .hears('I know it is you');
    sent('zh-CN').presses('111111').isAnswered('wrong', { left: 2 }).hears('验证码不对，还可以试两次。');
    sent('es').presses('111111').isAnswered('wrong', { left: 2 }).hears('Le quedan dos intentos');
  });

  test.each([
    ['expired', 'This code has expired.', '已经过期'],
    ['used', 'This code has been used before.', '已经用过'],
    ['over-tried', 'entered wrongly too often', '输错次数太多'],
  ])('(%s) is told in its own words, and a new one is offered', (outcome, inEnglish, inChinese) => {
    const told = sent().presses('111111').isAnswered(outcome).hears(inEnglish, 'For a new code, press 1.');
    told.presses('1').asks('identity.send-code', { channel: 'sms' });
    sent('zh-CN').presses('111111').isAnswered(outcome).hears(inChinese).says('换一种方式').hears('邮箱接收，请按2。');
  });

  test('because the account is locked leads to a person', () => {
    sent().presses('111111').isAnswered('locked').hears('A person can help.').isQueuedFor('payment-status');
  });

  test('because it cannot be checked now may be keyed again', () => {
    sent()
      .presses('111111')
      .isAnswered('unavailable')
      .hears('I could not check the code', 'If you have the code, press 1.')
      .presses('1')
      .hears('Please enter the six digits.');
  });
});

describe('a code that does not come', () => {
  test('is sent again, or another way, once the caller has waited', () => {
    sent()
      .saysNothing()
      .hears('I did not get six digits.', 'For a new code, press 2. To get it another way, press 3.')
      .presses('3')
      .hears('For a code by text message, press 1.')
      .presses('2')
      .asks('identity.send-code', { channel: 'email' });
    sent('zh-CN').saysNothing().hears('没有收到六位数字。').says('重发').asks('identity.send-code', { channel: 'sms' });
  });

  test('is not promised another way where only a text message will do', () => {
    const waits = (language: Language) =>
      pressEach(ring(language), '5121').isAnswered('sent-by-sms', { tail: '4567' }).saysNothing();
    waits('en')
      .hears('For other choices, press 3.')
      .doesNotHear(/another way/)
      .presses('3')
      .hears('rather not, press 3');
    waits('zh-CN')
      .hears('其他选择，请按3。')
      .doesNotHear(/换一种方式/);
    waits('es')
      .hears('Para otras opciones, oprima 3.')
      .doesNotHear(/otra forma/);
  });

  test('five digits are no code', () => {
    sent()
      .presses('31415')
      .hears('I did not get six digits.')
      .presses('1')
      .presses('314159')
      .asks('identity.check-code');
  });

  test('the star, nine and nought do there what they always do', () => {
    sent().presses('*').hears('Please enter the six digits.');
    sent().presses('9').hears('Main menu.');
    sent().presses('0').isQueuedFor('payment-status');
  });

  test('whoever stays silent to the end is let go on with something else', () => {
    sent().saysNothing().saysNothing().saysNothing().saysNothing().hears('For anything else, press 1.');
  });
});

describe('the number of the account', () => {
  test('is keyed by who withholds theirs, and read back', () => {
    withheld()
      .hears('I cannot see the number you are calling from.', 'the country code first')
      .presses('85291234567')
      .hears('eight five two')
      .presses('1')
      .hears('To get it by text message, press 1.')
      .presses('1')
      .asks('identity.send-code', { channel: 'sms', number: '85291234567' })
      .isAnswered('sent-by-sms', { tail: '4567' })
      .presses('314159')
      .asks('identity.check-code', { code: '314159', number: '85291234567' });
    withheld('zh-CN').hears('没有看到您的来电号码。', '先输国家代码').presses('8613800138000').hears('正确，请按1。');
  });

  test('that is no number is asked for again, and then something else is offered', () => {
    withheld()
      .presses('1234567')
      .hears('That is not a whole number with its country code.')
      .saysNothing()
      .hears('I did not get a number.')
      .presses('1234567')
      .hears('For anything else, press 1.');
  });

  test.each(['4111111111111111', '378282246310005'])('that is a card’s (%s) is not read back', (card) => {
    withheld()
      .presses(card)
      .hears('That is not a whole number')
      .doesNotHear(/You entered/);
    const atLink = pressEach(ring('en'), '1112').presses(card);
    atLink.hears('That is not a whole number').doesNotHear(/You entered/);
    expect(JSON.stringify(atLink.call())).not.toContain(card);
  });

  test('may be another than the one that rings', () => {
    asked().presses('3').presses('442079460123').presses('1').presses('2');
    asked()
      .says('another number')
      .presses('442079460123')
      .presses('2')
      .hears('the country code first')
      .presses('442079460124')
      .presses('1')
      .presses('1')
      .asks('identity.send-code', { channel: 'sms', number: '442079460124' });
  });

  test('that rings is not told: identity knows it by itself', () => {
    const [request] = asked().presses('1').requests();
    expect(request).toEqual({ type: 'service', service: 'identity.send-code', input: { channel: 'sms' } });
  });
});

describe('where only a text message will do', () => {
  const needed = (language: Language = 'en') => pressEach(ring(language), '512');

  test('no e-mail is offered', () => {
    needed()
      .hears('by a code in a text message', 'To get it, press 1.')
      .doesNotHear(/mail/)
      .presses('1')
      .asks('identity.send-code', { channel: 'sms' });
    needed('zh-CN').hears('接收短信，请按1。').doesNotHear(/邮箱/);
  });

  test('the caller may rather not, or has another number', () => {
    needed().presses('3').hears('For anything else, press 1.');
    needed()
      .presses('2')
      .hears('the country code first')
      .presses('442079460123')
      .presses('1')
      .hears('For the text message');
  });
});

describe('verification', () => {
  test('lapses after a quarter of an hour without a key, and is asked for once more', () => {
    const idle = (minutes: number) =>
      proves(asked())
        .isAnswered('none')
        .hears('If you have the payment number, press 1.')
        .isIdleFor(minutes)
        .presses('2');
    idle(15).asks('payments.recent', { place: 1 });
    idle(16)
      .hears('For a code by text message, press 1.')
      .doesNotHear(/payment of/);
    idle(16).presses('1').isAnswered('sent-by-sms', { tail: '4567' }).presses('314159').isAnswered('verified-by-sms');
  });

  test('that lapses while something is looked up keeps it from being told', () => {
    const late = proves(pressEach(ring('en'), '3').presses('2'))
      .presses('79927398713')
      .presses('1')
      .isIdleFor(16)
      .isAnswered('found', {
        stage: 'on-its-way',
        need: 'nothing',
        amount: { minor: 100, currency: 'USD' },
        arrivesFrom: '2026-11-25',
        arrivesTo: '2026-11-26',
        onOneDay: false,
        receiverInitial: 'M',
        reason: 'none',
      });
    late.hears('Let me check once more that it is you.').doesNotHear(/Your transfer/);
    proves(late).hears('About fees and arrival time');
  });
});
