import { describe, test } from 'vitest';
import { callTo } from '../support/caller.ts';
import { HONG_KONG, OPEN } from '../support/moments.ts';

const chinese = () => callTo({ to: HONG_KONG, at: OPEN, language: 'zh-CN' });
const english = () => callTo({ to: HONG_KONG, at: OPEN, language: 'en' });

/** Keys, phrases, words heard, and the subject on the record of every answer that is spoken. */
const ANSWERS = [
  [
    '11',
    '忘记密码',
    'forgot my password',
    '登录请使用注册时的邮箱和密码',
    'Sign in with the e-mail address',
    'sign-in',
    'login',
  ],
  ['12', '收不到验证码', 'no code', '被拦截的短信', 'junk mail and blocked messages', 'code-not-received', 'login'],
  ['13', '注册', 'open an account', '第三步，设置密码', 'Third, create a password', 'register', 'login'],
  ['21', '支付结果', 'payment status', '请不要重复支付', 'do not pay again', 'status', 'payment-status'],
  ['22', '支付失败', 'payment failed', '卡号、有效期和安全码', 'card number, expiry date', 'failed', 'payment-status'],
  ['23', '提高成功率', 'tips', '避开地铁、电梯', 'Before a large payment', 'tips', 'payment-status'],
  ['31', '手续费', 'fees', '以付款前的确认页面为准', 'Fees and arrival times depend', 'quote', 'cross-border'],
  ['32', '查询汇款', 'track a transfer', '汇款编号', 'track a transfer', 'track', 'cross-border'],
  ['33', '怎么汇款', 'send money', '选择跨境支付', 'choose a cross-border payment', 'how-to-send', 'cross-border'],
  ['43', '处理情况', 'my case', '投诉处理团队', 'how your complaint stands', 'my-case', 'complaints'],
  ['51', '水费', 'bills', '先添加账单信息', 'add the bill to your account', 'bills', 'general'],
  ['52', '优惠活动', 'offers', '正在进行的优惠', 'Offers differ by region', 'offers', 'general'],
  ['53', '账户安全', 'security', '加密传输', 'OKPay encrypts what you send', 'security', 'general'],
] as const;

describe('every answer', () => {
  test.each(ANSWERS)(
    '%s is spoken, noted, and followed by ways on',
    (keys, _zh, _en, inChinese, inEnglish, subject) => {
      const [first, second] = [keys.slice(0, 1), keys.slice(1)];
      chinese()
        .presses(first)
        .presses(second)
        .hears(inChinese, '需要人工，请按1。')
        .leaves({ type: 'tagged', key: 'subject', value: subject });
      english()
        .presses(first)
        .presses(second)
        .hears(inEnglish, 'For a person, press 1.')
        .leaves({ type: 'tagged', key: 'subject', value: subject });
    },
  );

  test.each(ANSWERS)('%s can be asked for in words', (keys, zh, en, inChinese, inEnglish) => {
    chinese().presses(keys.slice(0, 1)).says(zh).hears(inChinese);
    english().presses(keys.slice(0, 1)).says(en).hears(inEnglish);
  });

  test.each(ANSWERS)('%s ends at the team for it, at a message, at the main menu or at a goodbye', (keys, ...rest) => {
    const answer = () => english().presses(keys.slice(0, 1)).presses(keys.slice(1));
    answer().presses('1').isQueuedFor(rest[5]);
    answer().presses('2').isRecorded('voicemail');
    answer().presses('3').hears('Main menu.');
    answer().presses('4').hears('Thank you for calling OKPay.').isLetGo();
  });

  test('a caller who says nothing after an answer is asked once more, and let go with a goodbye', () => {
    chinese()
      .presses('1')
      .presses('1')
      .saysNothing()
      .hears('没有听到您的选择。', '人工，1。')
      .saysNothing()
      .hears('感谢致电 OKPay，再见。')
      .isLetGo();
  });

  test('a key that is not offered after an answer is asked once more', () => {
    english()
      .presses('1')
      .presses('1')
      .presses('5')
      .hears('not one of the choices', 'A person, 1.')
      .presses('3')
      .hears('Main menu.');
  });
});

describe('every sub-menu', () => {
  const QUEUES = [
    ['1', 'login'],
    ['2', 'payment-status'],
    ['3', 'cross-border'],
    ['4', 'complaints'],
    ['5', 'general'],
  ] as const;

  test.each(QUEUES)('after key %s, silence is asked again with more help and then led to %s', (key, queue) => {
    chinese()
      .presses(key)
      .saysNothing()
      .hears('没有听到您的选择。')
      .saysNothing()
      .hears('您可以在键盘上')
      .saysNothing()
      .isQueuedFor(queue);
    english()
      .presses(key)
      .saysNothing()
      .hears('I did not hear')
      .saysNothing()
      .hears('You can press')
      .saysNothing()
      .isQueuedFor(queue);
  });

  test.each(QUEUES)('after key %s, wrong keys are asked again with more help and then led to %s', (key, queue) => {
    chinese()
      .presses(key)
      .presses('5')
      .hears('没有这个选项。')
      .presses('5')
      .hears('需要人工，请按0。')
      .presses('5')
      .isQueuedFor(queue);
    english()
      .presses(key)
      .presses('5')
      .hears('not one of')
      .presses('5')
      .hears('For a person, press 0.')
      .presses('5')
      .isQueuedFor(queue);
  });

  test.each(QUEUES)('after key %s, hanging up ends the call', (key) => {
    english().presses(key).hangsUp().leaves({ type: 'call-ended', disposition: 'caller-hung-up' });
  });
});
