import { describe, expect, test } from 'vitest';
import { callTo } from '../../support/caller.ts';
import { HONG_KONG_MOBILE, type Language, pressEach, ring } from '../../support/known-caller.ts';
import { ANYWHERE, CLOSED, HONG_KONG, OPEN } from '../../support/moments.ts';

const QUOTE = {
  fee: { minor: 750, currency: 'HKD' },
  total: { minor: 100_750, currency: 'HKD' },
  rate: '0.9123',
  receives: { minor: 91_230, currency: 'CNY' },
  arrivesFrom: '2026-11-25',
  arrivesTo: '2026-11-27',
  onOneDay: false,
  pastCutOff: false,
  goesOut: '2026-11-24',
};

/** On the way to the amount: to mainland China. */
const toChina = (language: Language = 'en', at?: string) => pressEach(ring(language, at), '31' + '11');
const asks = (language: Language = 'en', at?: string) =>
  toChina(language, at).presses('1000').presses('1').asks('transfers.quote');
const quoted = (language: Language = 'en', differs = {}, at?: string) =>
  asks(language, at).isAnswered('quoted', { ...QUOTE, ...differs });

describe('where the money goes', () => {
  test.each([
    ['11', 'cn'],
    ['12', 'hk'],
    ['13', 'sg'],
    ['14', 'jp'],
    ['21', 'gb'],
    ['22', 'de'],
    ['23', 'es'],
    ['31', 'us'],
    ['32', 'mx'],
    ['33', 'br'],
    ['4', 'ng'],
  ])('keys %s mean %s', (keys, to) => {
    pressEach(pressEach(ring('en'), '31'), keys)
      .presses('100')
      .presses('1')
      .asks('transfers.quote', { to });
  });

  test.each(['5', '15', '24', '34'])('keys %s mean another country, which is not estimated', (keys) => {
    pressEach(pressEach(ring('en'), '31'), keys).hears(
      'For other countries I cannot work it out.',
      'For a person, press 1.',
    );
    pressEach(pressEach(ring('zh-CN'), '31'), keys).hears('其他国家的费用这里算不出来');
  });

  test('is told before an amount is keyed in vain', () => {
    const toNigeria = (language: Language) =>
      pressEach(callTo({ to: HONG_KONG, at: OPEN, language, asksCorridors: true }), '31' + '4').asks(
        'transfers.corridor',
        {
          to: 'ng',
        },
      );
    toNigeria('en')
      .isAnswered('not-served')
      .hears('nothing can be sent there from your region', 'For a person, press 1.')
      .doesNotHear(/amount/);
    toNigeria('zh-CN').isAnswered('not-served').hears('不能汇到那里');
    toNigeria('es').isAnswered('not-served').hears('Para una persona, oprima 1.');
    toNigeria('en').isAnswered('served').hears('Please enter the amount');
    toNigeria('en').isAnswered('unavailable').hears('Please enter the amount');
  });

  test('can be said', () => {
    pressEach(ring('en'), '31').says('the americas').says('united states').hears('Please enter the amount');
    pressEach(ring('zh-CN'), '31').says('亚洲').says('日本').hears('请输入金额');
    pressEach(ring('es'), '31').says('europa').says('alemania').hears('Escriba el importe');
  });
});

describe('the amount', () => {
  test('is in the currency of the caller’s region, with the star as decimal point, and read back', () => {
    toChina()
      .hears('Please enter the amount in Hong Kong dollars', 'For the decimal point, press star.')
      .presses('128*5')
      .hears('one hundred twenty-eight Hong Kong dollars', 'to mainland China', 'If that is right, press 1.')
      .presses('1')
      .asks('transfers.quote', { to: 'cn', amount: { minor: 12_850, currency: 'HKD' } });
    toChina('zh-CN')
      .hears('以港元为单位', '小数点请按星号键')
      .presses('1000')
      .hears('汇一千港元到中国大陆。正确，请按1。');
  });

  test.each([
    ['+442079460100', 'pounds', 'GBP', 10_000],
    ['+81300000000', 'yen', 'JPY', 100],
    ['+12125550100', 'US dollars', 'USD', 10_000],
    ['+551100000000', 'Brazilian reais', 'BRL', 10_000],
  ])('on the line %s is in %s', (to, name, currency, minor) => {
    const caller = callTo({ from: HONG_KONG_MOBILE, to, at: OPEN, language: 'en' }).presses('9');
    pressEach(caller, '31' + '11')
      .hears(name)
      .presses('100')
      .presses('1')
      .asks('transfers.quote', { amount: { minor, currency } });
  });

  test('of every region is asked for in words of its own', () => {
    const heard = [
      '+861000000000',
      HONG_KONG,
      '+6500000000',
      '+81300000000',
      '+442079460100',
      '+493023125100',
      '+12125550100',
      '+525500000000',
      '+551100000000',
      '+234100000000',
    ].map((to) => pressEach(callTo({ to, at: OPEN, language: 'zh-CN' }).presses('9'), '31' + '4').heard());
    expect(new Set(heard).size).toBe(heard.length);
    for (const words of heard) expect(words).not.toContain('当地货币');
  });

  test('in a currency without decimals is asked for without a decimal point', () => {
    const asked = (to: string) => pressEach(callTo({ to, at: OPEN, language: 'en' }).presses('9'), '31' + '4');
    asked('+81300000000')
      .hears('the amount in yen')
      .doesNotHear(/decimal/);
    asked('+234100000000').hears('the amount in naira', 'For the decimal point, press star.');
  });

  test('may be as high as small units make it, and what is too much for the country is told', () => {
    const caller = callTo({ to: '+234100000000', at: OPEN, language: 'en' }).presses('9');
    pressEach(caller, '31' + '4')
      .presses('1500000')
      .hears('one million five hundred thousand naira')
      .presses('1')
      .asks('transfers.quote', { amount: { minor: 150_000_000, currency: 'NGN' } });
  });

  test('asks for the region where it is not known', () => {
    const caller = callTo({ to: ANYWHERE, at: OPEN }).presses('9');
    pressEach(caller, '31').hears('Where are you calling from?').presses('4').hears('Where do you want to send money?');
  });

  test.each(['1*2*3', '0*00', '10*005', '1000000001', '1000000000000', '*50'])('%s is none', (keyed) => {
    toChina().presses(keyed).hears('I cannot take that amount.', 'with star as the decimal point');
  });

  test('may be corrected', () => {
    toChina()
      .presses('1000')
      .presses('2')
      .hears('with star as the decimal point')
      .presses('2000')
      .hears('two thousand Hong Kong dollars');
  });

  test('that never comes leads to a person', () => {
    toChina()
      .saysNothing()
      .hears('I did not get an amount.')
      .presses('0*0')
      .hears('I cannot take')
      .saysNothing()
      .isQueuedFor('cross-border');
  });
});

describe('a quote', () => {
  test('tells fee, total, rate, what arrives and when, and that it is an estimate', () => {
    quoted().hears(
      'Sending one thousand Hong Kong dollars to mainland China costs a fee of seven Hong Kong dollars and fifty cents.',
      'You pay one thousand seven Hong Kong dollars and fifty cents in all.',
      'At a rate of zero point nine one two three, nine hundred twelve point three yuan arrives',
      'on Wednesday, November twenty-fifth at the earliest and on Friday, November twenty-seventh at the latest',
      'This is an estimate.',
    );
    quoted('zh-CN').hears('手续费是七点五港元', '一共付一千零七点五港元', '九百一十二元三角', '以上是估算');
    quoted('es').hears('Es una estimación.');
    quoted('en', {}, CLOSED).hears('This is an estimate.');
  });

  test('without a fee says so, and names no amount of nothing', () => {
    const free = { fee: { minor: 0, currency: 'HKD' }, total: { minor: 100_000, currency: 'HKD' } };
    quoted('en', free)
      .hears('to mainland China is without a fee. You pay one thousand Hong Kong dollars in all.')
      .doesNotHear(/zero (Hong Kong )?dollars/);
    quoted('zh-CN', free)
      .hears('到中国大陆，不收手续费，一共付一千港元。')
      .doesNotHear(/零港元/);
    quoted('es', free)
      .hears('no tiene comisión. En total paga mil dólares de Hong Kong.')
      .doesNotHear(/cero dólares/);
  });

  test('past the last hour tells the day it would go out', () => {
    const late = { pastCutOff: true, goesOut: '2026-11-25' };
    quoted('en', late).hears(
      'too late for today; it would go out on Wednesday, November twenty-fifth.',
      'This is an estimate.',
    );
    quoted('zh-CN', late).hears('今天的办理时间已过，要到十一月二十五日');
    quoted().doesNotHear(/too late/);
  });

  test('that arrives on a day that is known names it once', () => {
    const sameDay = { arrivesTo: '2026-11-25', onOneDay: true };
    quoted('en', sameDay)
      .hears('arrives, on Wednesday, November twenty-fifth.')
      .doesNotHear(/at the (earliest|latest)/);
    quoted('zh-CN', sameDay)
      .hears('十一月二十五日星期三到账')
      .doesNotHear(/最早|最晚/);
    quoted('es', sameDay)
      .hears('el miércoles veinticinco de noviembre')
      .doesNotHear(/no antes del|ni después/);
  });

  test('goes on with another amount, another country, a text message, or nothing', () => {
    quoted()
      .presses('1')
      .hears('with star as the decimal point')
      .presses('50')
      .presses('1')
      .asks('transfers.quote', { to: 'cn' });
    quoted().presses('2').hears('Where do you want to send money?');
    quoted()
      .presses('3')
      .isTexted('text-head', 'quote-cost', 'quote-arrival', 'quote-estimate')
      .isAnswered('sent')
      .hears('on its way to your phone');
    quoted('zh-CN').presses('4').hears('还需要其他服务');
  });

  test('of too little or too much tells the bound, and asks again', () => {
    asks()
      .isAnswered('too-little', { min: { minor: 100_000, currency: 'HKD' } })
      .hears('The least that can be sent there is one thousand Hong Kong dollars.', 'the amount');
    asks('zh-CN')
      .isAnswered('too-much', { max: { minor: 5_000_000, currency: 'HKD' } })
      .hears('最多可以汇五万港元', '请输入金额');
    asks()
      .isAnswered('too-much', { max: { minor: 5_000_000, currency: 'HKD' } })
      .presses('100')
      .presses('1')
      .asks('transfers.quote');
  });

  test('that cannot be had is told so, with general help or a person', () => {
    asks().isAnswered('not-served').hears('nothing can be sent there from your region', 'For a person, press 1.');
    asks('zh-CN').isAnswered('not-served').hears('不能汇到那里');
    asks().isAnswered('unavailable').hears('I cannot work it out at the moment', 'Fees and arrival times depend');
    asks('zh-CN').isAnswered('unavailable').hears('现在算不了', '以付款前的确认页面为准');
  });
});
