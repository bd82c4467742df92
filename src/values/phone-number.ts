import type { Brand } from './brand.ts';

/** A telephone number in full international form: `+`, a country code without leading zero, 7 to 15 digits in all. */
export type E164 = Brand<string, 'E164'>;

export const E164_PATTERN = /^\+[1-9]\d{6,14}$/;

export const isE164 = (text: string): text is E164 => E164_PATTERN.test(text);

/** A number as logs and pages may show it: the country's first digits and the last two, as `+861***00`. */
export function maskNumber(number: string): string {
  return number.length < 7 ? '***' : `${number.slice(0, 4)}***${number.slice(-2)}`;
}

/** Country codes of one and of two digits, by ITU-T E.164; all others have three. */
const SHORT_COUNTRY_CODE = /^\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;
const COUNTRY_CODE = /^\+\d{0,3}/;
const SHOWN_DIGITS = 4;
/** Of a short number fewer of the last digits are shown, so that it cannot be told. */
const HIDDEN_DIGITS = 4;

/**
 * A number as those see it who look through calls: the country and the last four digits, as `+44••••••0123`. With them
 * a call is found again, and nobody is rung.
 */
export function showTail(number: string): string {
  const [country = ''] = SHORT_COUNTRY_CODE.exec(number) ?? COUNTRY_CODE.exec(number) ?? [];
  const rest = number.slice(country.length);
  const shown = Math.max(0, Math.min(SHOWN_DIGITS, rest.length - HIDDEN_DIGITS));
  return `${country}${'•'.repeat(rest.length - shown)}${rest.slice(rest.length - shown)}`;
}
