import type { FastifyPluginAsync } from 'fastify';

export interface HealthOptions {
  /** Whether the stores that a call needs answer now. */
  readonly isReady: () => Promise<boolean>;
  /** The release that new calls begin with. */
  readonly release: () => string;
}

/** `GET /health/live`: the process runs. `GET /health/ready`: it can take calls. */
export const health: FastifyPluginAsync<HealthOptions> = async (app, { isReady, release }) => {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const ready = await isReady();
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not-ready',
      release: release(),
      timeZones: process.versions.tz,
    });
  });
};
