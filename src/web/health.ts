import type { FastifyPluginAsync } from 'fastify';

export interface HealthOptions {
  /** Whether the stores that a call needs answer now. */
  readonly isReady: () => Promise<boolean>;
  /** The release that new calls begin with. */
  readonly release: () => string;
  /** Whether the back office is asked: `closed` while it is, `open` while it is taken to be down. */
  readonly backOffice: () => string;
}

/** `GET /health/live`: the process runs. `GET /health/ready`: it can take calls, whatever the back office does. */
export const health: FastifyPluginAsync<HealthOptions> = async (app, { isReady, release, backOffice }) => {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const ready = await isReady();
    return reply.code(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not-ready',
      release: release(),
      timeZones: process.versions.tz,
      backOffice: backOffice(),
    });
  });
};
