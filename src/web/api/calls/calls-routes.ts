import type { FastifyInstance } from 'fastify';
import { callRoutes } from './call-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { type ListRoutesOptions, listRoutes } from './list-routes.ts';

/** `/calls`: the record of calls, found, read one by one and exported. */
export async function callsRoutes(app: FastifyInstance, options: ListRoutesOptions): Promise<void> {
  await app.register(listRoutes, options);
  await app.register(exportRoutes, options);
  await app.register(callRoutes, options);
}
