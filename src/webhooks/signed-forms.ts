import type { FastifyInstance, FastifyRequest } from 'fastify';
import { UNWATCHED, type WebhookWatch } from '../calls/watch-webhooks.ts';
import { type Form, readForm } from '../twilio/form.ts';
import { isSignedByTwilio, mayBeSignature, type Parameters } from '../twilio/signature.ts';
import { createSignedAddresses, type PublicAddresses } from './signed-addresses.ts';

export interface SignedFormsOptions extends PublicAddresses {
  /** One, or two while the token is being changed. */
  readonly authTokens: readonly string[];
  readonly watch?: WebhookWatch;
}

/** Twilio's forms have about 700 bytes. */
const BODY_LIMIT = 64 * 1024;

/** Lets in only forms that Twilio signed; everything else is refused before anything is done with it. */
export function acceptSignedForms(app: FastifyInstance, options: SignedFormsOptions): void {
  const addressesOf = createSignedAddresses(options);
  const { watch = UNWATCHED } = options;
  let refused = 0;

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, body, done) => done(null, readForm(String(body)) ?? UNREADABLE),
  );

  app.addHook('preValidation', (request, reply, done) => {
    const header = request.headers['x-twilio-signature'];
    const signature = typeof header === 'string' ? header : undefined;
    if (mayBeSignature(signature)) {
      if (request.body === UNREADABLE) {
        watch.refused('form');
        reply.code(400).send();
        return;
      }
      const signedText = formIn(request)?.signedText ?? '';
      const isSigned = (url: string) => isSignedByTwilio({ url, signedText, signature }, options.authTokens);
      if (addressesOf(request).some(isSigned)) {
        done();
        return;
      }
    }
    refused += 1;
    watch.refused('signature');
    request.log.warn({ refused }, 'webhook without a valid signature');
    reply.code(403).send();
  });
}

/** Stands for a form that cannot be read, so that nobody can say what was signed. */
const UNREADABLE = null;

const formIn = (request: FastifyRequest): Form | undefined =>
  typeof request.body === 'object' && request.body !== null ? (request.body as Form) : undefined;

/** The parameters of a request; nothing where it had no form, or one that could not be read. */
export const parametersOf = (request: FastifyRequest): Parameters | undefined => formIn(request)?.parameters;
