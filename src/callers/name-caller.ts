import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';

/** What names are for. Each has a key of its own, so that what is kept for one is not found by the other. */
const PURPOSES = {
  known: 'hotline: names of known callers, version 1',
  record: 'hotline: callers in the record of calls, version 1',
  limits: 'hotline: callers whose deeds are counted, version 1',
} as const;
const KEY_BYTES = 32;
/** Hex digits of a name: 128 bits, so that no two callers ever share one. */
const NAME_LENGTH = 32;

/**
 * Names callers by a keyed hash of their number: telephone numbers are so few that a plain hash is undone by trying all.
 * The key is derived from `secret`, which may serve other purposes as well.
 */
export function createNameCaller(
  secret: string | Uint8Array,
  purpose: keyof typeof PURPOSES = 'known',
): (caller: string) => string {
  // As a key it is taken in once; as bytes it would be for every name, which costs five times as much.
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', PURPOSES[purpose], KEY_BYTES)));
  return (caller) => createHmac('sha256', key).update(caller).digest('hex').slice(0, NAME_LENGTH);
}
