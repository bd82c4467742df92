import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Deed, Person } from '../../../src/access/person.ts';
import type { ErasedCaller } from '../../../src/callers/erase-caller.ts';
import { api } from '../../../src/web/api/api.ts';
import { callerRoutes } from '../../../src/web/api/caller-routes.ts';
import { createErasing } from '../../../src/web/erasing.ts';

const ADMIN: Person = { id: 'p1', name: 'Ana', roles: ['admin'] };
const WHOLE: ErasedCaller = {
  remembered: { done: true },
  callbacks: { done: 2 },
  calls: { done: { calls: 3, recordings: ['RE1'] } },
};

let app: FastifyInstance;
let asking = ADMIN;
let result = WHOLE;
let erased: string[] = [];
let deeds: Deed[] = [];
let keepsDeeds = true;

beforeEach(async () => {
  [asking, result, erased, deeds, keepsDeeds] = [ADMIN, WHOLE, [], [], true];
  const audit = async (deed: Deed) => {
    if (!keepsDeeds) throw new Error('down');
    deeds.push(deed);
  };
  app = Fastify();
  await app.register(api, {
    prefix: '/api',
    version: '1',
    whoIs: async () => asking,
    audit,
    whyUnavailable: () => undefined,
    routes: async (routes) =>
      void (await routes.register(callerRoutes, {
        eraseFor: createErasing({
          erase: async (caller) => {
            erased.push(caller);
            return result;
          },
          audit,
        }),
      })),
  });
});
afterEach(() => app.close());

async function erase(number: string) {
  const reply = await app.inject({ method: 'POST', url: '/api/callers/erase', payload: { number } });
  return { status: reply.statusCode, body: reply.json() };
}

test('an admin erases what is kept by a number, and that is on record without the number', async () => {
  expect(await erase('+85291234567')).toEqual({
    status: 200,
    body: { number: '+852***67', remembered: true, callbacks: 2, calls: 3, recordings: ['RE1'], notErased: [] },
  });
  expect(erased).toEqual(['+85291234567']);
  expect(deeds).toMatchObject([{ person: ADMIN, action: 'erase-caller', outcome: 'done', subject: '+852***67' }]);
});

test('what could not be reached is named, and on record, without what it said', async () => {
  result = { ...WHOLE, remembered: { done: undefined }, calls: { why: 'connect ECONNREFUSED 10.0.0.7:5432' } };
  const { body } = await erase('+85291234567');

  expect(body).toMatchObject({ remembered: null, callbacks: 2, calls: null, recordings: null, notErased: ['calls'] });
  expect(JSON.stringify(body)).not.toContain('10.0.0.7');
  expect(deeds.at(-1)).toMatchObject({ outcome: 'failed', detail: 'calls' });
});

test('nothing is erased that could not be put on record', async () => {
  keepsDeeds = false;
  expect(await erase('+85291234567')).toMatchObject({ status: 500, body: { error: 'internal' } });
  expect(erased).toEqual([]);
});

test.each(['lead', 'ops', 'agent'] as const)(
  'who is only %s erases nobody, and that they tried is on record',
  async (role) => {
    asking = { ...ADMIN, roles: [role] };
    expect(await erase('+85291234567')).toMatchObject({ status: 403, body: { error: 'forbidden' } });
    expect(erased).toEqual([]);
    expect(deeds).toMatchObject([{ action: 'erase-caller', outcome: 'refused' }]);
  },
);

test.each(['', '91234567', '+85291', 'anonymous', "+1'; drop table calls"])('%o is no number', async (number) => {
  expect(await erase(number)).toMatchObject({ status: 400, body: { field: 'body.number' } });
  expect(erased).toEqual([]);
});
