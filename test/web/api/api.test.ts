import Fastify, { type FastifyInstance } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Deed, Person, Refusal } from '../../../src/access/person.ts';
import { api } from '../../../src/web/api/api.ts';
import { ApiError, ErrorBody, STATUS } from '../../../src/web/api/api-error.ts';
import { personOf } from '../../../src/web/api/guard.ts';
import { named } from '../../../src/web/api/named-schemas.ts';
import { problemsOf } from '../../support/openapi-document.ts';

const LEAD: Person = { id: 'p1', name: 'Ana', roles: ['lead'] };
const UNREACHABLE = new Error('connect ECONNREFUSED 10.0.0.7:5432');

let app: FastifyInstance;
let asking: Person | Refusal | Error = LEAD;
let deeds: Deed[] = [];

const Thing = named('Thing', z.object({ size: z.number(), of: z.string() }));

const things: FastifyPluginAsyncZod = async (routes) => {
  const tags = ['things'];
  routes.get(
    '/things',
    {
      config: { permission: 'read-calls' },
      schema: {
        summary: 'A thing',
        tags,
        querystring: z.object({ size: z.coerce.number().int().max(9, 'is more than 9') }),
        response: { 200: Thing },
      },
    },
    async (request) => ({ size: request.query.size, of: personOf(request).name, secret: 'x' }),
  );
  routes.post(
    '/things',
    {
      config: { permission: 'manage-users' },
      schema: { summary: 'Make one', tags, body: Thing, response: { 201: Thing } },
    },
    async (request, reply) => reply.code(201).send(request.body),
  );
  routes.get(
    '/things/:why',
    {
      config: { permission: 'signed-in' },
      handlerTimeout: 50,
      schema: {
        summary: 'No thing',
        tags,
        params: z.object({ why: z.string() }),
        response: { 200: Thing, 404: ErrorBody },
      },
    },
    async (request) => {
      if (request.params.why === 'absent') throw new ApiError('not-found', 'There is no such thing.');
      if (request.params.why === 'busy') throw new ApiError('too-many-requests', 'Wait.', { retryAfterSeconds: 1.2 });
      if (request.params.why === 'down') throw UNREACHABLE;
      if (request.params.why === 'slow') return new Promise<never>(() => undefined);
      if (request.params.why === 'misshapen') return { size: 'large' } as never;
      throw new TypeError('password hunter2 is not a function');
    },
  );
};

beforeEach(async () => {
  asking = LEAD;
  deeds = [];
  app = Fastify();
  await app.register(api, {
    prefix: '/api',
    version: '1.2.3',
    whoIs: async () => {
      if (asking instanceof Error) throw asking;
      return asking;
    },
    audit: async (deed) => void deeds.push(deed),
    whyUnavailable: (error) => (error === UNREACHABLE ? 'The record cannot be reached now.' : undefined),
    routes: async (routes) => void (await routes.register(things)),
  });
});
afterEach(() => app.close());

interface Asked {
  readonly body?: unknown;
  readonly text?: string;
  readonly type?: string;
}

async function ask(address: string, { body, text, type = 'application/json' }: Asked = {}) {
  const [method = 'GET', url = ''] = address.split(' ');
  const payload = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const reply = await app.inject({
    method: method as 'GET',
    url,
    ...(payload === undefined ? {} : { payload, headers: { 'content-type': type } }),
  });
  return { status: reply.statusCode, headers: reply.headers, body: reply.body === '' ? undefined : reply.json() };
}

describe('an answer', () => {
  test('holds what its schema names and nothing else, and is kept nowhere', async () => {
    const { status, headers, body } = await ask('GET /api/things?size=3');

    expect({ status, body }).toEqual({ status: 200, body: { size: 3, of: 'Ana' } });
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });

  test.each([
    ['GET /api/things?size=10', {}, 400, { error: 'bad-request', field: 'query.size', message: 'is more than 9' }],
    ['GET /api/things/absent', {}, 404, { error: 'not-found', message: 'There is no such thing.' }],
    ['GET /api/nothing', {}, 404, { error: 'not-found', message: 'There is no such address.' }],
    ['GET /api/things/down', {}, 503, { error: 'unavailable', message: 'The record cannot be reached now.' }],
    ['GET /api/things/slow', {}, 503, { error: 'unavailable', message: 'The answer took too long.' }],
    ['GET /api/things/misshapen', {}, 500, { error: 'internal', message: 'Something went wrong on our side.' }],
    ['GET /api/things/broken', {}, 500, { error: 'internal', message: 'Something went wrong on our side.' }],
  ])('%s says what went wrong, and nothing of how', async (address, asked, status, body) => {
    expect(await ask(address, asked)).toMatchObject({ status, body });
    expect((await ask(address, asked)).headers['cache-control']).toBe('no-store');
  });

  test('to who asked too often says when to come back', async () => {
    const { status, headers } = await ask('GET /api/things/busy');
    expect([status, headers['retry-after']]).toEqual([429, '2']);
  });

  test.each<[string, Asked, number, string]>([
    ['JSON that cannot be read', { text: '{' }, 400, 'bad-request'],
    ['a form', { text: 'size=1', type: 'application/x-www-form-urlencoded' }, 415, 'unsupported-media-type'],
    ['text, which any page may send', { text: '{}', type: 'text/plain' }, 415, 'unsupported-media-type'],
    ['more than the API reads', { body: { of: 'x'.repeat(20_000) } }, 413, 'too-large'],
    ['a body of another shape', { body: { size: 1, of: 2 } }, 400, 'bad-request'],
  ])('to %s is an error that has a name', async (_what, asked, status, error) => {
    asking = { ...LEAD, roles: ['admin'] };
    expect(await ask('POST /api/things', asked)).toMatchObject({ status, body: { error } });
  });
});

describe('who asks', () => {
  test.each<[Refusal['refused'], number]>([
    ['not-signed-in', 401],
    ['session-over', 401],
    ['not-from-our-page', 403],
  ])('is told why they are refused where it is not known who they are: %s', async (refused, status) => {
    asking = { refused };
    expect(await ask('GET /api/things?size=bad')).toMatchObject({ status, body: { error: refused } });
    expect(deeds).toEqual([]);
  });

  test('is refused what none of their roles lets them do, before anything is read, and that is on record', async () => {
    expect(await ask('POST /api/things', { text: '{' })).toMatchObject({
      status: 403,
      body: { error: 'forbidden', message: 'This takes the permission manage-users.' },
    });
    expect(deeds).toEqual([
      {
        person: { id: 'p1', name: 'Ana' },
        action: 'manage-users',
        outcome: 'refused',
        subject: 'POST /api/things',
        from: '127.0.0.1',
      },
    ]);
  });

  test('may ask where one of their roles lets them', async () => {
    asking = { ...LEAD, roles: ['agent', 'admin'] };
    expect(await ask('POST /api/things', { body: { size: 1, of: 'a' } })).toMatchObject({ status: 201 });
  });

  test('is told where nobody can say who they are', async () => {
    asking = UNREACHABLE;
    expect(await ask('GET /api/things?size=1')).toMatchObject({ status: 503, body: { error: 'unavailable' } });
  });

  test('need not be known for what is public', async () => {
    asking = { refused: 'not-signed-in' };
    expect(await ask('GET /api/openapi.json')).toMatchObject({ status: 200 });
  });
});

describe('a route', () => {
  const register = (options: object) =>
    Fastify().register(api, {
      prefix: '/api',
      version: '1',
      whoIs: async () => LEAD,
      audit: async () => undefined,
      whyUnavailable: () => undefined,
      routes: async (routes) => void routes.get('/x', options, async () => 'x'),
    });

  test('that does not say who may ask cannot be registered', async () => {
    const schema = { summary: 'x', tags: ['x'], response: { 200: z.string() } };
    await expect(register({ schema })).rejects.toThrow('GET /api/x does not say who may ask');
  });

  test('that the document could not tell of cannot be registered', async () => {
    const config = { permission: 'public' };
    await expect(register({ config })).rejects.toThrow('GET /api/x lacks a summary');
  });
});

describe('the OpenAPI document', () => {
  test('is valid, and names every route with all that it may answer', async () => {
    const { body } = await ask('GET /api/openapi.json');
    expect(problemsOf(body)).toEqual([]);
    expect(body.info).toMatchObject({ title: 'OKPay hotline', version: '1.2.3' });
    const operations = Object.entries<Record<string, { security: object[]; responses: object }>>(body.paths).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, { security, responses }]) => [
          `${method} ${path}`,
          security.flatMap(Object.keys).join(),
          Object.keys(responses).join(),
        ]),
    );
    expect(operations).toEqual([
      ['get /api/openapi.json', '', '200,503'],
      ['get /api/things', 'session,token', '200,400,401,403,503'],
      ['post /api/things', 'session,token', '201,400,401,403,503'],
      ['get /api/things/{why}', 'session,token', '200,400,401,404,503'],
    ]);
    expect(body.components.schemas).toMatchObject({ Error: { type: 'object' }, Thing: { type: 'object' } });
  });
});

test('each code of the API has its status', () => {
  expect(Object.values(STATUS).every((status) => status >= 400 && status < 600)).toBe(true);
});
