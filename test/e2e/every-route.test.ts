import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Member } from '../../src/access/members.ts';
import { ROLES, type Role } from '../../src/access/roles.ts';
import { csrfTokenOf } from '../../src/access/tokens.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';

const READERS: readonly Role[] = ['lead', 'ops', 'admin'];
const LEADS: readonly Role[] = ['lead', 'admin'];
const ADMINS: readonly Role[] = ['admin'];

/** Who may ask what. A route of the API that is not here fails the first test: say who may ask it. */
const WHO_MAY: Readonly<Record<string, readonly Role[] | 'public'>> = {
  'GET /api/openapi.json': 'public',
  'GET /api/public/hotline': 'public',
  'GET /api/public/status': 'public',
  'POST /api/sign-in': 'public',
  'GET /api/sign-in/link/:token': 'public',
  'POST /api/sign-in/link/:token': 'public',
  'GET /api/sign-in/oidc': 'public',
  'GET /api/sign-in/oidc/callback': 'public',
  'POST /api/sign-out': ROLES,
  'GET /api/session': ROLES,
  'POST /api/session/password': ROLES,
  'GET /api/users': ADMINS,
  'POST /api/users': ADMINS,
  'PATCH /api/users/:id': ADMINS,
  'POST /api/users/:id/link': ADMINS,
  'POST /api/users/:id/unlock': ADMINS,
  'GET /api/users/:id/sessions': ADMINS,
  'DELETE /api/users/:id/sessions': ADMINS,
  'GET /api/audit': ADMINS,
  'GET /api/live': READERS,
  'GET /api/calls': READERS,
  'GET /api/calls/export': LEADS,
  'GET /api/calls/:callSid': READERS,
  'POST /api/calls/:callSid/reveal': ADMINS,
  'GET /api/metrics/queues': READERS,
  'GET /api/metrics/calls': READERS,
  'GET /api/metrics/nodes': READERS,
  'POST /api/callers/erase': ADMINS,
};

const rows = Object.entries(WHO_MAY);
const guarded = rows.flatMap(([route, who]) => (who === 'public' ? [] : [[route, who] as const]));
const changing = guarded.filter(([route]) => !route.startsWith('GET '));

let postgres: TestPostgres;
let hotline: TestHotline;
const members = new Map<Role, Member>();

beforeAll(async () => {
  postgres = await startPostgres();
  hotline = await startHotline({
    environment: { DATABASE_URL: await postgres.createDatabase(), JOURNAL_WRITER: 'on' },
  });
  const by = { person: { id: 'operator', name: 'operator' }, from: '127.0.0.1' };
  for (const role of ROLES) {
    const wanted = { email: `${role}@okpay.example`, name: role, roles: [role] };
    const added = await hotline.hotline.access.staff.add(wanted, by);
    if ('fault' in added) throw new Error(added.message);
    members.set(role, added);
  }
});
afterAll(async () => {
  await hotline?.close();
  await postgres?.stop();
});

interface Answer {
  readonly status: number;
  /** What the API calls it that went wrong. */
  readonly error: string | undefined;
}

/** Asks a route for something that is not there, so that no test changes what the next one finds. */
async function ask(route: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const [method = 'GET', path = ''] = route.split(' ');
  const changes = !['GET', 'HEAD'].includes(method);
  const stopped = new AbortController();
  const response = await fetch(`${hotline.url}${path.replace(/:\w+/g, 'nobody')}`, {
    method,
    redirect: 'manual',
    signal: stopped.signal,
    headers: { ...(changes ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(changes ? { body: '{}' } : {}),
  });
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  const body: unknown = isJson && method !== 'HEAD' ? await response.json() : {};
  // A stream would go on.
  stopped.abort();
  const error: unknown = Reflect.get(Object(body), 'error');
  return { status: response.status, error: typeof error === 'string' ? error : undefined };
}

/** What somebody who has just signed in sends. */
async function signedInAs(role: Role): Promise<Readonly<Record<string, string>>> {
  const member = members.get(role);
  if (!member) throw new Error(`nobody is ${role}`);
  const now = await hotline.hotline.access.staff.list();
  const current = now.find(({ id }) => id === member.id) ?? member;
  const { token } = await hotline.hotline.access.sessions.begin(current, { proof: 'password', from: '127.0.0.1' });
  return { cookie: `hotline=${token}`, 'x-csrf-token': csrfTokenOf(token) };
}

const tree = (): string => hotline.hotline.app.printRoutes({ commonPrefix: false });

/** The routes of the server, as `GET /api/users/:id`. */
function routesOf(tree: string): readonly string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', segment = '', methods = ''] = /^([│ ]*)[├└]── (\S*) \(([^)]*)\)$/.exec(line) ?? [];
    if (methods === '') return [];
    const depth = indent.length / 4;
    above.length = depth;
    above.push(segment);
    const path = above.join('');
    return methods.split(', ').map((method) => `${method} ${path}`);
  });
}

test('each route of the API has a row that says who may ask it', () => {
  const ofApi = routesOf(tree()).filter((route) => route.includes(' /api/') && !route.startsWith('HEAD'));
  expect(ofApi.length).toBeGreaterThan(15);
  expect(ofApi.toSorted()).toEqual(Object.keys(WHO_MAY).toSorted());
});

const NOBODY = ['not-signed-in', 'session-over', 'forbidden', 'not-from-our-page'];

describe.each(rows)('%s', (route, who) => {
  test('without a session', async () => {
    const { status, error } = await ask(route);
    if (who === 'public') expect(NOBODY).not.toContain(error);
    else expect([status, error]).toEqual([401, 'not-signed-in']);
  });

  test('with a session that never was', async () => {
    const { status, error } = await ask(route, { cookie: `hotline=${'A'.repeat(43)}` });
    if (who === 'public') expect(NOBODY).not.toContain(error);
    else expect([status, error]).toEqual([401, 'session-over']);
  });

  test.each(ROLES)('as %s', async (role) => {
    const { status, error } = await ask(route, await signedInAs(role));
    if (who === 'public' || who.includes(role)) expect(NOBODY).not.toContain(error);
    else expect([status, error]).toEqual([403, 'forbidden']);
  });
});

test('the head of an answer is told to nobody who may not have all of it', async () => {
  const heads = routesOf(tree()).filter((route) => route.startsWith('HEAD /api/'));
  const checked = guarded.filter(([route]) => heads.includes(route.replace(/^GET/, 'HEAD')));
  expect(checked.length).toBeGreaterThan(5);
  for (const [route, who] of checked) {
    const head = route.replace(/^GET/, 'HEAD');
    expect((await ask(head)).status, head).toBe(401);
    for (const role of ROLES.filter((one) => !who.includes(one))) {
      expect((await ask(head, await signedInAs(role))).status, `${head} as ${role}`).toBe(403);
    }
  }
});

describe.each(changing)('%s by a page of another site', (route, [role = 'admin']) => {
  test.each([
    ['without the token', { 'x-csrf-token': '' }],
    ['with the token, if it had it', { origin: 'https://evil.example' }],
    ['as the browser says', { 'sec-fetch-site': 'cross-site' }],
  ])('is not done %s', async (_, headers) => {
    const { status, error } = await ask(route, { ...(await signedInAs(role)), ...headers });
    expect([status, error]).toEqual([403, 'not-from-our-page']);
  });

  test('is not done with the token of another session', async () => {
    const [mine, others] = [await signedInAs(role), await signedInAs(role)];
    const headers = { cookie: mine.cookie ?? '', 'x-csrf-token': others['x-csrf-token'] ?? '' };
    expect(await ask(route, headers)).toEqual({ status: 403, error: 'not-from-our-page' });
  });
});

test('each refusal is on record, with who it was and what they wanted', async () => {
  const { entries } = await hotline.hotline.access.trail.page({ limit: 10_000 });
  const refused = entries.filter(({ outcome }) => outcome === 'refused');
  for (const [route, who] of guarded) {
    for (const role of ROLES.filter((one) => !who.includes(one))) {
      expect(refused, `${role}: ${route}`).toContainEqual(
        expect.objectContaining({
          person: { id: members.get(role)?.id, name: role },
          subject: route,
          from: '127.0.0.1',
        }),
      );
    }
  }
});
