import { createHmac, timingSafeEqual } from 'node:crypto';

/** A form's parameters by name. Of a repeated name the last value stays; the limit's sender repeats none. */
export type Form = Map<string, string>;

/** Reads an `application/x-www-form-urlencoded` body in one pass. Throws a `URIError` on a broken percent sign. */
export function readForm(body: string): Form {
  const form: Form = new Map();
  let start = 0;
  while (start < body.length) {
    const ampersand = body.indexOf('&', start);
    const end = ampersand === -1 ? body.length : ampersand;
    const equals = body.indexOf('=', start);
    const nameEnd = equals === -1 || equals > end ? end : equals;
    form.set(decode(body.slice(start, nameEnd)), decode(body.slice(nameEnd + 1, end)));
    start = end + 1;
  }
  return form;
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  return spaced.includes('%') ? decodeURIComponent(spaced) : spaced;
}

const signatureLength = 28;

/**
 * Whether `signature` is Twilio's for a form posted to `url`: HMAC-SHA1 over the address and the parameters in the
 * order of their names. Source: https://www.twilio.com/docs/usage/security, "Validating signatures from Twilio".
 */
export function isSigned(authToken: string, url: string, form: Form, signature: string | undefined): boolean {
  if (signature?.length !== signatureLength) {
    return false;
  }
  let text = url;
  for (const name of [...form.keys()].sort()) {
    text += name + form.get(name);
  }
  const expected = createHmac('sha1', authToken).update(text).digest('base64');
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}
