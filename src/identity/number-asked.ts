import { isE164 } from '../values/phone-number.ts';
import type { Value } from '../values/typed-value.ts';

/**
 * The number that a caller asks about: the one they keyed, E.164 digits without the plus, else the one that rings; none
 * where neither is known. Keys that are no telephone number are asked about as well: that nobody has them is not told.
 */
export function numberAsked(keyed: Value | undefined, caller: string | undefined): string | undefined {
  if (typeof keyed === 'string' && keyed !== '') return `+${keyed}`;
  return caller !== undefined && isE164(caller) ? caller : undefined;
}
