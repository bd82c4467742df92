/** Digits of a reference before its check digit. */
const STEM = /^\d{10}$/;

/**
 * A reference as it is read out and keyed: ten digits and a check digit by Luhn, which finds every wrong digit and most
 * that were swapped.
 *
 * @throws {RangeError} for a stem that is not ten digits
 */
export function toReference(stem: string): string {
  if (!STEM.test(stem)) throw new RangeError('a reference has ten digits before its check digit');
  return `${stem}${(10 - (luhnSum(`${stem}0`) % 10)) % 10}`;
}

/** Whether these are the eleven digits of a reference that may exist. */
export const isReference = (digits: string): boolean => /^\d{11}$/.test(digits) && luhnSum(digits) % 10 === 0;

/** From the right, every second digit counts double, and of a double above nine its two digits are added. */
function luhnSum(digits: string): number {
  let sum = 0;
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum;
}

const OFFSET_BASIS = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** A reference that begins with a digit and is the same for the same key: FNV-1a of it, 64 bits. No secret. */
export function referenceFor(key: string, first: string): string {
  let hash = OFFSET_BASIS;
  for (const byte of new TextEncoder().encode(key)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return toReference(`${first}${(hash % 1_000_000_000n).toString().padStart(9, '0')}`);
}
