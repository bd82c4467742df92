import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether the header `authorization` shows the token; digests are compared, so that neither time nor length tells of it. */
export function createTokenCheck(token: string): (authorization: string | undefined) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${token}`);
  return (authorization = '') => timingSafeEqual(digest(authorization), expected);
}
