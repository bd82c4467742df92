import Fastify, { type FastifyInstance } from 'fastify';
import type { AccessParts } from '../../../src/access/access.ts';
import type { Role } from '../../../src/access/roles.ts';
import type { ErasedCaller } from '../../../src/callers/erase-caller.ts';
import { accessRoutes } from '../../../src/web/api/access/access-routes.ts';
import { createWhoIs } from '../../../src/web/api/access/who-is.ts';
import { api } from '../../../src/web/api/api.ts';
import { createErasing, type ErasingOptions } from '../../../src/web/erasing.ts';
import { createBrowserSessions } from '../../../src/web/sign-in/browser-sessions.ts';
import { limitSignIns } from '../../../src/web/sign-in/sign-in-limits.ts';
import { signInPage } from '../../../src/web/sign-in/sign-in-page.ts';
import { type AccessBed, createAccessBed, RIGHT } from '../../access/bed.ts';

export const DATABASE_DOWN = new Error('connect ECONNREFUSED 10.0.0.7:5432');

export interface WebBed extends AccessBed {
  readonly app: FastifyInstance;
  /** A browser of its own, with its own cookies. */
  browser(): Browser;
  /** A browser in which somebody with these roles has signed in. */
  signedIn(name: string, roles?: readonly Role[]): Promise<Browser>;
}

export interface WebBedOptions extends Partial<AccessParts> {
  readonly publicUrl?: string;
  /** What erasing a caller comes to; nothing was kept of anybody where it is absent. */
  readonly erase?: ErasingOptions['erase'];
}

const NOTHING_KEPT: ErasedCaller = {
  remembered: { done: false },
  callbacks: { done: 0 },
  calls: { done: { calls: 0, recordings: [] } },
};

/** Signing in, as browsers and programs see it, on a clock of its own. */
export async function createWebBed(options: WebBedOptions = {}): Promise<WebBed> {
  const { publicUrl = 'http://localhost:3000', ...parts } = options;
  const bed = createAccessBed(parts);
  const { access } = bed;
  const app = Fastify({ routerOptions: { maxParamLength: 64 } });
  const browsers = createBrowserSessions({ sessions: access.sessions, publicUrl });
  const whyUnavailable = (error: unknown) => (error === DATABASE_DOWN ? 'The database is down.' : undefined);
  await limitSignIns(app, {});
  await app.register(api, {
    prefix: '/api',
    version: '1.0.0',
    whoIs: createWhoIs(browsers),
    audit: access.audit,
    whyUnavailable,
    routes: (routes) => accessRoutes(routes, { access, browsers, publicUrl }),
  });
  const erase = options.erase ?? (async () => NOTHING_KEPT);
  const eraseFor = createErasing({ erase, audit: access.audit });
  await app.register(signInPage, { access, browsers, publicUrl, eraseFor, whyUnavailable });
  const browser = () => createBrowser(app, publicUrl);
  return {
    ...bed,
    app,
    browser,
    async signedIn(name, roles = ['lead']) {
      await bed.add(name, roles);
      const one = browser();
      await one.signIn(name);
      return one;
    },
  };
}

export interface Asked {
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly from?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly setCookies: readonly string[];
  readonly text: string;
  /** As an answer of the API. */
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the test is about
  readonly body: any;
}

export interface Browser {
  readonly cookies: Map<string, string>;
  /** The token of its pages, once it has signed in. */
  csrfToken: string;
  /** As `GET /api/session`. */
  ask(address: string, asked?: Asked): Promise<Answer>;
  /** With the password that everybody has here. */
  signIn(name: string): Promise<Answer>;
}

/** Sends what a browser sends with a request of a page of ours, and keeps its cookies. */
function createBrowser(app: FastifyInstance, publicUrl: string): Browser {
  const cookies = new Map<string, string>();
  const { origin, host } = new URL(publicUrl);
  const browser: Browser = {
    cookies,
    csrfToken: '',
    async ask(address, asked = {}) {
      const [method = 'GET', url = ''] = address.split(' ');
      const own = { host, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
      const ofPage = { origin, 'sec-fetch-site': 'same-origin', 'x-csrf-token': browser.csrfToken };
      const { payload, type } = payloadOf(asked);
      const reply = await app.inject({
        method: method as 'GET',
        url,
        remoteAddress: asked.from ?? '203.0.113.7',
        headers: present({ ...own, ...(method === 'GET' ? {} : ofPage), 'content-type': type, ...asked.headers }),
        ...(payload === undefined ? {} : { payload }),
      });
      const setCookies = [reply.headers['set-cookie'] ?? []].flat();
      for (const set of setCookies) keep(cookies, set);
      const isJson = String(reply.headers['content-type']).startsWith('application/json');
      const body = isJson && reply.body !== '' ? reply.json() : undefined;
      return { status: reply.statusCode, headers: reply.headers, setCookies, text: reply.body, body };
    },
    async signIn(name) {
      const email = `${name}@okpay.example`;
      const answer = await browser.ask('POST /api/sign-in', { body: { email, password: RIGHT } });
      browser.csrfToken = answer.body.csrfToken;
      return answer;
    },
  };
  return browser;
}

function payloadOf({ body, form }: Asked): { readonly payload?: string; readonly type?: string } {
  if (form) return { payload: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
  return body === undefined ? {} : { payload: JSON.stringify(body), type: 'application/json' };
}

/** Headers without those that are not sent. */
const present = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : [])));

function keep(cookies: Map<string, string>, set: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
  if (/Max-Age=0|Expires=Thu, 01 Jan 1970/.test(set)) cookies.delete(name);
  else cookies.set(name, value);
}
