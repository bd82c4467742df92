import type { FastifyRequest } from 'fastify';
import type { Person } from '../../access/person.ts';
import { createTokenCheck } from '../bearer-token.ts';
import { isFromThisMachine } from '../phone-guard.ts';
import type { WhoIs } from './guard.ts';

/** Whoever may read the files of the hotline on its own machine: commands of staff. */
const OPERATOR: Person = { id: 'operator', name: 'operator', roles: ['admin'] };

/** Knows the operator by their token, on the hotline's own machine and through no proxy; of everybody else others know. */
export function withOperator(token: string, whoIs: WhoIs): WhoIs {
  const isToken = createTokenCheck(token);
  const isOperator = (request: FastifyRequest): boolean =>
    isFromThisMachine(request) && isToken(request.headers.authorization);
  return async (request) => (isOperator(request) ? OPERATOR : whoIs(request));
}
