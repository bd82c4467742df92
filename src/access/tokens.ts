import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits: nobody finds one by trying. */
const TOKEN_BYTES = 32;
const CSRF_PURPOSE = 'hotline: token of our own pages, version 1';

/** A secret that opens a session or a sign-in link: only its holder has it, we keep its hash. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** Whether it has the shape of a token; what has not is not even looked up. */
export const isToken = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** What is kept of a token. It needs no salt and no slow hash: a token is random, not chosen. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** What pages of ours send along with a session's cookie. It follows from the session's token, which no page can read. */
export const csrfTokenOf = (sessionToken: string): string =>
  createHmac('sha256', sessionToken).update(CSRF_PURPOSE).digest('base64url');

/** Whether two secrets are the same; it takes as long whether they are or not, and whatever their lengths. */
export function isSameSecret(one: string, other: string): boolean {
  const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
  return timingSafeEqual(digestOf(one), digestOf(other));
}
