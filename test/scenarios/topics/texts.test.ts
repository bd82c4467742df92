import { describe, test } from 'vitest';
import { callTo } from '../../support/caller.ts';
import { pressEach, proves, ring } from '../../support/known-caller.ts';
import { CLOSED, HONG_KONG, OPEN } from '../../support/moments.ts';

/** Keys to an answer, and the prompts that its text message is made of. */
const TEXTS = [
  ['112', ['sign-in-help']],
  ['121', ['code-help-text', 'code-help-both']],
  ['122', ['code-help-email', 'code-help-both']],
  ['131', ['register-steps', 'register-tips']],
  ['222' + '2', ['likely-advice']],
  ['23', ['payment-tips']],
  ['24', ['change-method']],
  ['33', ['send-steps', 'send-limits']],
  ['511', ['bills-help']],
  ['53', ['security-protection']],
] as const;

describe('an answer as a text message', () => {
  test.each(TEXTS)('%s goes to the caller’s own number, by key 5', (keys, prompts) => {
    for (const at of [OPEN, CLOSED]) {
      pressEach(ring('en', at), keys)
        .hears('To get this as a text message, press 5.')
        .presses('5')
        .isTexted('text-head', ...prompts)
        .isAnswered('sent')
        .hears('The text message is on its way to your phone.', 'For anything else, press 1.');
    }
  });

  test.each([
    ['open', 'registration-open'],
    ['pending-email', 'registration-email'],
    ['pending-phone', 'registration-phone'],
    ['pending-password', 'registration-password'],
  ])('tells what a registration that is %s lacks', (state, prompt) => {
    for (const [at, language] of [
      [OPEN, 'en'],
      [CLOSED, 'zh-CN'],
      [OPEN, 'es'],
    ] as const) {
      proves(pressEach(ring(language, at), '132'))
        .isAnswered(state)
        .hears(/press 5|请按5|oprima 5/)
        .presses('5')
        .isTexted('text-head', prompt)
        .isAnswered('sent');
    }
  });

  test('tells where offers are, while they cannot be told', () => {
    for (const language of ['en', 'zh-CN', 'es'] as const) {
      pressEach(ring(language), '52')
        .isAnswered('unavailable')
        .hears(/press 5|请按5|oprima 5/)
        .presses('5')
        .isTexted('text-head', 'text-offers')
        .isAnswered('sent');
    }
  });

  test('can be asked for in words, in each language', () => {
    pressEach(ring('zh-CN'), '23')
      .hears('把内容发短信给您，请按5。')
      .says('发短信')
      .isAnswered('sent')
      .hears('短信已经发到您的手机。');
    pressEach(ring('en'), '23').says('text me').isTexted('text-head', 'payment-tips');
    pressEach(ring('es'), '23').hears('oprima 5').says('mensaje de texto').isAnswered('sent').hears('va en camino');
  });

  test('that cannot be sent is told so', () => {
    pressEach(ring('en'), '23').presses('5').isAnswered('failed').hears('I could not send the text message.');
    pressEach(ring('zh-CN'), '23').presses('5').isAnswered('failed').hears('短信没有发送成功。', '还需要其他服务');
  });

  test.each([
    ['who withholds their number', undefined],
    ['whose country is not texted', '+33123456789'],
  ])('is not offered to a caller %s', (_who, from) => {
    const answered = (at: string) =>
      pressEach(
        callTo({ ...(from === undefined ? {} : { from }), to: HONG_KONG, at, language: 'en' }),
        at === OPEN ? '23' : '123',
      );
    for (const at of [OPEN, CLOSED]) {
      answered(at)
        .doesNotHear(/text message/)
        .presses('5')
        .hears('not one of the choices')
        .doesNotHear(/A text, 5/);
      answered(at).says('text me').hears('not one of the choices');
    }
  });

  test('is not offered where there is nothing to send', () => {
    pressEach(ring('en'), '43')
      .hears('how your complaint stands')
      .doesNotHear(/text message/);
    pressEach(ring('en'), '23').presses('3');
    pressEach(pressEach(ring('en'), '23').presses('3'), '43').doesNotHear(/text message/);
  });
});
