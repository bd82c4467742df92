import type { Cause } from '../operations/payments.ts';

/** What is known of a payment that was declined. */
export interface Decline {
  /** What the card's bank or the network answered: DE 39, or a word for what never reached it. */
  readonly code: string;
  /** Whether it went to another country. */
  readonly crossBorder: boolean;
  /** Whether the merchant takes this type of card. */
  readonly typeAccepted: boolean;
  /** Whether the card's bank asked for strong authentication instead of declining for good. */
  readonly stepUp: boolean;
}

/**
 * Codes by the cause that has the same advice. `55` and `75`, a wrong PIN and too many of them, stand with the identity
 * check: neither number, expiry nor security code was wrong. What a bank says of lost cards stands with cards that
 * cannot be used, and of suspicions with what a person looks at: nobody hears more.
 */
const CODES: readonly (readonly [Cause, readonly string[]])[] = [
  ['insufficient-funds', ['51']],
  ['card-details-wrong', ['14', '15', '54', 'N7']],
  ['limit-exceeded', ['61', '65']],
  ['restricted', ['57', '58', '62', '63']],
  ['international-disabled', ['81']],
  ['card-type-not-accepted', ['92']],
  ['issuer-declined', ['01', '05', '70']],
  ['card-unusable', ['04', '07', '41', '43', '46']],
  ['needs-review', ['34', '59', 'risk']],
  ['authentication-failed', ['1A', '55', '75']],
  ['technical', ['06', '12', '30', '68', '91', '96', 'time-out']],
  ['duplicate', ['94']],
];

const BY_CODE: ReadonlyMap<string, Cause> = new Map(
  CODES.flatMap(([cause, codes]) => codes.map((code) => [code, cause] as const)),
);

/** Codes that mean something else when the card was used abroad. */
const OF_COUNTRIES: readonly string[] = ['57', '62'];

/** Why a payment did not go through, in the groups that callers may hear; `unknown` for every other code. */
export function causeOf({ code, crossBorder, typeAccepted, stepUp }: Decline): Cause {
  if (code === '65' && stepUp) return 'authentication-failed';
  if (code === '58' && !typeAccepted) return 'card-type-not-accepted';
  if (crossBorder && OF_COUNTRIES.includes(code)) return 'international-disabled';
  return BY_CODE.get(code) ?? 'unknown';
}
