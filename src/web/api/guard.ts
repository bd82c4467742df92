import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Audit, Person, Refusal } from '../../access/person.ts';
import { mayDo, type Permission } from '../../access/roles.ts';
import { ApiError } from './api-error.ts';

/** What a route wants of whoever asks: a permission, only to know them, or nothing. */
export type Wanted = Permission | 'signed-in' | 'public';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Routes of the API must say it; a route without it is not registered. */
    readonly permission?: Wanted;
  }
}

/**
 * Says who asks. For what changes something, a session must be backed by the token of a page of ours as well. Rejects
 * where nobody can tell now.
 */
export type WhoIs = (request: FastifyRequest) => Promise<Person | Refusal>;

export interface GuardOptions {
  readonly whoIs: WhoIs;
  /** Told of what somebody was not let do. */
  readonly audit: Audit;
}

const PERSON = 'person';

/** Lets nobody come to a route who may not; what a person was refused is put on record. */
export function guard(app: FastifyInstance, { whoIs, audit }: GuardOptions): void {
  app.decorateRequest(PERSON, null);
  app.addHook('onRequest', async (request) => {
    const wanted = wantedBy(request.routeOptions.config);
    if (request.is404 || wanted === 'public') return;
    const asking = await whoIs(request);
    if ('refused' in asking) throw new ApiError(asking.refused, WHY[asking.refused]);
    request.setDecorator<Person | null>(PERSON, asking);
    if (wanted === 'signed-in' || mayDo(asking.roles, wanted)) return;
    await audit(refusedDeed(request, asking, wanted)).catch((err: unknown) =>
      request.log.error({ err }, 'a refusal is not on record'),
    );
    throw new ApiError('forbidden', `This takes the permission ${wanted}.`);
  });
}

const WHY: Readonly<Record<Refusal['refused'], string>> = {
  'not-signed-in': 'Sign in first.',
  'session-over': 'The session is over. Sign in again.',
  'not-from-our-page': 'What changes something needs the token of the session in the header X-CSRF-Token.',
};

/** The route that no configuration covers is refused when it is registered; nobody may reach it all the same. */
const wantedBy = ({ permission }: { readonly permission?: Wanted }): Wanted => permission ?? 'manage-users';

function refusedDeed(request: FastifyRequest, { id, name }: Person, action: Permission) {
  const { method, url = '' } = request.routeOptions;
  return { person: { id, name }, action, outcome: 'refused', subject: `${method} ${url}`, from: request.ip } as const;
}

/**
 * What a route wants.
 *
 * @throws Error where it does not say: it is not registered then
 */
export function wantedOf({ config, method, url }: Pick<RouteOptions, 'config' | 'method' | 'url'>): Wanted {
  if (config?.permission === undefined) throw new Error(`${String(method)} ${url} does not say who may ask`);
  return config.permission;
}

/**
 * Who asks, on a route that wants to know.
 *
 * @throws Error on a public route: it knows nobody
 */
export function personOf(request: FastifyRequest): Person {
  const person = request.getDecorator<Person | null>(PERSON);
  if (!person) throw new Error(`${request.routeOptions.url} is public`);
  return person;
}
