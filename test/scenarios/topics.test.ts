import { describe, test } from 'vitest';
import { callTo } from '../support/caller.ts';
import { type Language, pressEach, ring } from '../support/known-caller.ts';
import { CLOSED, HONG_KONG, OPEN } from '../support/moments.ts';

const chinese = () => callTo({ to: HONG_KONG, at: OPEN, language: 'zh-CN' });
const english = () => callTo({ to: HONG_KONG, at: OPEN, language: 'en' });

/** Keys at each menu, what may be said at the last one, words heard, the subject on the record, and the team for it. */
const ANSWERS = [
  [
    '112',
    '登录不了',
    'cannot sign in',
    '登录请使用注册时的邮箱和密码',
    'Sign in with the e-mail address',
    'sign-in',
    'login',
  ],
  ['121', '短信', 'by text', '被拦截的短信', 'Then look among blocked messages', 'code-not-received', 'login'],
  ['122', '邮箱', 'by e-mail', '再看看垃圾邮件', 'Then look among junk mail', 'code-not-received', 'login'],
  ['131', '怎样注册', 'open an account', '第三步，设置密码', 'Third, create a password', 'register', 'login'],
  ['23', '提高成功率', 'tips', '避开地铁、电梯', 'Before a large payment', 'tips', 'payment-status'],
  ['24', '换支付方式', 'pay another way', '选另一张卡', 'choose another card', 'change-method', 'payment-status'],
  ['33', '怎么汇款', 'send money', '选择跨境支付', 'choose a cross-border payment', 'how-to-send', 'cross-border'],
  ['43', '处理情况', 'my case', '投诉处理团队', 'how your complaint stands', 'my-case', 'complaints'],
  ['511', '怎么缴费', 'how to pay', '先添加账单信息', 'add the bill to your account', 'bills', 'general'],
  ['53', '账户安全', 'security', '加密传输', 'OKPay encrypts what you send', 'security', 'general'],
] as const;

const answered = (keys: string, language: Language = 'en') => pressEach(ring(language), keys);
/** At the menu whose choice the last of the keys is. */
const atMenuOf = (keys: string, language: Language) => pressEach(ring(language), keys.slice(0, -1));

describe('every answer', () => {
  test.each(ANSWERS)(
    '%s is spoken, noted, and followed by ways on',
    (keys, _zh, _en, inChinese, inEnglish, subject) => {
      answered(keys, 'zh-CN')
        .hears(inChinese, '需要人工，请按1。')
        .leaves({ type: 'tagged', key: 'subject', value: subject });
      answered(keys)
        .hears(inEnglish, 'For a person, press 1.')
        .leaves({ type: 'tagged', key: 'subject', value: subject });
      answered(keys, 'es').hears('Para una persona, oprima 1.');
    },
  );

  test.each(ANSWERS)('%s can be asked for in words', (keys, zh, en, inChinese, inEnglish) => {
    atMenuOf(keys, 'zh-CN').says(zh).hears(inChinese);
    atMenuOf(keys, 'en').says(en).hears(inEnglish);
  });

  test.each(ANSWERS)(
    '%s is there while nobody answers, with a callback instead of a person',
    (keys, _zh, _en, inChinese) => {
      pressEach(ring('zh-CN', CLOSED), keys)
        .hears(inChinese, '预约回电，请按1。')
        .doesNotHear(/需要人工，请按1/);
    },
  );

  test.each(ANSWERS)('%s ends at the team for it, at a message, at the main menu or at a goodbye', (keys, ...rest) => {
    answered(keys).presses('1').isQueuedFor(rest[5]);
    answered(keys).presses('2').isRecorded('voicemail');
    answered(keys).presses('3').hears('Main menu.');
    answered(keys).presses('4').hears('Thank you for calling OKPay.').isLetGo();
  });

  test('a caller who says nothing after an answer is asked once more, and let go with a goodbye', () => {
    answered('23', 'zh-CN')
      .saysNothing()
      .hears('没有听到您的选择。', '人工，1。')
      .saysNothing()
      .hears('感谢致电 OKPay，再见。')
      .isLetGo();
  });

  test('a key that is not offered after an answer is asked once more', () => {
    answered('23').presses('44').hears('not one of the choices', 'A person, 1.').presses('3').hears('Main menu.');
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
      .hears('Press a number')
      .saysNothing()
      .isQueuedFor(queue);
  });

  test.each(QUEUES)('after key %s, wrong keys are asked again with more help and then led to %s', (key, queue) => {
    chinese()
      .presses(key)
      .presses('55')
      .hears('没有这个选项。')
      .presses('55')
      .hears('需要人工，请按0。')
      .presses('55')
      .isQueuedFor(queue);
    english()
      .presses(key)
      .presses('55')
      .hears('not one of')
      .presses('55')
      .hears('For a person, press 0.')
      .presses('55')
      .isQueuedFor(queue);
  });

  test.each(QUEUES)('after key %s, hanging up ends the call', (key) => {
    english().presses(key).hangsUp().leaves({ type: 'call-ended', disposition: 'caller-hung-up' });
  });
});
