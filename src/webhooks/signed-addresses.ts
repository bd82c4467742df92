import type { FastifyRequest } from 'fastify';

/** Where Twilio reaches us: addresses that it signs are made of these, never of a request's headers. */
export interface PublicAddresses {
  readonly publicUrl: string;
  readonly fallbackUrl: string;
}

export const FALLBACK_PATH = '/twilio/fallback';

/**
 * Gives the addresses that Twilio may have signed for a request, the likeliest first; hardly ever more than one.
 *
 * Twilio signs no user name, and over HTTPS no port. What answers at the fallback's host sends the rest of the call there
 * as well, since the addresses in our documents are relative to the host.
 *
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function createSignedAddresses(
  addresses: PublicAddresses,
): (request: Pick<FastifyRequest, 'url' | 'routeOptions'>) => readonly string[] {
  const publicUrl = withoutUser(addresses.publicUrl);
  const fallbackUrl = withoutUser(addresses.fallbackUrl).replace(/#.*$/s, '');
  const { pathname } = new URL(publicUrl);
  const atFallback = new URL(fallbackUrl).origin + pathname.replace(/\/$/, '');
  const bases = new Set([...formsOf(publicUrl), ...formsOf(atFallback)]);
  return ({ url, routeOptions }) =>
    routeOptions.url === FALLBACK_PATH ? formsOf(fallbackUrl) : [...bases].map((base) => base + url);
}

const withoutUser = (url: string): string => url.replace(/^(https?:\/\/)[^/]*@/i, '$1');

const formsOf = (url: string): readonly string[] => [
  ...new Set([url.replace(/^(https:\/\/[^/?]*?):\d+(?=[/?]|$)/i, '$1'), url]),
];
