import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { ApiError } from './api-error.ts';
import { bodyOf, createErrorAnswers, type ErrorAnswersOptions } from './error-answers.ts';
import { type GuardOptions, guard } from './guard.ts';
import { describeRoutes } from './open-api.ts';

export interface ApiOptions extends GuardOptions, ErrorAnswersOptions {
  /** Of the hotline, for the OpenAPI document. */
  readonly version: string;
  /** Registers the routes, each a plugin that takes its ports as options. */
  readonly routes: (api: FastifyInstance) => Promise<void>;
}

/** What every answer carries: nothing keeps it, nothing takes it for a page, and no page frames it. */
const API_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
};

/** A filter or a new user has less than a kilobyte. */
const BODY_LIMIT = 16 * 1024;
/** What takes longer is answered with 503. A route that streams says how long it may. */
const ANSWER_MS = 15_000;

/**
 * `/api`: what staff and their programs ask, as its OpenAPI document says. Its own errors, schemas and permissions end at
 * its prefix: the webhooks know nothing of them.
 */
export const api: FastifyPluginAsync<ApiOptions> = async (app, options) => {
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  // A form of another site may send text; JSON it may not.
  app.removeContentTypeParser('text/plain');
  app.setErrorHandler(createErrorAnswers(options));
  app.addHook('onRequest', async (_request, reply) => void reply.headers(API_HEADERS));
  app.addHook('onRoute', (route) => {
    route.bodyLimit ??= BODY_LIMIT;
    route.handlerTimeout ??= ANSWER_MS;
  });
  await app.register(cookie);
  guard(app, options);
  app.setNotFoundHandler((_request, reply) => {
    const nothing = new ApiError('not-found', 'There is no such address.');
    return reply.code(404).send(bodyOf(nothing));
  });
  await describeRoutes(app, options);
  await options.routes(app);
};
