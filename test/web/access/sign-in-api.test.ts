import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BY, HOUR, MINUTE, RIGHT, WRONG } from '../../access/bed.ts';
import { type Browser, createWebBed, DATABASE_DOWN, type WebBed } from './bed.ts';

let bed: WebBed;
beforeEach(async () => {
  bed = await createWebBed();
});
afterEach(() => bed.app.close());

const error = (code: string) => ({ error: code });

describe('signing in', () => {
  test('begins a session, which says who it is of, what they may do and when it ends', async () => {
    await bed.add('anna', ['lead', 'ops']);
    const browser = bed.browser();
    expect(await browser.ask('GET /api/session')).toMatchObject({ status: 401, body: error('not-signed-in') });
    const { status, body, setCookies } = await browser.signIn('anna');
    expect(status).toBe(200);
    expect(body).toEqual({
      person: { id: expect.any(String), name: 'anna', email: 'anna@okpay.example', roles: ['lead', 'ops'] },
      permissions: ['read-calls', 'read-words', 'export-calls', 'search-number', 'read-metrics'],
      csrfToken: expect.stringMatching(/^[\w-]{43}$/),
      signedInBy: 'password',
      startedAt: '2026-11-23T08:00:00.000Z',
      endsAt: '2026-11-23T09:00:00.000Z',
    });
    expect(setCookies).toEqual([expect.stringMatching(/^hotline=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)]);
    expect(await browser.ask('GET /api/session')).toMatchObject({ status: 200, body: { csrfToken: body.csrfToken } });
  });

  test('at an https address the cookie is for that host alone, and encrypted', async () => {
    const https = await createWebBed({ publicUrl: 'https://hotline.okpay.example' });
    await https.add('anna');
    const browser = https.browser();
    const { setCookies } = await browser.signIn('anna');
    expect(setCookies).toEqual([
      expect.stringMatching(/^__Host-hotline=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
    expect(await browser.ask('GET /api/session')).toMatchObject({ status: 200 });
    const plain = { cookie: `hotline=${browser.cookies.get('__Host-hotline')}` };
    expect(await browser.ask('GET /api/session', { headers: plain })).toMatchObject({ status: 401 });
    await https.app.close();
  });

  test('with what is wrong is answered alike, and locks after ten', async () => {
    await bed.add('anna');
    const browser = bed.browser();
    const tryAs = (email: string, password = WRONG) => browser.ask('POST /api/sign-in', { body: { email, password } });
    const [wrong, nobody] = [await tryAs('anna@okpay.example'), await tryAs('nobody@okpay.example')];
    expect(wrong).toMatchObject({ status: 401, body: error('wrong-credentials') });
    expect(nobody.text).toBe(wrong.text);
    expect(wrong.setCookies).toEqual([]);
    for (let failed = 1; failed < 10; ) {
      const { status, headers } = await tryAs('anna@okpay.example');
      if (status === 401) failed += 1;
      else bed.pass(Number(headers['retry-after']) * 1000);
    }
    const locked = await tryAs('anna@okpay.example', RIGHT);
    expect(locked).toMatchObject({ status: 429, body: error('too-many-requests'), headers: { 'retry-after': '900' } });
  });

  test.each([
    ['more than is asked for', { email: 'a', password: 'b', roles: ['admin'] }],
    ['a list for an address', { email: ['a'], password: 'b' }],
    ['nothing', {}],
    ['a password without end', { email: 'a', password: 'x'.repeat(1001) }],
  ])('with %s is no request', async (_, body) => {
    expect(await bed.browser().ask('POST /api/sign-in', { body })).toMatchObject({ status: 400 });
  });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['what the browser calls another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling of ours', { 'sec-fetch-site': 'same-site' }],
    ['another port of this machine', { origin: 'http://localhost:9999' }],
    ['a name that somebody points at this machine', { origin: 'http://evil.example:3000', host: 'evil.example:3000' }],
  ])('from %s signs nobody in', async (_, headers) => {
    await bed.add('anna');
    const body = { email: 'anna@okpay.example', password: RIGHT };
    const { status, body: answer, setCookies } = await bed.browser().ask('POST /api/sign-in', { body, headers });
    expect([status, answer.error, setCookies]).toEqual([403, 'not-from-our-page', []]);
  });

  test('works on this machine by whichever of its names, and for programs, which say nothing of pages', async () => {
    await bed.add('anna');
    const body = { email: 'anna@okpay.example', password: RIGHT };
    const here = { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' };
    expect(await bed.browser().ask('POST /api/sign-in', { body, headers: here })).toMatchObject({ status: 200 });
    const program = { origin: undefined, 'sec-fetch-site': undefined };
    expect(await bed.browser().ask('POST /api/sign-in', { body, headers: program })).toMatchObject({ status: 200 });
  });

  test('is limited for each address, whatever the clock of the hotline says', async () => {
    const statuses: number[] = [];
    for (let index = 0; index < 62; index += 1) {
      const body = { email: `somebody-${index}@okpay.example`, password: WRONG };
      statuses.push((await bed.browser().ask('POST /api/sign-in', { body })).status);
      bed.pass(MINUTE);
    }
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(60);
    expect(statuses.slice(-2)).toEqual([429, 429]);
    const elsewhere = { body: { email: 'a', password: WRONG }, from: '198.51.100.9' };
    expect(await bed.browser().ask('POST /api/sign-in', elsewhere)).toMatchObject({ status: 401 });
  });

  test('where local accounts are off says where to sign in instead', async () => {
    const off = await createWebBed({ hasLocalAccounts: false });
    const body = { email: 'anna@okpay.example', password: RIGHT };
    expect(await off.browser().ask('POST /api/sign-in', { body })).toMatchObject({
      status: 403,
      body: { error: 'forbidden', message: 'Sign in with the account of your company.' },
    });
    await off.app.close();
  });

  test('says that nobody can be looked up where the database is down', async () => {
    vi.spyOn(bed.stores.tries, 'change').mockRejectedValue(DATABASE_DOWN);
    const body = { email: 'anna@okpay.example', password: RIGHT };
    expect(await bed.browser().ask('POST /api/sign-in', { body })).toMatchObject({
      status: 503,
      body: error('unavailable'),
    });
  });
});

describe('a session', () => {
  test('is another after signing in, whatever cookie the browser came with', async () => {
    await bed.add('anna');
    const browser = bed.browser();
    browser.cookies.set('hotline', 'A'.repeat(43));
    await browser.signIn('anna');
    const first = browser.cookies.get('hotline') ?? '';
    expect(first).not.toBe('A'.repeat(43));
    await browser.signIn('anna');
    expect(browser.cookies.get('hotline')).not.toBe(first);
    const thief = bed.browser();
    thief.cookies.set('hotline', first);
    expect(await thief.ask('GET /api/session')).toMatchObject({ status: 401, body: error('session-over') });
  });

  test('that was stolen is of no use once its holder has signed out, and the cookie goes', async () => {
    const browser = await bed.signedIn('anna');
    const thief = bed.browser();
    thief.cookies.set('hotline', browser.cookies.get('hotline') ?? '');
    expect(await thief.ask('GET /api/session')).toMatchObject({ status: 200 });
    const out = await browser.ask('POST /api/sign-out', { body: {} });
    expect([out.status, out.body]).toEqual([200, {}]);
    expect(browser.cookies.has('hotline')).toBe(false);
    const { status, body } = await thief.ask('GET /api/session');
    expect([status, body.error, thief.cookies.size]).toEqual([401, 'session-over', 0]);
    expect((await bed.deeds('sign-out')).map(({ person }) => person?.name)).toEqual(['anna']);
  });

  test.each([
    ['too long unused', async () => bed.pass(HOUR)],
    ['made up', async (browser: Browser) => void browser.cookies.set('hotline', 'B'.repeat(43))],
    ['no token at all', async (browser: Browser) => void browser.cookies.set('hotline', '%00')],
    [
      'of somebody who is disabled',
      async () => {
        const [anna] = await bed.access.staff.list();
        await bed.access.staff.change(anna?.id ?? '', { isDisabled: true }, BY);
      },
    ],
  ])('that is %s is over, and the browser is told to forget it', async (_, spoil) => {
    const browser = await bed.signedIn('anna');
    await spoil(browser);
    const { status, body, setCookies } = await browser.ask('GET /api/session');
    expect([status, body.error]).toEqual([401, 'session-over']);
    expect(setCookies).toEqual([expect.stringMatching(/^hotline=; .*(?:Max-Age=0|Expires=Thu, 01 Jan 1970)/)]);
    expect(await browser.ask('GET /api/session')).toMatchObject({ body: error('not-signed-in') });
  });

  test('is not ended by a failure to look it up', async () => {
    const browser = await bed.signedIn('anna');
    vi.spyOn(bed.stores.sessions, 'find').mockRejectedValueOnce(DATABASE_DOWN);
    expect(await browser.ask('GET /api/session')).toMatchObject({ status: 503, setCookies: [] });
    expect(await browser.ask('GET /api/session')).toMatchObject({ status: 200 });
  });

  test('has the roles that its holder has now', async () => {
    const browser = await bed.signedIn('anna', ['admin']);
    await bed.add('ben', ['admin']);
    const anna = (await bed.access.staff.list()).find(({ name }) => name === 'anna');
    expect(await browser.ask('GET /api/users')).toMatchObject({ status: 200 });
    await bed.access.staff.change(anna?.id ?? '', { roles: ['lead'] }, BY);
    expect(await browser.ask('GET /api/users')).toMatchObject({ status: 401, body: error('session-over') });
    await browser.signIn('anna');
    expect(await browser.ask('GET /api/users')).toMatchObject({ status: 403, body: error('forbidden') });
    expect(await bed.deeds('manage-users')).toMatchObject([
      { person: { name: 'anna' }, outcome: 'refused', subject: 'GET /api/users', from: '203.0.113.*' },
    ]);
  });
});

describe('what changes something', () => {
  test.each([
    ['no token', { 'x-csrf-token': undefined }],
    ['an empty token', { 'x-csrf-token': '' }],
    ['a wrong token', { 'x-csrf-token': 'C'.repeat(43) }],
    ['the right token on a page of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ])('with %s is not done', async (_, headers) => {
    const browser = await bed.signedIn('anna');
    const { status, body } = await browser.ask('POST /api/sign-out', { body: {}, headers });
    expect([status, body.error]).toEqual([403, 'not-from-our-page']);
    expect(await browser.ask('GET /api/session')).toMatchObject({ status: 200 });
  });

  test('with the token of another session is not done', async () => {
    const [one, other] = [await bed.signedIn('anna'), await bed.signedIn('ben')];
    one.csrfToken = other.csrfToken;
    expect(await one.ask('POST /api/sign-out', { body: {} })).toMatchObject({ status: 403 });
  });

  test('with the token, and nothing said of pages, is done: programs say nothing', async () => {
    const browser = await bed.signedIn('anna');
    const headers = { origin: undefined, 'sec-fetch-site': undefined };
    expect(await browser.ask('POST /api/sign-out', { body: {}, headers })).toMatchObject({ status: 200 });
  });
});

describe('a sign-in link', () => {
  const linkFor = async (name: string) => {
    const { id } = await bed.add(name);
    const link = await bed.access.staff.makeLink(id, BY);
    if ('fault' in link) throw new Error(link.message);
    return link.token;
  };

  test('leads to a page, however often it is looked at, and signs in once', async () => {
    const token = await linkFor('anna');
    const browser = bed.browser();
    for (const method of ['HEAD', 'GET', 'GET']) {
      const { status, headers } = await browser.ask(`${method} /api/sign-in/link/${token}`);
      expect([status, headers.location]).toEqual([303, `../../../sign-in/link/${token}`]);
    }
    expect(await browser.ask(`POST /api/sign-in/link/${token}`, { body: {} })).toMatchObject({
      status: 200,
      body: { person: { name: 'anna' }, signedInBy: 'link' },
    });
    expect(await browser.ask(`POST /api/sign-in/link/${token}`, { body: {} })).toMatchObject({ status: 401 });
  });

  test('is not used up by a page of another site', async () => {
    const token = await linkFor('anna');
    const headers = { origin: 'https://evil.example' };
    expect(await bed.browser().ask(`POST /api/sign-in/link/${token}`, { body: {}, headers })).toMatchObject({
      status: 403,
    });
    expect(await bed.browser().ask(`POST /api/sign-in/link/${token}`, { body: {} })).toMatchObject({ status: 200 });
  });
});

describe('a password of one’s own', () => {
  test('is chosen with the present one; all other sessions end', async () => {
    const browser = await bed.signedIn('anna');
    const elsewhere = bed.browser();
    await elsewhere.signIn('anna');
    const choose = (current: string, next: string) =>
      browser.ask('POST /api/session/password', { body: { current, next } });
    expect(await choose(WRONG, 'a password to come')).toMatchObject({ status: 401, body: error('wrong-credentials') });
    expect(await choose(RIGHT, 'short')).toMatchObject({ status: 400, body: { field: 'body.next' } });
    expect(await choose(RIGHT, 'a password to come')).toMatchObject({
      status: 200,
      body: { person: { name: 'anna' } },
    });
    expect(await browser.ask('GET /api/session')).toMatchObject({ status: 200 });
    expect(await elsewhere.ask('GET /api/session')).toMatchObject({ status: 401 });
  });
});
