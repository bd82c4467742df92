import type { FastifyPluginAsync } from 'fastify';
import { createTokenCheck } from './bearer-token.ts';
import { isFromThisMachine } from './phone-guard.ts';

export interface MetricsOptions {
  /** All figures as they are now. */
  readonly expose: () => Promise<string>;
  readonly contentType: string;
  /** What others than this machine have to show; without one they see nothing. */
  readonly token: string | undefined;
}

/** `GET /metrics`: the figures of this process for Prometheus. */
export const metrics: FastifyPluginAsync<MetricsOptions> = async (app, { expose, contentType, token }) => {
  const isToken = token === undefined ? () => false : createTokenCheck(token);
  app.get('/metrics', async (request, reply) => {
    if (!isToken(request.headers.authorization) && !isFromThisMachine(request)) {
      return reply.code(403).send({ error: 'The figures are for this machine, and for who shows the token.' });
    }
    return reply.type(contentType).send(await expose());
  });
};
