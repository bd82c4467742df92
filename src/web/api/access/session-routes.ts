import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { permissionsOf } from '../../../access/roles.ts';
import { SIGN_IN_RATE } from '../../sign-in/sign-in-limits.ts';
import { ApiError, ErrorBody } from '../api-error.ts';
import { personOf } from '../guard.ts';
import { toFaultError } from './fault-errors.ts';
import { SessionAnswer, toSessionAnswer } from './session-answer.ts';
import { orBusy, type SignInOptions, toWaitError } from './sign-in-routes.ts';

export interface SessionOptions extends SignInOptions {
  /** Where the provider sends whoever has signed out there too. */
  readonly signInPage: string;
}

const tags = ['sign-in'];
const TEXT = z.string().max(1000);

/** Whoever is signed in, and what they do with their own session. */
export const sessionRoutes: FastifyPluginAsyncZod<SessionOptions> = async (routes, options) => {
  const { access, browsers, signInPage } = options;
  const config = { permission: 'signed-in' } as const;

  routes.get(
    '/session',
    { config, schema: { summary: 'Who is signed in, and what they may do', tags, response: { 200: SessionAnswer } } },
    async (request) => {
      const brought = await browsers.find(request);
      if (brought.type === 'open') return toSessionAnswer(brought);
      const { id, name, roles } = personOf(request);
      return { person: { id, name, roles: [...roles] }, permissions: [...permissionsOf(roles)] };
    },
  );

  routes.post(
    '/sign-out',
    {
      config,
      schema: {
        summary: 'End this session',
        tags,
        response: {
          200: z.object({
            providerSignOut: z.string().optional().describe('Where one signs out of the company account as well.'),
          }),
        },
      },
    },
    async (request, reply) => {
      const brought = await browsers.find(request);
      await access.audit({ person: personOf(request), action: 'sign-out', outcome: 'done', from: request.ip });
      await browsers.end(request, reply);
      const isVouched = brought.type === 'open' && brought.session.proof === 'provider';
      const address = isVouched ? access.provider?.signOutAddress(signInPage) : undefined;
      return address === undefined ? {} : { providerSignOut: address };
    },
  );
};

/** A password of one's own. */
export const passwordRoutes: FastifyPluginAsyncZod<SignInOptions> = async (routes, { access, browsers }) => {
  routes.post(
    '/session/password',
    {
      config: { permission: 'signed-in', rateLimit: SIGN_IN_RATE },
      schema: {
        summary: 'Choose a password of one’s own',
        description: 'Ends all sessions of the person and begins a new one here.',
        tags,
        body: z.strictObject({
          current: TEXT.optional().describe('Not needed within half an hour of signing in by a link.'),
          next: TEXT,
        }),
        response: { 200: SessionAnswer, 409: ErrorBody, 429: ErrorBody },
      },
    },
    async (request, reply) => {
      const brought = await browsers.find(request);
      if (brought.type !== 'open') throw new ApiError('conflict', 'Only who is signed in has a password.');
      const { session, member } = brought;
      const chosen = await orBusy(access.choosePassword({ ...request.body, session, member, from: request.ip }));
      if (chosen.type === 'wait') throw toWaitError(chosen);
      if (chosen.type === 'fault') throw toFaultError(chosen, { password: 'next' });
      if (chosen.type === 'refused') throw new ApiError('wrong-credentials', 'The present password is wrong.');
      return toSessionAnswer(await browsers.begin(request, reply, chosen));
    },
  );
};
