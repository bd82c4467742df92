import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Access } from '../../access/access.ts';
import { needsCurrentPassword } from '../../access/sign-in/own-password.ts';
import { DEMO_ADMIN } from '../../access/staff/demo-admin.ts';
import { csrfTokenOf } from '../../access/tokens.ts';
import type { BrowserSessions, OpenSession } from './browser-sessions.ts';
import type { Notice } from './notices.ts';
import { type Frame, linkPage, type SignedInView, signedInPage, signedOutPage } from './views.ts';

export interface ShowParts {
  readonly access: Access;
  readonly browsers: BrowserSessions;
  /** Where `/sign-in` is for people. */
  readonly signInPage: string;
}

export interface Shown {
  readonly notice?: Notice | undefined;
  /** The address that was typed before. */
  readonly email?: string;
  readonly status?: number;
  readonly root?: Frame['root'];
  /** Whether somebody is about to choose a password. */
  readonly isChoosing?: boolean;
  /** Whether they have just signed out here, and not of their company account. */
  readonly isSignedOutHere?: boolean;
}

/** Sends the page for signing in as it is for whoever asks. */
export type Show = (request: FastifyRequest, reply: FastifyReply, shown?: Shown) => Promise<FastifyReply>;

export function createShow({ access, browsers, signInPage }: ShowParts): Show {
  return async (request, reply, shown = {}) => {
    const brought = await browsers.find(request);
    reply.code(shown.status ?? 200).type('text/html; charset=utf-8');
    if (brought.type === 'open') return reply.send(signedIn(access, brought, shown));
    if (brought.type !== 'no-cookie') browsers.clear(reply);
    const { notice, email = '', root = '.', isSignedOutHere = false } = shown;
    const { hasLocalAccounts, provider } = access;
    const providerSignOut = isSignedOutHere ? provider?.signOutAddress(signInPage) : undefined;
    const isEmpty = hasLocalAccounts && (await access.staff.list()).length === 0;
    return reply.send(
      signedOutPage({
        root,
        notice,
        email,
        hasLocalAccounts,
        hasProvider: provider !== undefined,
        isEmpty,
        providerSignOut,
      }),
    );
  };
}

function signedIn(
  { rules, now }: Access,
  open: OpenSession,
  { notice, root = '.', isChoosing = false }: Shown,
): string {
  const { session, member, token, endsAt } = open;
  const at = now();
  return signedInPage({
    ...{ root, notice, member, proof: session.proof, csrfToken: csrfTokenOf(token) },
    isChoosing: isChoosing || !member.hasPassword,
    idleMs: Math.min(rules.idleMs, endsAt - at),
    leftMs: session.startedAt + rules.longestMs - at,
    password: passwordForm(open, at),
  });
}

function passwordForm({ session, member }: OpenSession, at: number): SignedInView['password'] {
  if (member.provider || member.id === DEMO_ADMIN) return 'none';
  return needsCurrentPassword(session, member, at) ? 'with-present' : 'without-present';
}

/** Sends the page of a sign-in link. */
export async function showLink(
  { access }: ShowParts,
  token: string,
  reply: FastifyReply,
  notice?: Notice,
): Promise<FastifyReply> {
  const member = await access.signInByLink.find(token);
  const shown = member ? undefined : notice;
  return reply
    .code(member ? 200 : 404)
    .type('text/html; charset=utf-8')
    .send(linkPage({ root: '../..', notice: shown, token, name: member?.name }));
}
