import type { FastifyPluginAsync } from 'fastify';
import { XML } from './answering.ts';
import { type CallRoutesOptions, callRoutes, isWaitDocument } from './call-routes.ts';
import { type NoticeRoutesOptions, noticeRoutes } from './notice-routes.ts';
import { acceptSignedForms, type SignedFormsOptions } from './signed-forms.ts';
import { voiceRequestOf } from './voice-request-of.ts';

export interface TwilioWebhooksOptions extends SignedFormsOptions, CallRoutesOptions, NoticeRoutesOptions {}

/** What Twilio calls, under `/twilio/`. */
export const twilioWebhooks: FastifyPluginAsync<TwilioWebhooksOptions> = async (app, options) => {
  acceptSignedForms(app, options);
  callRoutes(app, options);
  noticeRoutes(app, options);

  app.setErrorHandler((error: { readonly statusCode?: number }, request, reply) => {
    const code = error.statusCode ?? 500;
    if (code < 500) return reply.code(code).send();
    const voice = voiceRequestOf(request, options.accountSid);
    request.log.error({ ...(voice ? { callSid: voice.sid } : {}), err: error }, 'webhook failed');
    options.watch?.answered(isWaitDocument(request) ? 'wait' : 'call', 'failed', reply.elapsedTime);
    // An empty document would end the call without a word, and an error status with the carrier's own.
    const { lastResort, lastWait } = options.reduced;
    return reply
      .code(200)
      .type(XML)
      .send(isWaitDocument(request) ? lastWait : lastResort);
  });
};
