import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../../access/access.ts';
import type { FoundSession } from '../../access/sessions.ts';
import type { SignedIn } from '../../access/sign-in/signed-in.ts';
import { csrfTokenOf, isSameSecret } from '../../access/tokens.ts';
import { createCookie } from './cookies.ts';
import { createIsOwnPage, type IsOwnPage } from './own-page.ts';

/** A session that a request comes with. */
export interface OpenSession extends Extract<FoundSession, { type: 'open' }> {
  readonly token: string;
}

export type BroughtSession = OpenSession | Exclude<FoundSession, { type: 'open' }> | { readonly type: 'no-cookie' };

/** The sessions of browsers: their cookie, and the token of their pages. */
export interface BrowserSessions {
  readonly isOwnPage: IsOwnPage;
  /** What session a request comes with, as it is now. */
  look(request: FastifyRequest): Promise<BroughtSession>;
  /** The same as it was when it was last looked at for this request. */
  find(request: FastifyRequest): Promise<BroughtSession>;
  /** Whether a page of ours made the request: it has the session's token, and comes from nowhere else. */
  isBacked(request: FastifyRequest, session: OpenSession, token: string): boolean;
  /** The browser has this session from now on; the one that it had is ended. */
  begin(request: FastifyRequest, reply: FastifyReply, signedIn: SignedIn): Promise<OpenSession>;
  /** Ends the session that a request comes with. */
  end(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** Takes the cookie of a session that is over back from the browser. */
  clear(reply: FastifyReply): void;
}

export interface BrowserSessionParts {
  readonly sessions: Access['sessions'];
  readonly publicUrl: string;
}

export function createBrowserSessions({ sessions, publicUrl }: BrowserSessionParts): BrowserSessions {
  const cookie = createCookie('hotline', publicUrl);
  const isOwnPage = createIsOwnPage(publicUrl);
  const brought = new WeakMap<FastifyRequest, Promise<BroughtSession>>();
  const lookUp = async (token: string | undefined): Promise<BroughtSession> => {
    if (token === undefined) return { type: 'no-cookie' };
    const found = await sessions.find(token);
    return found.type === 'open' ? { ...found, token } : found;
  };

  const look: BrowserSessions['look'] = (request) => {
    const found = lookUp(cookie.read(request));
    brought.set(request, found);
    return found;
  };

  return {
    isOwnPage,
    look,
    find: (request) => brought.get(request) ?? look(request),
    isBacked: (request, session, token) => isOwnPage(request) && isSameSecret(token, csrfTokenOf(session.token)),
    async begin(request, reply, { session: { token } }) {
      const former = cookie.read(request);
      if (former !== undefined) await sessions.end(former);
      const begun = await lookUp(token);
      if (begun.type !== 'open') throw new Error('a session was ended while it began');
      cookie.set(reply, token);
      return begun;
    },
    async end(request, reply) {
      const token = cookie.read(request);
      if (token !== undefined) await sessions.end(token);
      cookie.clear(reply);
    },
    clear: cookie.clear,
  };
}
