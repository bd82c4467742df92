import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  ClientError,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import type { VouchedMember } from '../members.ts';
import { hasRoleClaim, type RoleClaims, rolesOfClaims } from './claimed-roles.ts';
import { ProviderError } from './provider-error.ts';

export interface ProviderSettings {
  /** Where the provider is, as it calls itself. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What is asked for, as `openid profile email`. */
  readonly scopes: string;
  readonly roles: RoleClaims;
  /** Where the provider sends people back to. */
  readonly callback: string;
}

/** What is kept of somebody while they are at the provider. */
export const Dance = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string() });
export type Dance = z.infer<typeof Dance>;

/** The company's provider, which knows who somebody is. Methods reject with a `ProviderError`. */
export interface Provider {
  /** Where to send somebody who wants to sign in, and what to keep until they are back. */
  begin(): Promise<{ readonly address: string; readonly dance: Dance }>;
  /** Who came back, by the query of the address that they came back to. */
  finish(query: string, dance: Dance): Promise<VouchedMember>;
  /** Where somebody signs out of the provider too; nothing where it has no such place, or was not asked yet. */
  signOutAddress(returnTo: string): string | undefined;
}

/** Somebody waits in front of a page. */
const TIMEOUT_SECONDS = 5;

/** Authorization code with PKCE, state and nonce; the signature of what the provider says is checked as well. */
export function createProvider(settings: ProviderSettings): Provider {
  const { scopes, callback } = settings;
  const discovered = createDiscovery(settings);

  return {
    async begin() {
      const provider = await discovered.get();
      const dance = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const address = buildAuthorizationUrl(provider, {
        redirect_uri: callback,
        scope: scopes,
        state: dance.state,
        nonce: dance.nonce,
        code_challenge: await calculatePKCECodeChallenge(dance.verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, dance };
    },

    async finish(query, { state, nonce, verifier }) {
      const provider = await discovered.get();
      try {
        const granted = await authorizationCodeGrant(provider, new URL(`${callback}?${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = granted.claims();
        if (!claims) throw new ProviderError('not-believed', 'the provider sent no ID token');
        return await toVouched(provider, settings, { claims, accessToken: granted.access_token });
      } catch (error) {
        throw toProviderError(error);
      }
    },

    signOutAddress(returnTo) {
      const provider = discovered.peek();
      if (!provider?.serverMetadata().end_session_endpoint) return undefined;
      return buildEndSessionUrl(provider, { post_logout_redirect_uri: returnTo }).href;
    },
  };
}

interface Discovery {
  get(): Promise<Configuration>;
  peek(): Configuration | undefined;
}

/** What the provider tells of itself is asked for once; where that fails, the next who comes has it asked again. */
function createDiscovery({ issuer, clientId, clientSecret }: ProviderSettings): Discovery {
  let asked: Promise<Configuration> | undefined;
  let known: Configuration | undefined;
  const isPlain = issuer.startsWith('http:');

  return {
    async get() {
      asked ??= discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: TIMEOUT_SECONDS,
        execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
      });
      try {
        known = await asked;
        return known;
      } catch (cause) {
        asked = undefined;
        throw new ProviderError('provider-down', 'the provider does not tell of itself', { cause });
      }
    },
    peek: () => known,
  };
}

/** Claims that the hotline keeps; a provider may leave out all but who it is. */
const Profile = z.looseObject({
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
});

interface Granted {
  readonly claims: Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };
  readonly accessToken: string;
}

/** Providers differ in whether an ID token has everything, or the rest must be asked for. */
async function toVouched(
  provider: Configuration,
  { roles }: ProviderSettings,
  { claims, accessToken }: Granted,
): Promise<VouchedMember> {
  const isAll = hasRoleClaim(claims, roles) && claims.email !== undefined;
  const canAsk = provider.serverMetadata().userinfo_endpoint !== undefined;
  const more = isAll || !canAsk ? {} : await fetchUserInfo(provider, accessToken, claims.sub);
  const all = { ...more, ...claims };
  const { name, preferred_username, email } = Profile.parse(all);
  return {
    provider: { issuer: claims.iss, subject: claims.sub },
    name: shown(name ?? preferred_username ?? email ?? claims.sub),
    email: shown(email ?? '').toLowerCase(),
    roles: rolesOfClaims(all, roles),
  };
}

/** Text from outside, as our pages and terminals may show it. */
const shown = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, 100);

function toProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const said = { cause: error };
  if (error instanceof AuthorizationResponseError) {
    return new ProviderError('provider-refused', `the provider answers ${error.error}`, said);
  }
  if (error instanceof ResponseBodyError && error.status < 500) {
    return new ProviderError('not-believed', `the provider does not take the code: ${error.error}`, said);
  }
  const isAnswer = error instanceof ClientError && error.code !== 'OAUTH_TIMEOUT' && error.code !== 'OAUTH_ABORT';
  return isAnswer || error instanceof z.ZodError
    ? new ProviderError('not-believed', 'what the provider says does not fit what was asked', said)
    : new ProviderError('provider-down', 'the provider does not answer', said);
}
