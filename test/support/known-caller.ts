import type { Value } from '../../src/values/typed-value.ts';
import { type Caller, callTo } from './caller.ts';
import { HONG_KONG, OPEN } from './moments.ts';

export type Language = 'zh-CN' | 'en' | 'es';

/** A mobile number of Hong Kong, which may be called back and texted. */
export const HONG_KONG_MOBILE = '+85291234567';

/** Someone in Hong Kong rings from their own mobile, and is at the main menu, whether people answer or not. */
export function ring(language: Language, at: string = OPEN): Caller {
  const caller = callTo({ from: HONG_KONG_MOBILE, to: HONG_KONG, at, language });
  return at === OPEN ? caller : caller.presses('1');
}

/** Presses one key after the other, each at a menu of its own. */
export const pressEach = (caller: Caller, keys: string): Caller => {
  for (const key of keys) caller.presses(key);
  return caller;
};

/** At the choice of how to be identified: by text message, or by e-mail where that is offered. */
export const proves = (caller: Caller, by: 'sms' | 'email' = 'sms'): Caller =>
  by === 'sms'
    ? caller.presses('1').isAnswered('sent-by-sms', { tail: '4567' }).presses('123456').isAnswered('verified-by-sms')
    : caller
        .presses('2')
        .isAnswered('sent-by-email', { initial: 'w' })
        .presses('123456')
        .isAnswered('verified-by-email');

/** Asks how a payment stands and is identified; the last payment is being looked up. */
export const asksForPayment = (language: Language, by: 'sms' | 'email' = 'sms', at?: string): Caller =>
  proves(pressEach(ring(language, at), '21'), by).asks('payments.recent', { place: 1 });

/** A payment as the back office tells of it, with what differs. */
export const payment = (differs: Readonly<Record<string, Value>> = {}): Readonly<Record<string, Value>> => ({
  reference: '79927398713',
  state: 'settled',
  amount: { minor: 12_850, currency: 'USD' },
  expected: '2026-11-27',
  merchant: 'Blue Teapot',
  date: '2026-11-20',
  instrument: 'credit',
  tail: '4242',
  ...differs,
});
