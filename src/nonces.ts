import { randomFillSync } from 'node:crypto';

/** 72 bits: nobody guesses one while its call lasts. Makes twelve characters that an address takes as they are. */
const BYTES = 9;
/** Asking for randomness costs the same for one nonce as for many. */
const AT_ONCE = 128;

/** Gives nonces, each once: base64url of nine bytes that nobody can foresee. */
export function createNonces(): () => string {
  const pool = Buffer.alloc(BYTES * AT_ONCE);
  let at = pool.length;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    at += BYTES;
    return pool.toString('base64url', at - BYTES, at);
  };
}
