import fastify, { type FastifyInstance, type FastifyPluginCallback, type FastifyRequest } from 'fastify';
import type { Network } from '../calls/network.ts';
import { serveCalls } from './calls.ts';
import { pathPart } from './form.ts';
import type { Messages } from './message.ts';
import { serveMessages } from './messages.ts';
import { serveNumbers } from './numbers.ts';
import { serveQueues } from './queues.ts';
import { serveMedia, serveRecordings } from './recordings.ts';
import { errorBody, notFound, RestError } from './rest-error.ts';
import { serveVerify } from './verify.ts';

/** What the REST API holds besides the network. */
export interface RestState {
  readonly messages: Messages;
  /** The account's services of Verify. */
  readonly verifyServices: readonly string[];
  /** Answers to the next requests, instead of what they ask for. */
  readonly refusals: RestError[];
}

/**
 * The part of Twilio's REST API that a hotline uses, for requests to a loopback address: calls, queues with their
 * members, messages, recordings with their media, the account's numbers, and Verify. Virtual time stands while a
 * request is served.
 *
 * Source: https://www.twilio.com/docs/usage/api
 */
export function createRestApi(network: Network, { messages, verifyServices, refusals }: RestState): FastifyInstance {
  const app = fastify({ rewriteUrl: ({ url = '/' }) => withoutExtension(url) });
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(body.toString())),
  );
  app.addHook('onRequest', async (_request, reply) => {
    void network.clock.during(new Promise<void>((resolve) => void reply.raw.once('close', resolve)));
    reply.headers({
      'Twilio-Request-Id': network.newSid('RQ'),
      'X-Home-Region': 'us1',
      'X-API-Domain': 'api.twilio.com',
    });
    const refusal = refusals.shift();
    if (refusal) throw refusal;
  });
  app.setNotFoundHandler((request, reply) => reply.code(404).send(errorBody(notFound(request.originalUrl))));
  app.setErrorHandler((cause, _request, reply) => {
    const error = cause instanceof RestError ? cause : new RestError(500, 20500, String(cause));
    return reply.code(error.status).send(errorBody(error));
  });
  const account: FastifyPluginCallback = (scope, _options, done) => {
    serveAccount(scope, network, messages);
    done();
  };
  void app.register(account, { prefix: '/2010-04-01/Accounts/:account' });
  const verify: FastifyPluginCallback = (scope, _options, done) => {
    scope.addHook('onRequest', async (request) => {
      authenticate(request, network);
      if (!verifyServices.includes(pathPart(request, 'service'))) throw notFound(request.originalUrl);
    });
    serveVerify(scope, network, messages);
    done();
  };
  void app.register(verify, { prefix: '/v2/Services/:service' });
  return app;
}

function serveAccount(app: FastifyInstance, network: Network, messages: Messages): void {
  app.addHook('onRequest', async (request) => {
    const isOpenMedia = request.url.includes('/Media/') && !network.switches.protectsMedia;
    if (!isOpenMedia) requireAccount(request, network);
  });
  app.get('/', async () => ({ sid: network.accountSid, friendly_name: 'emulated', status: 'active', type: 'Full' }));
  serveCalls(app, network);
  serveQueues(app, network);
  serveMessages(app, network, messages);
  serveRecordings(app, network);
  serveMedia(app, network);
  serveNumbers(app, network);
}

function requireAccount(request: FastifyRequest, network: Network): void {
  authenticate(request, network);
  if (pathPart(request, 'account') !== network.accountSid) throw notFound(request.originalUrl);
}

function authenticate({ headers }: FastifyRequest, { accountSid, authToken }: Network): void {
  const expected = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  if (headers.authorization !== expected) throw new RestError(401, 20003, 'Authenticate');
}

/** `.json` belongs to every resource; a recording without it is its audio. */
function withoutExtension(url: string): string {
  const [path = '', query] = url.split('?', 2);
  const inner = path.endsWith('.json')
    ? path.slice(0, -'.json'.length)
    : path.replace(/\/Recordings\/(RE\w+(?:\.\w+)?)$/, '/Media/$1');
  return query === undefined ? inner : `${inner}?${query}`;
}
