import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { ErrorBody } from '../api-error.ts';
import { askingOf } from './asking.ts';
import { orThrow } from './fault-errors.ts';
import type { UserOptions } from './user-routes.ts';
import { EndedAnswer, Id, SessionsAnswer, SignInLink, toLink, toUserSession, UnlockAnswer } from './user-schemas.ts';

const tags = ['users'];
const config = { permission: 'manage-users' } as const;

/** What admins do for those who cannot come in, and about those who are in. */
export const userSessionRoutes: FastifyPluginAsyncZod<UserOptions> = async (routes, { staff, publicUrl }) => {
  routes.post(
    '/users/:id/link',
    {
      config,
      schema: {
        summary: 'Make a link that signs them in once, within a day',
        tags,
        params: Id,
        response: { 201: SignInLink, 404: ErrorBody, 409: ErrorBody },
      },
    },
    async (request, reply) => {
      const made = orThrow(await staff.makeLink(request.params.id, askingOf(request)));
      return reply.code(201).send(toLink(made, publicUrl));
    },
  );

  routes.post(
    '/users/:id/unlock',
    {
      config,
      schema: {
        summary: 'Forget the wrong tries at their password',
        tags,
        params: Id,
        response: { 200: UnlockAnswer, 404: ErrorBody },
      },
    },
    async (request) => ({ hadTries: orThrow(await staff.unlock(request.params.id, askingOf(request))) }),
  );

  routes.get(
    '/users/:id/sessions',
    {
      config,
      schema: {
        summary: 'Where they are signed in, the newest first',
        tags,
        params: Id,
        response: { 200: SessionsAnswer, 404: ErrorBody },
      },
    },
    async (request) => {
      const sessions = orThrow(await staff.sessionsOf(request.params.id));
      return { sessions: sessions.map(toUserSession) };
    },
  );

  routes.delete(
    '/users/:id/sessions',
    {
      config,
      schema: {
        summary: 'End all their sessions and links',
        tags,
        params: Id,
        response: { 200: EndedAnswer, 404: ErrorBody },
      },
    },
    async (request) => ({ ended: orThrow(await staff.endSessions(request.params.id, askingOf(request))) }),
  );
};
