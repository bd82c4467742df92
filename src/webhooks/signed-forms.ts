import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readForm } from '../twilio/form.ts';
import { isSignedByTwilio, type Parameters } from '../twilio/signature.ts';

export interface SignedFormsOptions {
  /** Where Twilio reaches us. The address that was signed is made of it, never of a request's headers. */
  readonly publicUrl: string;
  readonly fallbackUrl: string;
  /** One, or two while the token is being changed. */
  readonly authTokens: readonly string[];
}

/** Twilio's forms have about 700 bytes. */
const BODY_LIMIT = 64 * 1024;

/** Lets in only forms that Twilio signed; everything else is refused before anything is done with it. */
export function acceptSignedForms(app: FastifyInstance, options: SignedFormsOptions): void {
  const { publicUrl, fallbackUrl, authTokens } = options;
  let refused = 0;

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, body, done) => done(null, readForm(String(body))),
  );

  app.addHook('preValidation', async (request, reply) => {
    const url = request.url === '/twilio/fallback' ? fallbackUrl : publicUrl + request.url;
    const header = request.headers['x-twilio-signature'];
    const signature = typeof header === 'string' ? header : undefined;
    if (isSignedByTwilio({ url, parameters: formOf(request) ?? {}, signature }, authTokens)) return undefined;
    refused += 1;
    request.log.warn({ refused }, 'webhook without a valid signature');
    return reply.code(403).send();
  });
}

/** The form of a request; nothing where it had none, or one that could not be read. */
export const formOf = (request: FastifyRequest): Parameters | undefined =>
  typeof request.body === 'object' && request.body !== null ? (request.body as Parameters) : undefined;
