import { describe, expect, test } from 'vitest';
import { callTo } from '../support/caller.ts';
import { ANYWHERE, HONG_KONG, OPEN } from '../support/moments.ts';
import { okpay } from '../support/okpay-release.ts';

const ring = (scene: { readonly from?: string; readonly to?: string } = {}) =>
  callTo({ to: HONG_KONG, at: OPEN, ...scene });

describe('the welcome', () => {
  test('each language is offered in its own words', () => {
    ring().hears(
      '您好，这里是 OKPay。',
      'Hello, this is OKPay.',
      '中文服务，请按1。',
      'For English, press 2.',
      'Para español, oprima 3.',
    );
  });

  test.each([
    ['1', '我们不会向您索要密码或完整卡号。', '登录和账户问题，请按1。'],
    ['2', 'We will never ask for your password or your full card number.', 'For sign-in and account help, press 1.'],
    ['3', 'Nunca le pediremos su contraseña', 'Para acceso y ayuda con su cuenta, oprima 1.'],
  ])('key %s goes on in that language, with the safety line said once', (key, safety, menu) => {
    ring().presses(key).hears(safety, menu).presses('9').doesNotHear(new RegExp(safety));
  });

  test('whoever says nothing is asked again, in each of two languages, and then led to a person', () => {
    ring()
      .saysNothing()
      .hears('请选择语言。', '中文服务，请按1。', 'For English, press 2.')
      .saysNothing()
      .hears('Please choose a language.', 'Para español, oprima 3.')
      .saysNothing()
      .isQueuedFor('general')
      .leaves({ type: 'exhausted', node: 'hotline/language' });
  });

  test('a key that is not offered is asked again and can then be put right', () => {
    ring().presses('5').hears('请选择语言。').presses('2').hears('For sign-in');
  });

  test('the star says the welcome and the languages again', () => {
    ring().presses('*').hears('Hello, this is OKPay.', '中文服务，请按1。');
  });

  test('a person can be had before any language is chosen', () => {
    ring().presses('0').isQueuedFor('general');
  });

  test('a caller who hangs up during the welcome is on the record, and nothing more is said', () => {
    const caller = ring().hangsUp().leaves({ type: 'call-ended', disposition: 'caller-hung-up' });
    expect(caller.heard()).toBe('');
  });
});

describe('the region', () => {
  test.each([
    ['the number dialled before the caller’s own', { from: '+34600000000', to: HONG_KONG }, 'hk'],
    ['a Spanish number', { from: '+34600000000', to: ANYWHERE }, 'es'],
    ['a Nigerian number', { from: '+2348000000000', to: ANYWHERE }, 'ng'],
    ['a Chinese number', { from: '+8613000000000', to: ANYWHERE }, 'cn'],
  ])('comes from %s, without a question', (_from, scene, region) => {
    const caller = ring(scene)
      .presses('2')
      .hears('We will never ask')
      .doesNotHear(/Where are you/);
    expect(caller.region()).toBe(region);
  });

  const asked = [
    ['11', 'cn'],
    ['12', 'hk'],
    ['13', 'sg'],
    ['14', 'jp'],
    ['21', 'gb'],
    ['22', 'de'],
    ['23', 'es'],
    ['31', 'us-east'],
    ['32', 'us-west'],
    ['33', 'mx'],
    ['34', 'br'],
    ['4', 'ng'],
  ] as const;

  test.each(asked)('keys %s at the two menus mean %s', (keys, region) => {
    const caller = ring({ to: ANYWHERE }).presses('2').hears('Where are you calling from?');
    for (const key of keys) caller.presses(key);
    caller.hears('We will never ask').leaves({ type: 'region-set', region });
  });

  test.each(['5', '15', '24', '35'])('keys %s mean another place, where the default region counts', (keys) => {
    const caller = ring({ from: '+33123456789', to: ANYWHERE }).presses('2');
    for (const key of keys) caller.presses(key);
    caller.hears(/We will never ask/);
    expect(caller.region()).toBe(okpay.defaultRegion);
  });

  test('another place can be said', () => {
    expect(ring({ to: ANYWHERE }).presses('1').says('其他国家').region()).toBe(okpay.defaultRegion);
    expect(ring({ to: ANYWHERE }).presses('2').says('another country').region()).toBe(okpay.defaultRegion);
    expect(ring({ to: ANYWHERE }).presses('3').says('otro país').region()).toBe(okpay.defaultRegion);
  });

  test('every region of the configuration can be chosen', () => {
    expect(asked.map(([, region]) => region).toSorted()).toEqual(Object.keys(okpay.regions).toSorted());
  });

  test('a North American number is asked, because its code tells no zone', () => {
    ring({ from: '+12125550123', to: ANYWHERE }).presses('2').hears('Where are you calling from?');
  });

  test('it can be said', () => {
    const caller = ring({ to: ANYWHERE })
      .presses('1')
      .hears('请选择您所在的地区')
      .says('亚洲')
      .hears('中国大陆，请按1')
      .says('新加坡');
    expect(caller.region()).toBe('sg');
  });

  test('silence takes the default region of the configuration, and the call goes on', () => {
    const caller = ring({ to: ANYWHERE }).presses('2').saysNothing().hears('I did not hear a choice.').saysNothing();
    caller.hears(/We will never ask|Our team is closed/);
    expect(caller.region()).toBe(okpay.defaultRegion);
  });

  test.each(['1', '2', '3'])('silence at the second menu, reached by key %s, takes it as well', (key) => {
    const caller = ring({ to: ANYWHERE })
      .presses('2')
      .presses(key)
      .presses('66')
      .hears('not one of the choices')
      .saysNothing();
    expect(caller.region()).toBe(okpay.defaultRegion);
  });
});
