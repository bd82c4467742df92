import type { FastifyRequest } from 'fastify';
import type { Asking } from '../../../access/staff/staff.ts';
import { personOf } from '../guard.ts';

/** Who asks, as it is put on record. */
export const askingOf = (request: FastifyRequest): Asking => {
  const { id, name } = personOf(request);
  return { person: { id, name }, from: request.ip };
};
