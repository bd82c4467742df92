/**
 * What Twilio is to do when we do not answer, as the fragment of every address that we give it: two retries whatever went
 * wrong, and no longer wait than four seconds for the first byte. It is no part of what is signed or sent.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const CONNECTION_OVERRIDES = '#rc=2&rp=all&rt=4000';

/** An address of ours as a TwiML attribute has it: relative to the host, with Twilio's connection overrides. */
export const addressOf = ({
  basePath,
  overrides,
  path,
}: {
  readonly basePath: string;
  readonly overrides: string;
  readonly path: string;
}): string => `${basePath}${path}${overrides}`;
