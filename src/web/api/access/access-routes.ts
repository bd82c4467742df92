import type { FastifyInstance } from 'fastify';
import type { Access } from '../../../access/access.ts';
import type { BrowserSessions } from '../../sign-in/browser-sessions.ts';
import { auditRoutes } from './audit-routes.ts';
import { providerRoutes } from './provider-routes.ts';
import { passwordRoutes, sessionRoutes } from './session-routes.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { userRoutes } from './user-routes.ts';
import { userSessionRoutes } from './user-session-routes.ts';
import { forgetOverSessions } from './who-is.ts';

export interface AccessRouteOptions {
  readonly access: Access;
  readonly browsers: BrowserSessions;
  /** Where the hotline is for people, without a slash at the end. */
  readonly publicUrl: string;
}

/** All routes of the API for signing in, for the accounts of staff and for what they did. */
export async function accessRoutes(api: FastifyInstance, options: AccessRouteOptions): Promise<void> {
  const { access, browsers, publicUrl } = options;
  const { staff, trail } = access;
  forgetOverSessions(api, browsers);
  await api.register(signInRoutes, { access, browsers });
  await api.register(sessionRoutes, { access, browsers, signInPage: `${publicUrl}/sign-in` });
  await api.register(passwordRoutes, { access, browsers });
  await api.register(providerRoutes, options);
  await api.register(userRoutes, { staff, publicUrl });
  await api.register(userSessionRoutes, { staff, publicUrl });
  await api.register(auditRoutes, { trail });
}
