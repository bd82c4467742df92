import { describe, expect, test } from 'vitest';
import { callTo } from '../../support/caller.ts';
import { type Language, pressEach, proves, ring } from '../../support/known-caller.ts';
import { CLOSED, HONG_KONG, OPEN } from '../../support/moments.ts';

describe('a forgotten password', () => {
  const forgot = (language: Language = 'en', at?: string) => pressEach(ring(language, at), '111');

  test('gets a link to the address on file, for the number that rings', () => {
    forgot()
      .hears('to the e-mail address of your account', 'For the number you are calling from, press 1.')
      .presses('1')
      .asks('identity.send-reset-link')
      .isAnswered('accepted')
      .hears('If this number has an account, the link is on its way', 'share the link with nobody');
    forgot('zh-CN').says('这个号码').isAnswered('accepted').hears('如果这个号码有账户', '垃圾邮件');
    forgot('es').presses('1').isAnswered('accepted').hears('Si este número tiene una cuenta');
    forgot('en', CLOSED).presses('1').isAnswered('accepted').hears('the link is on its way');
  });

  test('may be that of another number, which is read back', () => {
    forgot()
      .presses('2')
      .presses('442079460123')
      .presses('1')
      .asks('identity.send-reset-link', { number: '442079460123' })
      .isAnswered('accepted')
      .hears('If this number has an account');
  });

  test('of who withholds their number wants the number', () => {
    const withheld = pressEach(callTo({ to: HONG_KONG, at: OPEN, language: 'en' }), '111');
    withheld
      .hears('I cannot see the number')
      .presses('85291234567')
      .presses('1')
      .asks('identity.send-reset-link', { number: '85291234567' });
  });

  test('where no link can be sent leads to a person', () => {
    forgot().presses('1').isAnswered('unavailable').hears('I cannot send the link at the moment').isQueuedFor('login');
    forgot('zh-CN').presses('1').isAnswered('unavailable').hears('现在发不了链接').isQueuedFor('login');
  });

  test('is asked for in words, and never spoken', () => {
    pressEach(ring('en'), '11').says('I forgot my password').hears('For another number, press 2.');
    pressEach(ring('zh-CN'), '11').says('忘记密码').hears('是另一个号码，请按2。');
  });
});

test('a locked account or a new phone is for a person, who will not ask for the password', () => {
  pressEach(ring('en'), '113').hears('They will not ask for your password.').isQueuedFor('login');
  pressEach(ring('zh-CN'), '11').says('换了手机').hears('不会问您的密码').isQueuedFor('login');
  pressEach(ring('en', CLOSED), '113').hears('An agent can help you', 'Our team is closed');
});

test('a code that does not come: number and country code, blocked messages, junk mail, the other way', () => {
  pressEach(ring('en'), '121').hears(
    'and its country code',
    'blocked messages',
    'After half a minute',
    'the other way',
  );
  pressEach(ring('en'), '122').hears('typing errors', 'junk mail', 'Only the latest one counts');
  pressEach(ring('zh-CN'), '121').hears('国家代码', '被拦截的短信', '半分钟后');
});

describe('a registration that is not finished', () => {
  const asks = (language: Language = 'en', at?: string) =>
    proves(pressEach(ring(language, at), '132')).asks('registration.status');

  const STATES = [
    ['open', 'Your account is open.', '您的账户已经开通'],
    ['pending-email', 'open the link in the e-mail', '请点开我们发给您的确认邮件里的链接'],
    ['pending-phone', 'enter the code from our text message', '输入手机收到的验证码'],
    ['pending-password', 'create a password, and accept', '设置密码，阅读并同意'],
  ] as const;

  test.each(STATES)('%s has its own words', (state, inEnglish, inChinese) => {
    asks().isAnswered(state).hears(inEnglish, 'For a person, press 1.');
    asks('zh-CN').isAnswered(state).hears(inChinese);
    asks('en', CLOSED).isAnswered(state).hears(inEnglish);
  });

  test('and each is told apart from the others, in every language', () => {
    for (const language of ['zh-CN', 'en', 'es'] as const)
      expect(new Set(STATES.map(([state]) => asks(language).isAnswered(state).heard())).size).toBe(STATES.length);
  });

  test('because the account is locked is for a person', () => {
    asks()
      .isAnswered('locked')
      .hears('Your account is locked. An agent can help you')
      .doesNotHear(/once they know it is you/)
      .isQueuedFor('login');
  });

  test('that cannot be looked up is for a person', () => {
    asks().isAnswered('unavailable').hears('I cannot look that up').isQueuedFor('login');
    asks('zh-CN').isAnswered('unavailable').hears('现在查不到').isQueuedFor('login');
  });

  test('is looked up at once for whoever is known', () => {
    const known = asks().isAnswered('open').presses('3');
    pressEach(known, '132').asks('registration.status');
  });

  test('the steps and the tips are told without knowing anybody', () => {
    pressEach(ring('en'), '131').hears(
      'Third, create a password',
      'capitals, small letters',
      'security settings now and then',
    );
    pressEach(ring('zh-CN'), '131').hears('第三步，设置密码', '大写字母、小写字母、数字和符号');
  });
});
