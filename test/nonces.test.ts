import { expect, test } from 'vitest';
import { createNonces } from '../src/nonces.ts';

test('nonces are twelve characters of an address, and never the same', () => {
  const newNonce = createNonces();
  const other = createNonces();
  const nonces = Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? newNonce() : other()));
  for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{12}$/);
  expect(new Set(nonces).size).toBe(1000);
});
