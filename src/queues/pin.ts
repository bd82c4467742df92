import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { HASH_BYTES, SALT_BYTES } from '../flow/config/read-agents.ts';

/** A PIN as it is kept: what it is cannot be told from it. Both in Base64. */
export interface PinHash {
  readonly salt: string;
  readonly hash: string;
}

/** RFC 7914, as OWASP's cheat sheet on password storage has it for 16 MB: some 50 ms of one core a guess. */
const COST: ScryptOptions = { N: 16_384, r: 8, p: 1 };

const derive = (pin: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(pin, salt, HASH_BYTES, COST, (error, hash) => (error ? reject(error) : resolve(hash)));
  });

/** A PIN with a salt of its own, to be kept. */
export async function hashPin(pin: string): Promise<PinHash> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(pin, salt);
  return { salt: salt.toString('base64'), hash: hash.toString('base64') };
}

/** Whether it is the PIN that was kept; it takes as long whether it is or not. */
export async function isPin(pin: string, { salt, hash }: PinHash): Promise<boolean> {
  const kept = Buffer.from(hash, 'base64');
  const given = await derive(pin, Buffer.from(salt, 'base64'));
  return kept.length === given.length && timingSafeEqual(kept, given);
}
