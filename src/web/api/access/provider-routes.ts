import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DANCE_MS } from '../../../access/provider/dances.ts';
import { ProviderError } from '../../../access/provider/provider-error.ts';
import { createCookie } from '../../sign-in/cookies.ts';
import { SIGN_IN_RATE } from '../../sign-in/sign-in-limits.ts';
import { ApiError, ErrorBody } from '../api-error.ts';
import type { SignInOptions } from './sign-in-routes.ts';

export interface ProviderRouteOptions extends SignInOptions {
  readonly publicUrl: string;
}

const tags = ['sign-in'];
const REDIRECT = z.null().describe('The next page is at `location`.');

/** The way to the company's provider and back. Who comes back without a session reads on `/sign-in` why. */
export const providerRoutes: FastifyPluginAsyncZod<ProviderRouteOptions> = async (routes, options) => {
  const { access, browsers, publicUrl } = options;
  const cookie = createCookie('hotline-oidc', publicUrl);
  const config = { permission: 'public', rateLimit: SIGN_IN_RATE } as const;
  const providerOrNone = () => {
    if (access.provider) return access.provider;
    throw new ApiError('not-found', 'No provider is set: OIDC_ISSUER.');
  };

  routes.get(
    '/sign-in/oidc',
    {
      config,
      schema: {
        summary: 'Go to the company’s provider to sign in',
        tags,
        response: { 303: REDIRECT, 404: ErrorBody },
      },
    },
    async (request, reply) => {
      const provider = providerOrNone();
      try {
        const { address, dance } = await provider.begin();
        cookie.set(reply, provider.dances.seal(dance), DANCE_MS / 1000);
        return reply.redirect(address, 303);
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        request.log.warn({ err: error }, 'nobody can sign in at the provider');
        return reply.redirect(`../../sign-in?problem=${error.code}`, 303);
      }
    },
  );

  routes.get(
    '/sign-in/oidc/callback',
    {
      config,
      schema: {
        summary: 'Come back from the company’s provider',
        tags,
        response: { 303: REDIRECT, 404: ErrorBody },
      },
    },
    async (request, reply) => {
      const provider = providerOrNone();
      const toPage = (problem: string) => reply.redirect(`../../../sign-in?problem=${problem}`, 303);
      const dance = provider.dances.open(cookie.read(request) ?? '');
      cookie.clear(reply);
      if (!dance) return toPage('too-late');
      try {
        const query = request.raw.url?.split('?')[1] ?? '';
        const result = await provider.signIn({ query, dance, from: request.ip });
        if (result.type !== 'signed-in') return toPage(result.type);
        await browsers.begin(request, reply, result);
        return reply.redirect('../../../sign-in', 303);
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        request.log.warn({ err: error }, 'somebody could not be signed in at the provider');
        return toPage(error.code);
      }
    },
  );
};
