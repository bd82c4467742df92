import { describe, test } from 'vitest';
import { type Language, pressEach, proves, ring } from '../../support/known-caller.ts';
import { CLOSED } from '../../support/moments.ts';

const BILL = {
  bills: 2,
  kind: 'water',
  provider: 'City Water',
  amount: { minor: 8_000, currency: 'USD' },
  date: '2026-12-01',
};

describe('the next bill', () => {
  const asks = (language: Language = 'en', at?: string) =>
    proves(pressEach(ring(language, at), '512')).asks('bills.due');
  const due = (language: Language = 'en', differs = {}, at?: string) =>
    asks(language, at).isAnswered('due', { ...BILL, ...differs });

  test('is told to who is known by a text message', () => {
    due().hears(
      'You have two bills to pay. The next is for water, from City Water, eighty dollars, by Tuesday, December first.',
    );
    due('en', { bills: 1, kind: 'internet' }).hears('You have one bill to pay. It is for internet');
    due('zh-CN', { kind: 'electricity' }).hears('您有两张账单要付。', '电费', '八十美元', '十二月一日');
    due('zh-CN', { bills: 1 }).hears('您有一张账单要付，是水费');
    due('es', { bills: 1 }).hears('Tiene una factura por pagar. Es de agua');
    due('es').hears('Tiene dos facturas por pagar. La próxima es de agua');
    due('en', {}, CLOSED).hears('You have two bills');
  });

  test('may be none', () => {
    asks().isAnswered('none').hears('You have no bill to pay', 'For anything else');
    asks('zh-CN').isAnswered('none').hears('没有要付的账单');
  });

  test('that cannot be looked up is for a person', () => {
    asks().isAnswered('unavailable').hears('I cannot look that up').isQueuedFor('general');
  });

  test('goes on with how to pay, a text message, or nothing', () => {
    due().presses('1').hears('Sign in and add the bill to your account', 'For a person, press 1.');
    due().presses('2').isTexted('text-head', 'next-bill').isAnswered('sent').hears('on its way to your phone');
    due('zh-CN').presses('3').hears('还需要其他服务');
  });

  test('after an e-mail wants the text message', () => {
    const byMail = proves(pressEach(ring('en'), '132'), 'email')
      .isAnswered('open')
      .presses('3');
    pressEach(byMail, '512').hears('by a code in a text message').doesNotHear(/mail/);
  });
});

describe('offers', () => {
  const offer = (kind: string) => ({ kind, terms: 'On transfers to Spain.', until: '2026-12-31' });
  const asks = (language: Language = 'en', at?: string) =>
    pressEach(ring(language, at), '52').asks('promotions.current', { place: 1 });

  /** The first is told, and a second one is there. */
  const first = (kind: string, language: Language = 'en', at?: string) =>
    asks(language, at).isAnswered('found', offer(kind)).asks('promotions.current', { place: 2 });

  test('are told one after the other, up to three', () => {
    first('fee-waiver')
      .isAnswered('found', offer('cash-back'))
      .hears(
        'A saving on fees, until Thursday, December thirty-first. On transfers to Spain.',
        'For the next offer, press 1.',
      )
      .presses('1')
      .asks('promotions.current', { place: 2 })
      .isAnswered('found', offer('cash-back'))
      .asks('promotions.current', { place: 3 })
      .isAnswered('found', offer('cash-back'))
      .hears('Cash back')
      .presses('1')
      .asks('promotions.current', { place: 3 })
      .isAnswered('found', offer('cash-back'))
      .doesNotHear(/next offer/)
      .presses('1')
      .hears('not one of the choices');
    first('fee-waiver', 'zh-CN').isAnswered('found', offer('cash-back')).hears('手续费优惠', '下一个优惠，请按1。');
    first('cash-back', 'es', CLOSED).isAnswered('none').hears('Devolución de dinero');
  });

  test.each(['none', 'unavailable'])('a next one that is %s is not promised', (outcome) => {
    first('cash-back')
      .isAnswered(outcome)
      .hears('Cash back')
      .doesNotHear(/next offer/)
      .presses('1')
      .hears('not one of the choices');
  });

  test('may be none, or no more', () => {
    asks().isAnswered('none').hears('There are no offers in your region today.');
    first('cash-back', 'zh-CN')
      .isAnswered('found', offer('cash-back'))
      .presses('1')
      .isAnswered('none')
      .hears('没有更多的优惠');
  });

  test('that cannot be had are on the website', () => {
    asks().isAnswered('unavailable').hears('Offers differ by region and season.', 'For a person, press 1.');
  });

  test('can be had as a text message, or left', () => {
    first('cash-back').isAnswered('none').presses('2').isTexted('text-head', 'offer-terms').isAnswered('sent');
    first('cash-back', 'zh-CN').isAnswered('none').says('不用了').hears('还需要其他服务');
  });

  test('are told to nobody who did not ask', () => {
    ring('en')
      .doesNotHear(/until|Cash back/)
      .presses('0')
      .waits(2, 60)
      .doesNotHear(/offer|cash/i);
  });
});

test('security is told without a promise that nothing can happen', () => {
  pressEach(ring('en'), '53')
    .hears('encrypts what you send', 'a one-time code besides your password', 'audited and scanned')
    .doesNotHear(/guarantee|always safe|completely|100/i);
  pressEach(ring('zh-CN'), '53')
    .hears('加密传输', '动态验证码', '安全审计和漏洞扫描')
    .doesNotHear(/保证|绝对|百分之百/);
  pressEach(ring('es'), '53').doesNotHear(/garantiz|totalmente/i);
});
