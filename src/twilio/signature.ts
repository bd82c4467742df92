import { createHmac, timingSafeEqual } from 'node:crypto';

/** Base64 of a SHA-1 is always so long. */
const SIGNATURE_LENGTH = 28;

/**
 * Whether Twilio signed a webhook: HMAC-SHA1 of the address with every parameter behind it, sorted by name, under one of
 * the account's tokens. While a token is changed there are two.
 *
 * `url` is the address that Twilio was given, without fragment; `signedText` what `toSignedText` makes of the form. A
 * signature that is missing or of another length costs nothing; a forged one an HMAC a token.
 *
 * @see https://www.twilio.com/docs/usage/security
 */
export function isSignedByTwilio(
  { url, signedText, signature }: SignedRequest,
  authTokens: readonly string[],
): boolean {
  if (!mayBeSignature(signature)) return false;
  const given = Buffer.from(signature);
  if (given.length !== SIGNATURE_LENGTH) return false;
  const text = url + signedText;
  return authTokens.some((token) => timingSafeEqual(Buffer.from(sign(text, token)), given));
}

/** Whether a header has the length of a signature: what has not costs nothing. */
export const mayBeSignature = (header: string | undefined): header is string => header?.length === SIGNATURE_LENGTH;

export interface SignedRequest {
  readonly url: string;
  /** Empty where there was no form. */
  readonly signedText: string;
  readonly signature: string | undefined;
}

/** Form parameters by name; a repeated name has an array. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

const sign = (text: string, token: string): string => createHmac('sha1', token).update(text, 'utf8').digest('base64');

/** Names and values in a row, as Twilio signs them behind the address: sorted by name, repeated names included. */
export function toSignedText(parameters: Parameters): string {
  let text = '';
  for (const name of namesInOrder(parameters)) {
    const value = parameters[name];
    text += typeof value === 'string' ? name + value : repeated(name, value ?? []);
  }
  return text;
}

/** The names in the order in which they are signed. Twilio sends them so: looking is cheaper than sorting. */
export function namesInOrder(parameters: Parameters): readonly string[] {
  const names = Object.keys(parameters);
  return isAscending(names) ? names : names.sort();
}

function isAscending(names: readonly string[]): boolean {
  for (let at = 1; at < names.length; at += 1) {
    if ((names[at - 1] ?? '') > (names[at] ?? '')) return false;
  }
  return true;
}

/** Values of one name count once each, sorted. */
const repeated = (name: string, values: readonly string[]): string =>
  [...new Set(values)]
    .sort()
    .map((value) => name + value)
    .join('');
