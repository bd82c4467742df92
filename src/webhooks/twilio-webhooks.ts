import type { FastifyPluginAsync } from 'fastify';
import { EMPTY_RESPONSE } from '../twilio/twiml.ts';
import { type CallRoutesOptions, callRoutes } from './call-routes.ts';
import { type NoticeRoutesOptions, noticeRoutes } from './notice-routes.ts';
import { acceptSignedForms, type SignedFormsOptions } from './signed-forms.ts';

export interface TwilioWebhooksOptions extends SignedFormsOptions, CallRoutesOptions, NoticeRoutesOptions {}

/** What Twilio calls, under `/twilio/`. */
export const twilioWebhooks: FastifyPluginAsync<TwilioWebhooksOptions> = async (app, options) => {
  acceptSignedForms(app, options);
  callRoutes(app, options);
  noticeRoutes(app, options);

  app.setErrorHandler((error: { readonly statusCode?: number }, request, reply) => {
    const code = error.statusCode ?? 500;
    if (code < 500) return reply.code(code).send();
    request.log.error({ err: error }, 'webhook failed');
    return reply.type('text/xml').send(EMPTY_RESPONSE);
  });
};
