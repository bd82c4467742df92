import { describe, expect, test } from 'vitest';
import { callTo } from '../support/caller.ts';
import { HONG_KONG, OPEN } from '../support/moments.ts';

const chinese = () => callTo({ to: HONG_KONG, at: OPEN, language: 'zh-CN' });
const english = () => callTo({ to: HONG_KONG, at: OPEN, language: 'en' });

const SUBMENUS = [
  ['1', '登录', 'sign in', '收不到验证码，请按2。', 'If your code has not arrived, press 2.'],
  ['2', '支付', 'payment', '支付没有成功，请按2。', 'If it did not go through, press 2.'],
  ['3', '跨境', 'cross-border', '查询一笔汇款，请按2。', 'To track a transfer, press 2.'],
  ['4', '投诉', 'complaint', '提建议，请按2。', 'To make a suggestion, press 2.'],
  ['5', '其他', 'something else', '优惠活动，请按2。', 'For offers, press 2.'],
] as const;

describe('the main menu', () => {
  test.each(SUBMENUS)(
    'key %s leads to its own menu, in Chinese and in English',
    (key, _zh, _en, inChinese, inEnglish) => {
      chinese().presses(key).hears(inChinese);
      english().presses(key).hears(inEnglish);
    },
  );

  test.each(SUBMENUS)('what stands on key %s can be said instead', (_key, zh, en, inChinese, inEnglish) => {
    chinese().says(zh).hears(inChinese);
    english().says(en).hears(inEnglish);
  });

  test('doubtful speech is asked back, and taken on yes', () => {
    english()
      .says('payment', 0.6)
      .hears('I heard "payment". If that is right, press 1.')
      .says('yes')
      .hears('To check a payment');
    chinese().says('投诉', 0.6).hears('您说的是“投诉”吗？').presses('1').hears('投诉，请按1。');
  });

  test('doubtful speech that was wrong is asked again', () => {
    english().says('payment', 0.6).presses('2').hears('Main menu. Sign-in and account, 1.');
    chinese().says('投诉', 0.6).says('不是').hears('主菜单。');
  });

  test('silence gets the short menu, then help, then a person', () => {
    chinese()
      .saysNothing()
      .hears('没有听到您的选择。', '主菜单。登录和账户，1。')
      .saysNothing()
      .hears('您可以在键盘上按数字', '慢一点，请按7。多等等，按8。', '主菜单。')
      .saysNothing()
      .hears('正在为您转接人工')
      .isQueuedFor('general');
  });

  test('keys that are not offered are told apart from silence', () => {
    english()
      .presses('66')
      .hears('That is not one of the choices.')
      .saysNothing()
      .hears('I did not hear a choice.')
      .presses('66')
      .isQueuedFor('general');
  });

  test('words that mean nothing here are no choice', () => {
    english().says('the weather tomorrow').hears('That is not one of the choices.');
  });

  test('nine comes back from a sub-menu, to the short form', () => {
    english()
      .presses('2')
      .presses('9')
      .hears('Main menu. Sign-in and account, 1.')
      .doesNotHear(/For sign-in and account help/);
  });

  test.each([
    ['1', 'I forgot my password', '我忘记密码了', 'olvidé mi contraseña', 'If you cannot sign in'],
    ['2', 'my payment was declined', '支付失败', 'pago rechazado', 'To check a payment'],
    ['3', 'what are the fees', '手续费多少', 'comisiones', 'About fees and arrival time'],
    ['4', 'I have a suggestion', '提建议', 'una sugerencia', 'To make a suggestion'],
    ['5', 'bills', '水电费', 'facturas', 'For bills, press 1.'],
    ['5', 'opening hours', '服务时间', 'horarios', 'For our opening hours'],
  ])('what stands behind key %s may be said at once: %s', (key, en, zh, es, words) => {
    english().says(en).hears(words);
    const pressed = (language: 'zh-CN' | 'es') => callTo({ to: HONG_KONG, at: OPEN, language }).presses(key).heard();
    expect(chinese().says(zh).heard()).toBe(pressed('zh-CN'));
    expect(callTo({ to: HONG_KONG, at: OPEN, language: 'es' }).says(es).heard()).toBe(pressed('es'));
  });

  test('whoever reports a fraud gets a person at once', () => {
    english().says('there was a fraud on my card').isQueuedFor('general');
    chinese().says('我被盗刷了').isQueuedFor('general');
    callTo({ to: HONG_KONG, at: OPEN, language: 'es' }).says('es un fraude').isQueuedFor('general');
  });

  test('money back and cash back are no way back to the menu', () => {
    english().says('I want my money back').hears('That is not one of the choices.');
    english().says('cash back').hears('For offers, press 2.');
  });

  test('the words of the always-keys work as well', () => {
    english().presses('2').says('main menu').hears('Main menu.');
    english().presses('2').says('representative').isQueuedFor('payment-status');
    chinese().presses('2').says('再说一遍').hears('查询一笔支付，请按1。');
  });

  test('the star repeats three times, and then counts as no choice', () => {
    const caller = english()
      .presses('*')
      .presses('*')
      .presses('*')
      .doesNotHear(/not one of the choices/);
    caller.hears('For sign-in and account help, press 1.').presses('*').hears('not one of the choices');
  });

  test('several noughts in a hurry are one', () => {
    chinese().presses('000').isQueuedFor('general');
  });

  test.each([
    ['1', 'login'],
    ['2', 'payment-status'],
    ['3', 'cross-border'],
    ['4', 'complaints'],
    ['5', 'general'],
  ])('nought after key %s asks for a person of the queue %s', (key, queue) => {
    english().presses(key).presses('0').hears('Connecting you to a person.').isQueuedFor(queue);
    chinese().presses(key).presses('0').hears('正在为您转接人工').isQueuedFor(queue);
  });

  test('hanging up at the menu ends the call', () => {
    english().hangsUp().leaves({ type: 'call-ended', disposition: 'caller-hung-up' });
  });
});
