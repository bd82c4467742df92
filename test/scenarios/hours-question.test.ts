import { describe, expect, test } from 'vitest';
import { createHoursOnDate } from '../../src/backoffice/hours-on-date.ts';
import { type Caller, callTo } from '../support/caller.ts';
import { type Language, pressEach, ring } from '../support/known-caller.ts';
import { ANYWHERE, CLOSED, HONG_KONG, OPEN } from '../support/moments.ts';
import { okpay } from '../support/okpay-release.ts';

const asking = (language: 'zh-CN' | 'en' | 'es' = 'en', at = OPEN) => {
  const caller = callTo({ to: HONG_KONG, at, language });
  return (at === CLOSED ? caller.presses('1') : caller).presses('5').presses('4');
};

/** Who can be texted has asked about a date. */
const texted = (language: Language, at = OPEN) => pressEach(ring(language, at), '54').presses('1201');

const OPEN_DAY = { date: '2026-12-01', from: '09:00', to: '18:00' };

describe('the hours of a date', () => {
  test('month and day are asked of the service for the region of the caller', () => {
    const caller = asking().hears('four digits, month first').presses('1201');
    expect(caller.requests()).toEqual([
      { type: 'service', service: 'hours.on-date', input: { date: '2026-12-01', region: 'hk' } },
    ]);
  });

  test('an open day is told with its hours', () => {
    asking('zh-CN')
      .presses('1201')
      .isAnswered('open', OPEN_DAY)
      .hears('十二月一日星期二，人工服务时间是上午九点到下午六点，当地时间。');
    asking('en')
      .presses('1201')
      .isAnswered('open', OPEN_DAY)
      .hears('On Tuesday, December first, our team answers from nine AM to six PM');
    asking('es').presses('1201').isAnswered('open', OPEN_DAY).hears('de las nueve de la mañana a las seis de la tarde');
  });

  test('a closed day is told with the name of the holiday, where it has one', () => {
    const christmas = { date: '2026-12-25', reason: 'Christmas Day' };
    asking().presses('1225').isAnswered('closed', christmas).hears('our team is off. Christmas Day');
    asking('zh-CN')
      .presses('1205')
      .isAnswered('closed', { date: '2026-12-05', reason: '' })
      .hears('十二月五日星期六，人工服务休息。');
  });

  test('a day whose hours nobody has set is not called open', () => {
    asking('zh-CN')
      .presses('0228')
      .isAnswered('unknown', { date: '2027-02-28' })
      .hears('二零二七年二月二十八日', '还没有确定');
    asking().presses('0228').isAnswered('unknown', { date: '2027-02-28' }).hears('are not set yet');
  });

  test('when it cannot be looked up, the caller is told so and goes on', () => {
    asking()
      .presses('1201')
      .isAnswered('unavailable')
      .hears('I cannot look up our hours', 'For anything else, press 1.');
  });

  test('it is answered while people do not answer as well', () => {
    asking('zh-CN', CLOSED).presses('1201').isAnswered('open', OPEN_DAY).hears('人工服务时间是');
  });

  test('one day after another can be asked for, as often as the caller likes', () => {
    const caller = asking();
    for (const date of ['1201', '1202', '1203', '1204', '1207']) {
      caller
        .presses(date)
        .isAnswered('open', OPEN_DAY)
        .hears('For another date, press 1.')
        .presses('1')
        .hears('four digits');
    }
  });

  test('whoever has heard enough is asked for anything else', () => {
    asking().presses('1201').isAnswered('open', OPEN_DAY).presses('3').hears('For anything else, press 1.');
    asking('zh-CN').presses('1201').isAnswered('open', OPEN_DAY).saysNothing().saysNothing().hears('还需要其他服务');
  });

  test('what was told of the last date can be had as a text message', () => {
    const CLOSED_DAY = { date: '2026-12-25', reason: 'Christmas Day' };
    const UNKNOWN_DAY = { date: '2027-02-28' };
    for (const at of [OPEN, CLOSED]) {
      texted('en', at)
        .isAnswered('open', OPEN_DAY)
        .hears('For another date, press 1. To get this as a text message, press 2.')
        .presses('2')
        .isTexted('text-head', 'date-open')
        .isAnswered('sent')
        .hears('The text message is on its way to your phone.', 'For anything else, press 1.');
    }
    texted('en').isAnswered('closed', CLOSED_DAY).presses('2').isTexted('text-head', 'date-closed');
    texted('en').isAnswered('unknown', UNKNOWN_DAY).presses('2').isTexted('text-head', 'date-unknown');
    const second = texted('en').isAnswered('open', OPEN_DAY).presses('1').presses('1201');
    second.isAnswered('closed', CLOSED_DAY).presses('2').isTexted('text-head', 'date-closed');
    texted('zh-CN')
      .isAnswered('closed', CLOSED_DAY)
      .hears('把结果发短信给您，请按2。')
      .says('发短信')
      .isAnswered('sent')
      .hears('短信已经发到您的手机。');
    texted('es').isAnswered('open', OPEN_DAY).hears('oprima 2').says('mensaje de texto').isAnswered('sent');
  });

  test('a text message that cannot be sent is told so', () => {
    texted('en').isAnswered('open', OPEN_DAY).presses('2').isAnswered('failed').hears('I could not send the text');
    texted('zh-CN').isAnswered('open', OPEN_DAY).presses('2').isAnswered('failed').hears('短信没有发送成功。');
  });

  test('a text message is not offered to who cannot have one', () => {
    asking()
      .presses('1201')
      .isAnswered('open', OPEN_DAY)
      .doesNotHear(/text message/)
      .presses('2')
      .hears('not one of the choices');
    asking('zh-CN')
      .presses('1201')
      .isAnswered('open', OPEN_DAY)
      .doesNotHear(/短信/)
      .says('发短信')
      .hears('没有这个选项');
  });

  test('the caller is told to end the date with a key, and so need not wait', () => {
    asking('zh-CN').hears('按井号键结束');
    asking('en').hears('press the hash or pound key');
    asking('es').hears('oprima la tecla numeral o almohadilla');
  });

  test('silence is told as a date that did not come, with an example, and then led to a person', () => {
    asking('zh-CN').saysNothing().hears('没有收到日期。').saysNothing().hears('请按零三零一。需要人工，请按0。');
    asking('en')
      .saysNothing()
      .hears('I did not get a date.', 'four digits')
      .saysNothing()
      .hears('enter 0 3 0 1. For a person, press 0.')
      .doesNotHear(/say what you need/)
      .saysNothing()
      .isQueuedFor('general');
    asking('es').saysNothing().hears('No recibí ninguna fecha.');
  });

  test('a date that does not exist is asked again, with more help, and then led to a person', () => {
    asking('zh-CN')
      .presses('0230')
      .hears('没有这个日期。', '请输入四位日期，先月后日，按井号键结束。')
      .presses('13')
      .hears('不满两位的前面加零')
      .presses('9999')
      .isQueuedFor('general');
    asking().presses('1301').hears('There is no such date.').presses('1201').isAnswered('open', OPEN_DAY);
  });

  test('the star clears what was keyed, and alone it repeats', () => {
    asking().presses('12*1201').isAnswered('open', OPEN_DAY);
    asking().presses('*').hears('four digits, month first');
  });

  test('whose region is not known yet is asked for it first', () => {
    const caller = callTo({ to: ANYWHERE, at: OPEN })
      .presses('9')
      .presses('5')
      .presses('4')
      .hears('Where are you calling from?');
    caller.presses('2').presses('1').hears('four digits').presses('1201');
    expect(caller.requests()).toMatchObject([{ input: { region: 'gb' } }]);
  });

  test('hanging up while a date is asked for ends the call', () => {
    asking().hangsUp().leaves({ type: 'call-ended', disposition: 'caller-hung-up' });
  });
});

const service = createHoursOnDate({ closures: () => [], overrides: () => [] });

/** Lets the hotline's own service answer what was asked. */
async function answered(caller: Caller): Promise<Caller> {
  const [request] = caller.requests();
  if (request?.type !== 'service') throw new Error('no service was asked');
  const { outcome, output } = await service.ask(request.input, {
    call: caller.call(),
    release: okpay,
    at: Date.parse(OPEN),
    idempotencyKey: 'one',
    signal: AbortSignal.timeout(1000),
  });
  return caller.isAnswered(outcome, output);
}

describe('the answers of the calendars', () => {
  test.each([
    ['1225', 'zh-CN', '十二月二十五日星期五，人工服务休息。圣诞节'],
    ['1225', 'en', 'On Friday, December twenty-fifth, our team is off. Christmas Day'],
    ['1225', 'es', 'El viernes veinticinco de diciembre no atendemos. Navidad'],
    ['1201', 'zh-CN', '人工服务时间是上午九点到下午六点'],
    ['1205', 'en', 'On Saturday, December fifth, our team is off.'],
  ] as const)('%s is answered in %s', async (digits, language, words) => {
    (await answered(asking(language).presses(digits))).hears(words);
  });

  test('a date beyond the calendar of mainland China is not called open', async () => {
    const caller = callTo({ to: '+861000000000', at: OPEN, language: 'zh-CN' })
      .presses('5')
      .presses('4')
      .presses('0301');
    (await answered(caller)).hears('二零二七年三月一日', '还没有确定');
  });
});
