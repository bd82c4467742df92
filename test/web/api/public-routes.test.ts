import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Closure } from '../../../src/hours/calendar.ts';
import { api } from '../../../src/web/api/api.ts';
import { publicRoutes } from '../../../src/web/api/public-routes.ts';
import { CLOSED, MAINTENANCE, OPEN } from '../../support/moments.ts';
import { okpay } from '../../support/okpay-release.ts';

let app: FastifyInstance;
let at = Date.parse(OPEN);
let closures: readonly Closure[] = [];

beforeEach(async () => {
  at = Date.parse(OPEN);
  closures = [];
  app = Fastify();
  await app.register(api, {
    prefix: '/api',
    version: '1',
    whoIs: async () => ({ refused: 'not-signed-in' }),
    audit: async () => undefined,
    whyUnavailable: () => undefined,
    routes: async (routes) =>
      void (await routes.register(publicRoutes, {
        release: () => okpay,
        hours: { closures: () => closures, overrides: () => [] },
        now: () => at,
      })),
  });
});
afterEach(() => app.close());

const ask = async (path: string) => {
  const reply = await app.inject(`/api/public/${path}`);
  return { status: reply.statusCode, body: reply.json() };
};

test('whoever is about to ring finds the numbers, and where people answer now', async () => {
  const { status, body } = await ask('hotline');
  expect(status).toBe(200);
  expect(body.languages).toEqual(expect.arrayContaining(['en', 'zh-CN', 'es']));
  expect(body.numbers).toContainEqual({ number: '+85230000000', region: 'hk', language: null });
  const hongKong = () => body.regions.find(({ region }: { region: string }) => region === 'hk');
  expect(hongKong()).toMatchObject({ zone: 'Asia/Hong_Kong', state: 'open', until: expect.stringMatching(/\+08:00$/) });
  expect(body.regions.map(({ region }: { region: string }) => region)).toEqual(
    expect.arrayContaining(['cn', 'hk', 'sg', 'jp', 'gb', 'de', 'es', 'us-east', 'us-west', 'mx', 'br', 'ng']),
  );
});

test('a date is told by the calendar of the region, with the layer that decided', async () => {
  expect(await ask('status?region=cn&date=2026-10-01')).toMatchObject({
    status: 200,
    body: {
      region: 'cn',
      date: '2026-10-01',
      state: 'closed',
      spans: [],
      rule: 'holiday',
      nextOpen: expect.stringMatching(/^2026-10-0\dT\d\d:00:00\+08:00$/),
    },
  });
  const { body } = await ask('status?region=hk&date=2026-11-24');
  expect(body).toMatchObject({ state: 'open', rule: 'weekly', spans: [{ from: '2026-11-24T09:00:00+08:00' }] });
  expect(Object.keys(body)).toEqual(['region', 'date', 'state', 'spans', 'reason', 'rule', 'nextOpen']);
});

test('a closure counts at once, and a date beyond the calendar is unknown', async () => {
  closures = [MAINTENANCE];
  const { body } = await ask('status?region=hk');
  expect(body).toMatchObject({ date: '2026-11-24', spans: [{ to: '2026-11-24T09:30:00+08:00' }, expect.anything()] });
  expect((await ask('hotline')).body.regions.find(({ region }: { region: string }) => region === 'hk')).toMatchObject({
    state: 'closed',
    nextOpen: '2026-11-24T15:00:00+08:00',
  });
  expect((await ask('status?region=cn&date=2031-01-01')).body).toMatchObject({ state: 'unknown', rule: 'coverage' });
  at = Date.parse(CLOSED);
  closures = [];
  expect((await ask('hotline')).body.regions.find(({ region }: { region: string }) => region === 'hk')).toMatchObject({
    state: 'closed',
  });
});

test.each([
  ['status', 400, 'query.region'],
  ['status?region=cn&date=2026-02-31', 400, 'query.date'],
  ['status?region=cn&date=tomorrow', 400, 'query.date'],
  ['status?region=atlantis', 404, 'query.region'],
  ['status?region=__proto__', 404, 'query.region'],
])('%s is refused', async (path, status, field) => {
  expect(await ask(path)).toMatchObject({ status, body: { field } });
});
