import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { problemsOf } from '../../support/openapi-document.ts';
import { type Browser, createWebBed, type WebBed } from './bed.ts';

let bed: WebBed;
let admin: Browser;
beforeEach(async () => {
  bed = await createWebBed();
  admin = await bed.signedIn('adam', ['admin']);
});
afterEach(() => bed.app.close());

const ben = { email: 'Ben@OKPay.example', name: 'Ben', roles: ['lead'] };

describe('an admin', () => {
  test('adds somebody with a link, which signs them in', async () => {
    const { status, body } = await admin.ask('POST /api/users', { body: { ...ben, link: true } });
    expect(status).toBe(201);
    expect(body).toEqual({
      user: {
        id: expect.any(String),
        email: 'ben@okpay.example',
        name: 'Ben',
        roles: ['lead'],
        isDisabled: false,
        hasPassword: false,
        createdAt: '2026-11-23T08:00:00.000Z',
      },
      link: {
        address: expect.stringMatching(/^http:\/\/localhost:3000\/api\/sign-in\/link\//),
        endsAt: '2026-11-24T08:00:00.000Z',
      },
    });
    const browser = bed.browser();
    const { pathname } = new URL(body.link.address);
    expect(await browser.ask(`POST ${pathname}`, { body: {} })).toMatchObject({ body: { person: { name: 'Ben' } } });
    const { body: listed } = await admin.ask('GET /api/users');
    expect(listed.users.map(({ name }: { readonly name: string }) => name)).toEqual(['Ben', 'adam']);
    expect(JSON.stringify(listed)).not.toMatch(/argon|hash|revision/i);
  });

  test.each([
    ['an address that is none', { email: 'ben' }, 'body.email'],
    ['a bare password', { password: 'short' }, 'body.password'],
    ['no roles', { roles: [] }, 'body.roles'],
    ['roles that are none', { roles: ['root'] }, 'body.roles.0'],
    ['no name', { name: '' }, 'body.name'],
  ])('hears what is wrong with %s', async (_, wrong, field) => {
    expect(await admin.ask('POST /api/users', { body: { ...ben, ...wrong } })).toMatchObject({
      status: 400,
      body: { error: 'bad-request', field },
    });
  });

  test('adds nobody with more than there is to say', async () => {
    const body = { ...ben, isDisabled: false, passwordHash: 'x', revision: 7 };
    expect(await admin.ask('POST /api/users', { body })).toMatchObject({ status: 400 });
    expect(await bed.access.staff.list()).toHaveLength(1);
  });

  test('changes somebody, and hears of what cannot be', async () => {
    const { body } = await admin.ask('POST /api/users', { body: ben });
    const { id } = body.user;
    const change = (of: string, what: object) => admin.ask(`PATCH /api/users/${of}`, { body: what });
    expect(await change(id, { roles: ['ops', 'lead', 'ops'], name: 'Benno' })).toMatchObject({
      status: 200,
      body: { user: { roles: ['lead', 'ops'], name: 'Benno' } },
    });
    expect(await change(id, { isDisabled: true })).toMatchObject({ body: { user: { isDisabled: true } } });
    expect(await change(id, { email: 'other@okpay.example' })).toMatchObject({ status: 400 });
    expect(await change('nobody', { name: 'X' })).toMatchObject({ status: 404, body: { error: 'not-found' } });
    expect(await admin.ask('POST /api/users', { body: ben })).toMatchObject({
      status: 409,
      body: { error: 'conflict' },
    });
    expect(await admin.ask(`POST /api/users/${id}/link`, { body: {} })).toMatchObject({ status: 409 });
    const adam = (await bed.access.staff.list()).find(({ name }) => name === 'adam');
    expect(await change(adam?.id ?? '', { roles: ['lead'] })).toMatchObject({
      status: 409,
      body: { message: 'Nobody would be left who may manage users.' },
    });
  });

  test('sees where somebody is signed in, ends that, and lifts a lock', async () => {
    const browser = await bed.signedIn('cleo');
    const cleo = (await bed.access.staff.list()).find(({ name }) => name === 'cleo');
    const { body } = await admin.ask(`GET /api/users/${cleo?.id}/sessions`);
    expect(body.sessions).toEqual([
      {
        startedAt: '2026-11-23T08:00:00.000Z',
        usedAt: '2026-11-23T08:00:00.000Z',
        signedInBy: 'password',
        from: '203.0.113.*',
      },
    ]);
    expect(await admin.ask(`DELETE /api/users/${cleo?.id}/sessions`)).toMatchObject({
      status: 200,
      body: { ended: 1 },
    });
    expect(await browser.ask('GET /api/session')).toMatchObject({ status: 401 });
    expect(await admin.ask(`POST /api/users/${cleo?.id}/unlock`, { body: {} })).toMatchObject({
      status: 200,
      body: { hadTries: false },
    });
    expect(await admin.ask(`POST /api/users/${cleo?.id}/link`, { body: {} })).toMatchObject({ status: 201 });
  });

  test('reads what staff did, in pages and by person', async () => {
    const lead = await bed.signedIn('lea');
    for (let count = 0; count < 3; count += 1) await lead.ask('GET /api/audit');
    const { body: first } = await admin.ask('GET /api/audit?limit=2');
    expect(first.deeds).toMatchObject([
      { action: 'read-audit', outcome: 'refused', person: { name: 'lea' }, subject: 'GET /api/audit' },
      { action: 'read-audit', outcome: 'refused', at: '2026-11-23T08:00:00.000Z', from: '203.0.113.*' },
    ]);
    const { body: second } = await admin.ask(`GET /api/audit?limit=500&before=${first.next}`);
    expect(second.deeds[0]).toMatchObject({ action: 'read-audit' });
    expect(second).not.toHaveProperty('next');
    const { id } = first.deeds[0].person;
    const { body: hers } = await admin.ask(`GET /api/audit?person=${id}`);
    expect(hers.deeds.map(({ action }: { readonly action: string }) => action)).toEqual([
      'read-audit',
      'read-audit',
      'read-audit',
      'sign-in',
    ]);
  });

  test.each(['limit=0', 'limit=501', 'limit=x', 'before=-1', 'sort=asc'])('cannot ask for %s', async (query) => {
    expect(await admin.ask(`GET /api/audit?${query}`)).toMatchObject({ status: 400 });
  });
});

test('the OpenAPI document tells of all of it', async () => {
  const { body } = await admin.ask('GET /api/openapi.json');
  expect(problemsOf(body)).toEqual([]);
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining([
      '/api/session',
      '/api/sign-in',
      '/api/sign-in/link/{token}',
      '/api/users/{id}',
      '/api/audit',
    ]),
  );
});
