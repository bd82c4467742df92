import { createHmac, timingSafeEqual } from 'node:crypto';

/** Base64 of a SHA-1 is always so long. */
const SIGNATURE_LENGTH = 28;

/**
 * Whether Twilio signed a webhook: HMAC-SHA1 of the address with every parameter behind it, sorted by name, under one of
 * the account's tokens. While a token is changed there are two.
 *
 * `url` is the address that Twilio was given, without fragment; `parameters` are pairs as they came, repeated names
 * included. A signature that is missing or of another length costs nothing; a forged one an HMAC a token.
 *
 * @see https://www.twilio.com/docs/usage/security
 */
export function isSignedByTwilio(
  { url, parameters, signature }: SignedRequest,
  authTokens: readonly string[],
): boolean {
  if (signature?.length !== SIGNATURE_LENGTH) return false;
  const given = Buffer.from(signature);
  if (given.length !== SIGNATURE_LENGTH) return false;
  const text = url + toSignedText(parameters);
  return authTokens.some((token) => timingSafeEqual(Buffer.from(sign(text, token)), given));
}

export interface SignedRequest {
  readonly url: string;
  readonly parameters: Parameters;
  readonly signature: string | undefined;
}

/** Form parameters by name; a repeated name has an array. */
export type Parameters = Readonly<Record<string, string | readonly string[]>>;

const sign = (text: string, token: string): string => createHmac('sha1', token).update(text, 'utf8').digest('base64');

function toSignedText(parameters: Parameters): string {
  let text = '';
  for (const name of Object.keys(parameters).sort()) {
    const value = parameters[name];
    text += typeof value === 'string' ? name + value : repeated(name, value ?? []);
  }
  return text;
}

/** Values of one name count once each, sorted. */
const repeated = (name: string, values: readonly string[]): string =>
  [...new Set(values)]
    .sort()
    .map((value) => name + value)
    .join('');
