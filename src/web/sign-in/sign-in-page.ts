import { readFile } from 'node:fs/promises';
import cookie from '@fastify/cookie';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { PAGE_HEADERS } from '../pages.ts';
import { addEraseForm, type EraseFormOptions } from './erase-form.ts';
import { createErrorPages, type ErrorPageOptions } from './error-pages.ts';
import { fieldOf, readForms } from './forms.ts';
import {
  faultNotice,
  LINK_OVER,
  LOCAL_OFF,
  NOT_OURS,
  NOT_TWICE,
  noticeOf,
  WRONG,
  WRONG_PRESENT,
  waitNotice,
} from './notices.ts';
import { createShow, type Show, type ShowParts, showLink } from './show.ts';
import { SIGN_IN_RATE } from './sign-in-limits.ts';

export interface SignInPageOptions extends Omit<ShowParts, 'signInPage'>, ErrorPageOptions, EraseFormOptions {
  /** Where the hotline is for people, without a slash at the end. */
  readonly publicUrl: string;
}

/**
 * No script runs in these pages, and forms go to the hotline alone. A form without a referrer would have no origin
 * either, by which it is known to be ours.
 */
const HEADERS = {
  ...PAGE_HEADERS,
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** `/sign-in`: where staff sign in and out, and choose their password. It works without JavaScript. */
export const signInPage: FastifyPluginAsync<SignInPageOptions> = async (app, options) => {
  const parts = { ...options, signInPage: `${options.publicUrl}/sign-in` };
  const show = createShow(parts);
  await app.register(cookie);
  readForms(app);
  app.addHook('onRequest', async (_request, reply) => void reply.headers(HEADERS));
  app.setErrorHandler(createErrorPages(options));
  await serveFile(app, 'sign-in.css', 'text/css; charset=utf-8');
  await serveFile(app, 'icon.svg', 'image/svg+xml');

  app.get<{ Querystring: Readonly<Record<string, unknown>> }>('/sign-in', async (request, reply) => {
    const { problem, said } = request.query;
    const notice = noticeOf(String(problem ?? said));
    return show(request, reply, { notice, isSignedOutHere: said === 'signed-out-here' });
  });
  app.get('/sign-in/', async (_request, reply) => reply.redirect('../sign-in'));
  addPasswordForms(app, parts, show);
  addSignOut(app, parts, show);
  addLink(app, parts);
  addEraseForm(app, parts, show);
};

async function serveFile(app: FastifyInstance, name: string, type: string): Promise<void> {
  const content = await readFile(new URL(`./page/${name}`, import.meta.url), 'utf8');
  app.get(`/sign-in/${name}`, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').type(type).send(content),
  );
}

const LIMITED = { config: { rateLimit: SIGN_IN_RATE } };

function addPasswordForms(app: FastifyInstance, { access, browsers }: ShowParts, show: Show): void {
  app.post('/sign-in', LIMITED, async (request, reply) => {
    const email = fieldOf(request, 'email');
    if (!browsers.isOwnPage(request)) return show(request, reply, { status: 403, notice: NOT_OURS, email });
    if (!access.hasLocalAccounts) return show(request, reply, { status: 403, notice: LOCAL_OFF });
    const result = await access.signInByPassword({ email, password: fieldOf(request, 'password'), from: request.ip });
    switch (result.type) {
      case 'signed-in':
        await browsers.begin(request, reply, result);
        return reply.redirect('sign-in', 303);
      case 'refused':
        return show(request, reply, { status: 401, notice: WRONG, email });
      case 'wait':
        reply.header('retry-after', result.seconds);
        return show(request, reply, { status: 429, notice: waitNotice(result.seconds), email });
    }
  });

  app.post('/sign-in/password', LIMITED, async (request, reply) => {
    const brought = await browsers.find(request);
    const again = { root: '..', isChoosing: true } as const;
    if (brought.type !== 'open') return reply.redirect('../sign-in', 303);
    if (!browsers.isBacked(request, brought, fieldOf(request, 'csrf'))) {
      return show(request, reply, { ...again, status: 403, notice: NOT_OURS });
    }
    const [current, next] = [fieldOf(request, 'current'), fieldOf(request, 'next')];
    if (next !== fieldOf(request, 'again')) return show(request, reply, { ...again, status: 400, notice: NOT_TWICE });
    const { session, member } = brought;
    const chosen = await access.choosePassword({ session, member, current, next, from: request.ip });
    switch (chosen.type) {
      case 'signed-in':
        await browsers.begin(request, reply, chosen);
        return reply.redirect('../sign-in?said=chosen', 303);
      case 'refused':
        return show(request, reply, { ...again, status: 401, notice: WRONG_PRESENT });
      case 'wait':
        return show(request, reply, { ...again, status: 429, notice: waitNotice(chosen.seconds) });
      case 'fault':
        return show(request, reply, { ...again, status: 400, notice: faultNotice(chosen.message) });
    }
  });
}

function addSignOut(app: FastifyInstance, { access, browsers }: ShowParts, show: Show): void {
  app.post('/sign-in/out', async (request, reply) => {
    const brought = await browsers.find(request);
    if (brought.type !== 'open') return reply.redirect('../sign-in', 303);
    if (!browsers.isBacked(request, brought, fieldOf(request, 'csrf'))) {
      return show(request, reply, { status: 403, notice: NOT_OURS, root: '..' });
    }
    await access.audit({ person: brought.member, action: 'sign-out', outcome: 'done', from: request.ip });
    await browsers.end(request, reply);
    return reply.redirect(
      `../sign-in?said=${brought.session.proof === 'provider' ? 'signed-out-here' : 'signed-out'}`,
      303,
    );
  });
}

function addLink(app: FastifyInstance, parts: ShowParts): void {
  const { access, browsers } = parts;
  app.get<{ Params: { readonly token: string } }>('/sign-in/link/:token', LIMITED, async ({ params }, reply) =>
    showLink(parts, params.token, reply, LINK_OVER),
  );
  app.post<{ Params: { readonly token: string } }>('/sign-in/link/:token', LIMITED, async (request, reply) => {
    const { token } = request.params;
    if (!browsers.isOwnPage(request)) return showLink(parts, token, reply, NOT_OURS);
    const result = await access.signInByLink.take(token, request.ip);
    if (result.type === 'refused') return showLink(parts, token, reply, LINK_OVER);
    await browsers.begin(request, reply, result);
    return reply.redirect('../../sign-in', 303);
  });
}
