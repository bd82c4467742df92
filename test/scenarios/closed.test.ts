import { describe, expect, test } from 'vitest';
import { callTo } from '../support/caller.ts';
import { CLOSED, HOLIDAY, HONG_KONG, MAINTENANCE, OPEN } from '../support/moments.ts';

const evening = (language: 'zh-CN' | 'en' | 'es' = 'en') =>
  callTo({ from: '+85291234567', to: HONG_KONG, at: CLOSED, language });

describe('when people do not answer', () => {
  test('the caller is told so at once, with the next opening in the time of the city', () => {
    evening('zh-CN').hears('现在是人工服务的休息时间。', '下次开放时间是明天上午九点，香港时间。', '自助服务，请按1。');
    evening('en').hears('Our team is closed at the moment.', 'We open again tomorrow at nine AM, Hong Kong time.');
    evening('es').hears(
      'Nuestro equipo no atiende',
      'Volvemos a atender mañana a las nueve de la mañana, hora de Hong Kong.',
    );
  });

  test.each([
    ['08:59:59', /closed at the moment/],
    ['09:00:00', /For sign-in and account help/],
    ['17:59:59', /For sign-in and account help/],
    ['18:00:00', /closed at the moment/],
  ])('at %s on a working day the caller hears %s', (time, words) => {
    callTo({ to: HONG_KONG, at: `2026-11-24T${time}+08:00`, language: 'en' }).hears(words);
  });

  test('one instant is open in one region and closed in another', () => {
    callTo({ to: '+442079460100', at: OPEN, language: 'en' }).hears('closed at the moment', 'London time');
    callTo({ to: HONG_KONG, at: OPEN, language: 'en' }).hears('For sign-in');
  });

  test('a make-up working day on a Saturday is open in mainland China, and closed in Hong Kong', () => {
    const at = '2026-10-10T10:00:00+08:00';
    callTo({ to: '+861000000000', at, language: 'zh-CN' }).hears('登录和账户问题');
    callTo({ to: HONG_KONG, at, language: 'zh-CN' }).hears('现在是人工服务的休息时间。');
  });

  test('a holiday is called by its name', () => {
    callTo({ to: HONG_KONG, at: HOLIDAY, language: 'zh-CN' }).hears(
      '今天国庆节放假，人工服务休息。',
      '明天上午九点，香港时间',
    );
    callTo({ to: HONG_KONG, at: HOLIDAY, language: 'en' }).hears(
      'Our team is off today for National Day.',
      'tomorrow at nine AM',
    );
    callTo({ to: HONG_KONG, at: HOLIDAY, language: 'es' }).hears(
      'Hoy es festivo, Día Nacional, y nuestro equipo descansa.',
    );
  });

  test('maintenance in working hours is told with its reason and its end', () => {
    const message = { en: 'maintenance work', 'zh-CN': '系统维护' };
    const scene = { to: HONG_KONG, at: OPEN, closures: [{ ...MAINTENANCE, message }] };
    callTo({ ...scene, language: 'zh-CN' })
      .hears('人工服务临时暂停，原因是系统维护', '今天下午三点，香港时间')
      .doesNotHear(/maintenance/);
    callTo({ ...scene, language: 'en' }).hears(
      'our team cannot take calls for the time being: maintenance work.',
      'today at three PM',
    );
  });

  test('an override opens a holiday', () => {
    const override = {
      ...MAINTENANCE,
      from: Date.parse(HOLIDAY) - 3_600_000,
      until: Date.parse(HOLIDAY) + 3_600_000,
      reason: 'launch-day',
      state: 'open' as const,
    };
    callTo({ to: HONG_KONG, at: HOLIDAY, overrides: [override], language: 'en' }).hears('For sign-in');
  });

  test('no opening is promised where the holidays ahead are not known yet', () => {
    callTo({ to: '+861000000000', at: '2026-12-31T20:00:00+08:00', language: 'zh-CN' })
      .hears('现在是人工服务的休息时间。', '自助服务，请按1。')
      .doesNotHear(/下次开放/);
  });
});

describe('the choices while closed', () => {
  const CHOICES = [
    ['1', '自助', 'automated help', '登录和账户问题，请按1。', 'For sign-in and account help'],
    ['2', '留言', 'leave a message', '请在提示音后留言', 'After the tone, leave your name'],
    ['3', '回电', 'call me back', '尾号是四五六七', 'ending four five six seven'],
    ['4', '投诉', 'complaint', '您希望的处理结果', 'what you would like us to do'],
    ['5', '盗刷', 'fraud', '请银行停用这张卡', 'have it blocked'],
  ] as const;

  test.each(CHOICES)('key %s does what it says', (key, _zh, _en, inChinese, inEnglish) => {
    expect(evening('zh-CN').presses(key).heard().replaceAll(' ', '')).toContain(inChinese);
    expect(evening('en').presses(key).heard().replaceAll(/ +/g, ' ')).toContain(inEnglish);
  });

  test.each(CHOICES)('what stands on key %s can be said', (_key, zh, en, inChinese, inEnglish) => {
    expect(evening('zh-CN').says(zh).heard().replaceAll(' ', '')).toContain(inChinese);
    expect(evening('en').says(en).heard().replaceAll(/ +/g, ' ')).toContain(inEnglish);
  });

  test('every spoken answer is there day and night', () => {
    evening('zh-CN').presses('1').presses('2').presses('2').presses('2').hears('卡号、有效期和安全码');
  });

  test('after an answer no person is offered, but a call back on the same key', () => {
    const answered = (language: 'zh-CN' | 'en' | 'es') => evening(language).presses('1').presses('3').presses('3');
    answered('zh-CN')
      .hears('预约回电，请按1。留言，请按2。')
      .doesNotHear(/需要人工，请按1/);
    answered('en')
      .doesNotHear(/For a person/)
      .presses('1')
      .hears('ending four five six seven');
    answered('en').saysNothing().hears('A callback, 1.').presses('2').isRecorded('voicemail');
    answered('es').hears('Para que le llamemos, oprima 1.').presses('3').hears('Menú principal.');
    answered('en').presses('4').hears('Thank you for calling OKPay.').isLetGo();
  });

  test('a holiday of many days is named on each of them', () => {
    const at = '2026-02-22T10:00:00+08:00';
    callTo({ to: '+861000000000', at, language: 'zh-CN' }).hears('今天春节放假，人工服务休息。');
    callTo({ to: '+861000000000', at, language: 'en' }).hears('Our team is off today for Spring Festival.');
  });

  test('asking for a person says again that nobody answers, and offers the rest', () => {
    evening('en').presses('0').hears('Our team is closed', 'Automated help, 1.').presses('2').isRecorded('voicemail');
    evening('zh-CN').presses('1').presses('3').presses('3').presses('0').hears('现在是人工服务的休息时间。');
  });

  test('silence is asked again, then may leave a message, and then hears goodbye', () => {
    evening('zh-CN')
      .saysNothing()
      .hears('没有听到您的选择。', '自助，1。')
      .saysNothing()
      .saysNothing()
      .isRecorded('voicemail')
      .saysNothing()
      .hears('没有录到声音。')
      .saysNothing()
      .hears('还需要其他服务')
      .saysNothing()
      .saysNothing()
      .hears('感谢致电 OKPay，再见。')
      .isLetGo();
  });

  test('a key that is not offered is asked again', () => {
    evening()
      .presses('66')
      .hears('That is not one of the choices.', 'Automated help, 1.')
      .presses('4')
      .isRecorded('complaint');
  });

  test('hanging up there ends the call', () => {
    evening().hangsUp().leaves({ type: 'call-ended', disposition: 'caller-hung-up' });
  });
});
