import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Access } from '../../../access/access.ts';
import { TooManySignIns } from '../../../access/passwords/password-hashes.ts';
import type { Wait } from '../../../access/sign-in/admission.ts';
import type { BrowserSessions } from '../../sign-in/browser-sessions.ts';
import { SIGN_IN_RATE } from '../../sign-in/sign-in-limits.ts';
import { ApiError, ErrorBody } from '../api-error.ts';
import { SessionAnswer, toSessionAnswer } from './session-answer.ts';

export interface SignInOptions {
  readonly access: Access;
  readonly browsers: BrowserSessions;
}

const tags = ['sign-in'];
const TEXT = z.string().max(1000);
const Credentials = z.strictObject({ email: TEXT, password: TEXT });
const Link = z.object({ token: TEXT });
/** The answer is a page elsewhere. */
const REDIRECT = z.null().describe('The page is at `location`.');

/** Signing in with JSON. People in a browser use the page `/sign-in`. */
export const signInRoutes: FastifyPluginAsyncZod<SignInOptions> = async (routes, { access, browsers }) => {
  const config = { permission: 'public', rateLimit: SIGN_IN_RATE } as const;
  const fromOwnPage = async (request: FastifyRequest): Promise<void> => {
    if (browsers.isOwnPage(request)) return;
    throw new ApiError('not-from-our-page', 'A page of another site signs nobody in.');
  };

  routes.post(
    '/sign-in',
    {
      config,
      onRequest: fromOwnPage,
      schema: {
        summary: 'Sign in with a password',
        description: 'Sets the cookie of a new session.',
        tags,
        body: Credentials,
        response: { 200: SessionAnswer, 401: ErrorBody, 403: ErrorBody, 429: ErrorBody },
      },
    },
    async (request, reply) => {
      if (!access.hasLocalAccounts) throw new ApiError('forbidden', 'Sign in with the account of your company.');
      const result = await orBusy(access.signInByPassword({ ...request.body, from: request.ip }));
      if (result.type === 'wait') throw toWaitError(result);
      if (result.type === 'refused') throw new ApiError('wrong-credentials', 'The address or the password is wrong.');
      return toSessionAnswer(await browsers.begin(request, reply, result));
    },
  );

  routes.get(
    '/sign-in/link/:token',
    {
      config,
      schema: {
        summary: 'Open a sign-in link',
        description: 'Leads to a page with a button, so that whatever looks at links beforehand does not use it up.',
        tags,
        params: Link,
        response: { 303: REDIRECT },
      },
    },
    async (request, reply) => reply.redirect(`../../../sign-in/link/${encodeURIComponent(request.params.token)}`, 303),
  );

  routes.post(
    '/sign-in/link/:token',
    {
      config,
      onRequest: fromOwnPage,
      schema: {
        summary: 'Sign in with a link',
        description: 'Uses the link up, and sets the cookie of a new session.',
        tags,
        params: Link,
        response: { 200: SessionAnswer, 401: ErrorBody, 403: ErrorBody, 429: ErrorBody },
      },
    },
    async (request, reply) => {
      const result = await access.signInByLink.take(request.params.token, request.ip);
      if (result.type === 'refused') throw new ApiError('wrong-credentials', 'The link was used, or is too old.');
      return toSessionAnswer(await browsers.begin(request, reply, result));
    },
  );
};

export const toWaitError = ({ seconds }: Wait): ApiError =>
  new ApiError('too-many-requests', `There were too many wrong tries. Try again in ${seconds} s.`, {
    retryAfterSeconds: seconds,
  });

/** Too many passwords at once are no fault of ours, and soon over. */
export async function orBusy<Result>(result: Promise<Result>): Promise<Result> {
  try {
    return await result;
  } catch (cause) {
    if (!(cause instanceof TooManySignIns)) throw cause;
    throw new ApiError('unavailable', 'Too many people sign in at once. Try again.', { cause, retryAfterSeconds: 2 });
  }
}
