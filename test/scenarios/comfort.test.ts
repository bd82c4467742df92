import { describe, expect, test } from 'vitest';
import { type Caller, callTo } from '../support/caller.ts';
import { HONG_KONG, OPEN } from '../support/moments.ts';

const chinese = () => callTo({ to: HONG_KONG, at: OPEN, language: 'zh-CN' });
const english = () => callTo({ to: HONG_KONG, at: OPEN, language: 'en' });

const silent = (caller: Caller, times: number): Caller =>
  times === 0 ? caller : silent(caller.saysNothing(), times - 1);

describe('who needs it slower', () => {
  test('presses 7 or says so, and hears the same again', () => {
    for (const slow of [chinese().presses('7'), chinese().says('请说慢一点')]) {
      slow.hears('登录和账户问题，请按1。').leaves({ type: 'pace-set', pace: 'slow' });
      expect(slow.call().pace).toBe('slow');
    }
    for (const slow of [english().presses('7'), english().says('could you speak slower please')]) {
      slow.hears('For sign-in and account help, press 1.').leaves({ type: 'pace-set', pace: 'slow' });
      expect(slow.presses('2').hears('To check a payment, press 1.').call().pace).toBe('slow');
    }
  });

  test('presses 7 once more, and it is as before', () => {
    expect(english().presses('7').presses('7').hears('For sign-in').call().pace).toBeUndefined();
  });

  test('presses 7 before a language is chosen', () => {
    const caller = callTo({ to: HONG_KONG, at: OPEN }).presses('7').hears('中文服务，请按1。', 'For English, press 2.');
    expect(caller.presses('2').hears('For sign-in').call().pace).toBe('slow');
  });
});

describe('who needs more time', () => {
  test('presses 8 or says so, is waited for in silence, and hears where they are', () => {
    for (const paused of [chinese().presses('8'), chinese().says('请等一下')]) {
      paused.hears('好的，我等您').saysNothing().presses('5').hears('登录和账户问题，请按1。');
    }
    for (const paused of [english().presses('8'), english().says('I need more time')]) {
      paused.hears('I will wait').saysNothing().says('hello').hears('For sign-in and account help, press 1.');
    }
  });

  test('is told where they are after two minutes, at no cost', () => {
    const back = silent(english().presses('8'), 4).hears('For sign-in and account help, press 1.');
    back.saysNothing().hears('I did not hear a choice.').saysNothing().saysNothing().isQueuedFor('general');
  });

  test('can still press nought for a person', () => {
    english().presses('8').presses('0').isQueuedFor('general');
    chinese().presses('8').says('人工').isQueuedFor('general');
  });

  test('may take it in the middle of an entry that is not begun', () => {
    chinese().presses('5').presses('4').presses('8').hears('好的，我等您').presses('1').hears('月');
  });
});

test('a rating-like date entry takes 7 and 8 within it as digits', () => {
  english()
    .presses('5')
    .presses('4')
    .presses('0807')
    .isAnswered('unknown', { date: '2026-08-07' })
    .hears('not set yet');
});

test('in line, 7 and 8 only tell the place again', () => {
  for (const key of ['7', '8']) english().presses('0').presses(key).hears('You are first in line.');
});

test('help after the second silence, and the second wrong answer, tells of both', () => {
  english()
    .saysNothing()
    .doesNotHear(/slower/)
    .saysNothing()
    .hears('For slower speech, press 7. More time, 8.');
  english()
    .says('cheese')
    .doesNotHear(/slower/)
    .says('cheese')
    .hears('For slower speech, press 7. For more time, press 8.');
  chinese().saysNothing().saysNothing().hears('慢一点，请按7。多等等，按8。');
  callTo({ to: HONG_KONG, at: OPEN, language: 'es' })
    .saysNothing()
    .saysNothing()
    .hears('Para oír más despacio, oprima 7. Más tiempo, 8.');
});
