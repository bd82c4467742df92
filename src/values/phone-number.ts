import type { Brand } from './brand.ts';

/** A telephone number in full international form: `+`, a country code without leading zero, 7 to 15 digits in all. */
export type E164 = Brand<string, 'E164'>;

export const E164_PATTERN = /^\+[1-9]\d{6,14}$/;

export const isE164 = (text: string): text is E164 => E164_PATTERN.test(text);

/** A number as logs and pages may show it: the country's first digits and the last two, as `+861***00`. */
export function maskNumber(number: string): string {
  return number.length < 7 ? '***' : `${number.slice(0, 4)}***${number.slice(-2)}`;
}
