import { describe, expect, test } from 'vitest';
import { callTo, type Scene } from '../support/caller.ts';
import { CLOSED, HONG_KONG, OPEN } from '../support/moments.ts';

/** The number that says nothing about the region, rung by somebody whose own says nothing either. */
const ANYWHERE = '+18005550199';
const ring = (scene: Partial<Scene> = {}) => callTo({ to: HONG_KONG, from: '+85291234567', at: OPEN, ...scene });

describe('who is remembered', () => {
  test.each([
    ['zh-CN', '您好，这里是 OKPay。', 'For English, press 6.', 'Para español, oprima 6.', '登录和账户问题，请按1。'],
    ['en', 'Hello, this is OKPay.', '中文服务，请按6。', 'Para español, oprima 6.', 'For sign-in and account help'],
    ['es', 'Hola, le atiende OKPay.', '中文服务，请按6。', 'For English, press 6.', 'oprima 1'],
  ])('is greeted in %s and is in the main menu at once', (language, welcome, one, other, menu) => {
    const caller = ring({ remembered: { language, region: 'hk' } }).hears(welcome, one, other, menu);
    caller.doesNotHear(/press 2\. Para español, oprima 3/);
    expect(caller.call()).toMatchObject({ language, node: 'hotline/main-menu' });
  });

  test('is not asked for the region again', () => {
    const caller = ring({ to: ANYWHERE, from: '+12125550123', remembered: { language: 'en', region: 'us-east' } });
    caller.doesNotHear(/Where are you calling from/).hears('New York time');
    expect(caller.region()).toBe('us-east');
  });

  test('by language only is asked for the region, in that language', () => {
    const caller = ring({ to: ANYWHERE, from: '+12125550123', remembered: { language: 'zh-CN' } });
    caller.doesNotHear(/Where are you/);
    expect(caller.call().node).toMatch(/^region\//);
  });

  test('keeps the region of the number that is rung, wherever they were last', () => {
    expect(ring({ remembered: { language: 'en', region: 'mx' } }).region()).toBe('hk');
  });

  test.each(['6', '9'])('can leave the wrong language, from the main menu and after key %s', (key) => {
    const wrong = ring({ remembered: { language: 'es', region: 'hk' } });
    if (key === '9') wrong.presses('9');
    wrong.presses('6').hears('中文服务，请按1。', 'For English, press 2.').presses('2').hears('For sign-in');
    expect(wrong.call().language).toBe('en');
  });

  test.each([
    ['zh-CN', '英文'],
    ['zh-CN', 'English'],
    ['en', 'español'],
    ['en', 'Chinese please'],
    ['es', 'inglés'],
  ])('in %s can say %s', (language, words) => {
    ring({ remembered: { language, region: 'hk' } })
      .says(words)
      .hears('中文服务，请按1。', 'For English, press 2.');
  });

  test('hears that the team is closed, as anybody', () => {
    ring({ at: CLOSED, remembered: { language: 'en', region: 'hk' } }).hears('Our team is closed at the moment.');
  });
});

describe('who is not remembered', () => {
  test('hears what callers have always heard', () => {
    ring()
      .hears('您好，这里是 OKPay。', 'Hello, this is OKPay.', 'For English, press 2.')
      .presses('2')
      .hears('For sign-in');
  });

  test('is greeted in the language that the back office knows', () => {
    const caller = ring({ customer: { language: 'es', direct: false } }).hears('Hola, le atiende OKPay.', 'oprima 1');
    expect(caller.call()).toMatchObject({ language: 'es', node: 'hotline/main-menu' });
  });

  test('has the last word over the back office by what they chose before', () => {
    const scene = {
      remembered: { language: 'en', region: 'hk' },
      customer: { language: 'es', direct: false },
    } as const;
    expect(ring(scene).hears('Hello, this is OKPay.').call().language).toBe('en');
  });
});

describe('who needs a person', () => {
  test('goes straight to one while people answer, and the record tells', () => {
    ring({ customer: { language: 'zh-CN', direct: true } })
      .hears('您好，这里是 OKPay。', '为您跳过菜单。')
      .isQueuedFor('general')
      .leaves({ type: 'tagged', key: 'direct', value: 'yes' });
  });

  test('hears that the team is closed otherwise, and what can be done', () => {
    ring({ at: CLOSED, customer: { language: 'en', direct: true } })
      .hears('Our team is closed at the moment.', 'To leave a message, press 2.')
      .leaves({ type: 'tagged', key: 'direct' });
  });

  test('goes there in another language too', () => {
    const caller = ring({ customer: { language: 'zh-CN', direct: true } });
    caller.presses('6').presses('2').hears('We will skip the menu for you.').isQueuedFor('general');
  });
});

test('what is known of a caller does not outlast a language they choose themselves', () => {
  const caller = ring({ remembered: { language: 'es', region: 'hk' } })
    .presses('6')
    .presses('1');
  caller
    .leaves({ type: 'language-set', language: 'zh-CN' })
    .leaves({ type: 'service-asked', service: 'callers.remember' });
});
