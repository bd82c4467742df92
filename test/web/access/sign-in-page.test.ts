import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { durationInWords } from '../../../src/web/sign-in/notices.ts';
import { BY, HOUR, MINUTE, RIGHT, WRONG } from '../../access/bed.ts';
import { type Answer, type Browser, createWebBed, DATABASE_DOWN, type WebBed } from './bed.ts';

let bed: WebBed;
let browser: Browser;
beforeEach(async () => {
  bed = await createWebBed();
  browser = bed.browser();
});
afterEach(() => bed.app.close());

/** What a page says, without its tags. */
const wordsOf = ({ text }: Answer): string => text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const hidden = ({ text }: Answer): string => /name="csrf" value="([^"]*)"/.exec(text)?.[1] ?? '';

const signIn = (email: string, password: string, headers = {}) =>
  browser.ask('POST /sign-in', { form: { email, password }, headers });

describe('the page for signing in', () => {
  test('says which command to run while nobody has an account', async () => {
    const page = await browser.ask('GET /sign-in');
    expect(page.status).toBe(200);
    expect(wordsOf(page)).toContain('npx hotline users add you@example.com');
    expect(page.text).not.toContain('<form');
  });

  test('has a form that works without a script, and lets nothing of elsewhere in', async () => {
    await bed.add('anna');
    const page = await browser.ask('GET /sign-in');
    expect(page.text).toContain('<form method="post" action="./sign-in">');
    expect(page.text).not.toContain('<script');
    expect(page.headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    for (const [, file] of page.text.matchAll(/(?:href|src)="\.(\/sign-in\/[^"]+)"/g)) {
      expect(await browser.ask(`GET ${file}`)).toMatchObject({ status: 200 });
    }
  });

  test('signs in, and then says who it is, what they may do, and for how long', async () => {
    await bed.add('anna', ['lead']);
    expect(await signIn('anna@okpay.example', RIGHT)).toMatchObject({ status: 303, headers: { location: 'sign-in' } });
    const page = await browser.ask('GET /sign-in');
    expect(wordsOf(page)).toContain('You are signed in anna anna@okpay.example lead');
    expect(wordsOf(page)).toContain('Look through calls and follow them live, with numbers masked');
    expect(wordsOf(page)).not.toContain('Manage the accounts');
    expect(wordsOf(page)).toContain('You are signed out after 1 hour without use, at the latest in 12 hours.');
  });

  test('says what was wrong, and keeps what was typed but the password', async () => {
    await bed.add('anna');
    const page = await signIn('"><script>alert(1)</script>@x', WRONG);
    expect(page.status).toBe(401);
    expect(wordsOf(page)).toContain('The e-mail address or the password is wrong.');
    expect(page.text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;@x"');
    expect(page.text).not.toContain(WRONG);
    expect(page.text).toContain('role="alert"');
  });

  test('says how long to wait', async () => {
    await bed.add('anna');
    for (let failed = 0; failed < 10; ) {
      const page = await signIn('anna@okpay.example', WRONG);
      if (page.status === 401) failed += 1;
      else bed.pass(Number(page.headers['retry-after']) * 1000);
    }
    const page = await signIn('anna@okpay.example', RIGHT);
    expect(page.status).toBe(429);
    expect(wordsOf(page)).toContain('Try again in 15 minutes.');
  });

  test('takes no form of another site', async () => {
    await bed.add('anna');
    const page = await signIn('anna@okpay.example', RIGHT, { origin: 'https://evil.example' });
    expect([page.status, page.setCookies]).toEqual([403, []]);
    expect(wordsOf(page)).toContain('The form did not come from this page.');
  });

  test.each([
    ['JSON', { body: { email: 'a', password: 'b' } }],
    ['a form without end', { form: { email: 'x'.repeat(20_000), password: 'b' } }],
    ['nothing', {}],
  ])('takes no %s', async (_, asked) => {
    await bed.add('anna');
    const page = await browser.ask('POST /sign-in', asked);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.status).toBeLessThan(500);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  });

  test('says so where accounts cannot be looked up', async () => {
    vi.spyOn(bed.stores.members, 'list').mockRejectedValue(DATABASE_DOWN);
    const page = await browser.ask('GET /sign-in');
    expect(page.status).toBe(503);
    expect(wordsOf(page)).toContain('The hotline cannot look up accounts now.');
    vi.spyOn(bed.stores.members, 'list').mockRejectedValue(new TypeError('secret of ours'));
    const broken = await browser.ask('GET /sign-in');
    expect(broken.status).toBe(500);
    expect(broken.text).not.toContain('secret of ours');
  });

  test('knows only words of its own', async () => {
    await bed.add('anna');
    expect(wordsOf(await browser.ask('GET /sign-in?problem=no-role'))).toContain('has no role at the hotline');
    const page = await browser.ask('GET /sign-in?problem=<script>alert(1)</script>&said[]=x');
    expect(page.text).not.toContain('alert(1)');
    expect(page.text).not.toContain('class="notice');
  });

  test('forgets a session that is over', async () => {
    await bed.add('anna');
    await signIn('anna@okpay.example', RIGHT);
    bed.pass(HOUR);
    const page = await browser.ask('GET /sign-in');
    expect(wordsOf(page)).toContain('Sign in');
    expect(browser.cookies.size).toBe(0);
  });
});

describe('signing out on the page', () => {
  test('ends the session', async () => {
    await bed.add('anna');
    await signIn('anna@okpay.example', RIGHT);
    const token = browser.cookies.get('hotline') ?? '';
    const form = { csrf: hidden(await browser.ask('GET /sign-in')) };
    const out = await browser.ask('POST /sign-in/out', { form });
    expect([out.status, out.headers.location]).toEqual([303, '../sign-in?said=signed-out']);
    browser.cookies.set('hotline', token);
    expect(await browser.ask('GET /api/session')).toMatchObject({ status: 401 });
    expect(wordsOf(await browser.ask('GET /sign-in?said=signed-out'))).toContain('You are signed out.');
    expect(await bed.deeds('sign-out')).toHaveLength(1);
  });

  test.each([
    ['no token', {}, {}],
    ['a wrong token', { csrf: 'x' }, {}],
    ['a page of another site', undefined, { origin: 'https://evil.example' }],
  ])('is not done by %s', async (_, form, headers) => {
    await bed.add('anna');
    await signIn('anna@okpay.example', RIGHT);
    const right = { csrf: hidden(await browser.ask('GET /sign-in')) };
    const page = await browser.ask('POST /sign-in/out', { form: form ?? right, headers });
    expect(page.status).toBe(403);
    expect(await browser.ask('GET /api/session')).toMatchObject({ status: 200 });
  });
});

describe('a sign-in link', () => {
  const linkFor = async (name: string) => {
    const { id } = await bed.add(name);
    const link = await bed.access.staff.makeLink(id, BY);
    if ('fault' in link) throw new Error(link.message);
    return link.token;
  };

  test('shows a button, and only that signs in', async () => {
    const token = await linkFor('anna');
    for (let look = 0; look < 3; look += 1) {
      const page = await bed.browser().ask(`GET /sign-in/link/${token}`);
      expect([page.status, page.setCookies]).toEqual([200, []]);
      expect(wordsOf(page)).toContain('This link opens the account of anna , once.');
    }
    const signedIn = await browser.ask(`POST /sign-in/link/${token}`, { form: {} });
    expect([signedIn.status, signedIn.headers.location]).toEqual([303, '../../sign-in']);
    expect(wordsOf(await browser.ask('GET /sign-in'))).toContain('You signed in by a sign-in link.');
    const used = await bed.browser().ask(`POST /sign-in/link/${token}`, { form: {} });
    expect(used.status).toBe(404);
    expect(wordsOf(used)).toContain('This link was used already, or is too old.');
  });

  test('lets whoever came by it choose a password without the one they have, for a while', async () => {
    const token = await linkFor('anna');
    await browser.ask(`POST /sign-in/link/${token}`, { form: {} });
    const page = await browser.ask('GET /sign-in');
    expect(page.text).not.toContain('name="current"');
    const form = { csrf: hidden(page), next: 'a password to come', again: 'a password to come' };
    const chosen = await browser.ask('POST /sign-in/password', { form });
    expect([chosen.status, chosen.headers.location]).toEqual([303, '../sign-in?said=chosen']);
    expect(wordsOf(await browser.ask('GET /sign-in?said=chosen'))).toContain('The new password counts from now on.');
    bed.pass(31 * MINUTE);
    expect((await browser.ask('GET /sign-in')).text).toContain('name="current"');
  });

  test('that is none says so', async () => {
    await bed.add('anna');
    const page = await browser.ask('GET /sign-in/link/nothing');
    expect(page.status).toBe(404);
    expect(await browser.ask('POST /sign-in/link/nothing', { form: {}, headers: { origin: 'null' } })).toMatchObject({
      status: 404,
    });
  });
});

describe('choosing a password on the page', () => {
  test.each([
    ['two that differ', { next: 'a password to come', again: 'another password' }, /not the same/],
    ['one that is too short', { next: 'short', again: 'short' }, /12 characters or more/],
    [
      'a wrong present one',
      { next: 'a password to come', again: 'a password to come', current: WRONG },
      /present password is wrong/,
    ],
  ])('with %s says so, and changes nothing', async (_, fields, words) => {
    await bed.add('anna');
    await signIn('anna@okpay.example', RIGHT);
    const form = { current: RIGHT, ...fields, csrf: hidden(await browser.ask('GET /sign-in')) };
    const page = await browser.ask('POST /sign-in/password', { form });
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(wordsOf(page)).toMatch(words);
    expect(page.text).toContain('<details open>');
    expect(page.text).not.toContain('a password to come');
    expect(await bed.browser().signIn('anna')).toMatchObject({ status: 200 });
  });

  test('is not done by another page, nor by whoever is not signed in', async () => {
    await bed.add('anna');
    const form = { current: RIGHT, next: 'a password to come', again: 'a password to come' };
    expect(await browser.ask('POST /sign-in/password', { form })).toMatchObject({ status: 303 });
    await signIn('anna@okpay.example', RIGHT);
    expect(await browser.ask('POST /sign-in/password', { form })).toMatchObject({ status: 403 });
    expect(await bed.browser().signIn('anna')).toMatchObject({ status: 200 });
  });
});

test.each([
  [1, '1 second'],
  [59_001, '1 minute'],
  [900_000, '15 minutes'],
  [3_600_000, '1 hour'],
  [43_200_000, '12 hours'],
  [41_999_999, '11 h 40 min'],
])('%d ms are told as %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

test('names of staff are text on their page, whatever they hold', async () => {
  await bed.access.staff.add(
    { name: '<b>Zoë</b> & co', email: 'zoe@okpay.example', roles: ['ops'], password: RIGHT },
    BY,
  );
  await signIn('zoe@okpay.example', RIGHT);
  expect((await browser.ask('GET /sign-in')).text).toContain('&lt;b&gt;Zoë&lt;/b&gt; &amp; co');
});
