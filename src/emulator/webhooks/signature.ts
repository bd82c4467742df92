import { createHmac } from 'node:crypto';

/** Form parameters as they are sent, decoded. */
export type Parameters = Readonly<Record<string, string>>;

/**
 * Twilio's signature: HMAC-SHA1 under the auth token of the address and, for a form, of each name with its value in the
 * order of the names, in base64. `url` is as `readAddress` gives it for signing.
 *
 * A name that comes more than once is joined with each of its different values in order.
 *
 * Source: https://www.twilio.com/docs/usage/security#validating-requests
 */
export function sign(
  authToken: string,
  url: string,
  form: Readonly<Record<string, string | readonly string[]>>,
): string {
  const joined = Object.keys(form)
    .toSorted(byCodeUnit)
    .flatMap((name) => valuesOf(form[name]).map((value) => name + value))
    .join('');
  return createHmac('sha1', authToken)
    .update(url + joined, 'utf8')
    .digest('base64');
}

function valuesOf(value: string | readonly string[] | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return [...new Set(value)].toSorted(byCodeUnit);
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
