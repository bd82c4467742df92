import { once } from 'node:events';
import { get } from 'node:http';
import { parse } from 'csv-parse/sync';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Deed } from '../../../src/access/person.ts';
import { ROLES, type Role } from '../../../src/access/roles.ts';
import { api } from '../../../src/web/api/api.ts';
import { callsRoutes } from '../../../src/web/api/calls/calls-routes.ts';
import { callSid, NOON, type Turn } from '../../support/journal-entries.ts';
import { createMemoryCallSearch } from '../../support/memory-call-search.ts';
import { nameCaller } from '../../support/name-caller.ts';

const CALLER = '+85291234567';
const EVIL = `=HYPERLINK("http://evil.example","x")`;

const callOf = (number: number, callerName: string): readonly Turn[] => [
  {
    call: callSid(number),
    turn: 'c.0',
    at: NOON + number * 1000,
    facts: [{ type: 'call-started', release: 'r1', caller: CALLER, callerName, dialled: '+85230000000' }],
  },
  {
    call: callSid(number),
    turn: 'n.transcript',
    at: NOON + number * 1000 + 500,
    facts: [{ type: 'transcribed', recording: 'RE1', text: '-my card, "the red one",\r\nwas lost\u202e' }],
  },
];

let app: FastifyInstance;
let role: Role;
let deeds: Deed[];
let search: ReturnType<typeof createMemoryCallSearch>;

async function serve(calls: readonly (readonly Turn[])[]): Promise<void> {
  search = createMemoryCallSearch(calls);
  app = Fastify();
  await app.register(api, {
    prefix: '/api',
    version: '1',
    whoIs: async () => ({ id: 'p1', name: 'Ana', roles: [role] }),
    audit: async (deed) => void deeds.push(deed),
    whyUnavailable: () => undefined,
    routes: (routes) =>
      callsRoutes(routes, {
        search,
        nameCaller: (number) => nameCaller(number),
        audit: async (deed) => void deeds.push(deed),
      }),
  });
}

beforeEach(async () => {
  [role, deeds] = ['admin', []];
  await serve([callOf(1, EVIL), callOf(2, '陈大文')]);
});
afterEach(() => app.close());

const ask = (url: string, method: 'GET' | 'POST' = 'GET') => app.inject({ method, url: `/api${url}` });
const ONE = `/calls/${callSid(1)}`;

describe('of every role', () => {
  const MAY: Readonly<Record<string, readonly Role[]>> = {
    'GET /calls': ['lead', 'ops', 'admin'],
    [`GET ${ONE}`]: ['lead', 'ops', 'admin'],
    'GET /calls?text=card': ['lead', 'admin'],
    'GET /calls?number=%2B85291234567': ['lead', 'admin'],
    'GET /calls/export': ['lead', 'admin'],
    [`POST ${ONE}/reveal`]: ['admin'],
  };
  const asked = Object.entries(MAY).flatMap(([what, may]) =>
    ROLES.map((one) => ({ what, one, may: may.includes(one) })),
  );

  test.each(asked)('$one asks for $what: $may', async ({ what, one, may }) => {
    role = one;
    const [method, url = ''] = what.split(' ');
    const { statusCode } = await ask(url, method === 'POST' ? 'POST' : 'GET');
    expect(statusCode).toBe(may ? 200 : 403);
    expect(deeds.filter(({ outcome }) => outcome === 'refused')).toHaveLength(may ? 0 : 1);
  });

  test('names and words are there for those alone who may read them', async () => {
    for (const url of ['/calls', ONE]) {
      role = 'ops';
      expect((await ask(url)).body).not.toMatch(/HYPERLINK|陈大文|red one/);
      role = 'lead';
      expect((await ask(url)).body).toMatch(/HYPERLINK.*red one/s);
    }
  });

  test('a number is in no answer but that to whoever may see it', async () => {
    for (const url of ['/calls', ONE, '/calls/export', '/calls/export?format=jsonl']) {
      expect((await ask(url)).body).not.toContain(CALLER.slice(1));
    }
  });
});

test('whoever sees a number is on record before they see it', async () => {
  expect((await ask(`${ONE}/reveal`, 'POST')).json()).toEqual({ callSid: callSid(1), number: CALLER });
  expect(deeds).toMatchObject([
    { person: { id: 'p1' }, action: 'reveal-number', outcome: 'done', subject: callSid(1) },
  ]);
  expect((await ask(`/calls/${callSid(9)}/reveal`, 'POST')).statusCode).toBe(404);
});

test('a search by number is on record with the number masked, and an export with what it was asked by', async () => {
  const { calls } = (await ask('/calls?number=%2B85291234567')).json();
  expect(calls).toHaveLength(2);
  await ask('/calls/export?release=r1&disposition=running');
  expect(deeds).toMatchObject([
    { action: 'search-number', subject: '+852***67' },
    { action: 'export-calls', detail: 'by disposition, release' },
  ]);
});

test('pages lead from one to the next', async () => {
  const first = (await ask('/calls?limit=1')).json();
  expect(first.calls).toMatchObject([{ callSid: callSid(2) }]);
  const second = (await ask(`/calls?limit=1&cursor=${first.next}`)).json();
  expect(second).toMatchObject({ calls: [{ callSid: callSid(1) }] });
  expect(second).not.toHaveProperty('next');
});

describe('an export', () => {
  test('opened again has no cell that a spreadsheet takes for a formula', async () => {
    const { rawPayload, headers } = await ask('/calls/export?format=csv');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const rows: readonly Record<string, string>[] = parse(rawPayload, { columns: true, bom: true });
    expect(rows.map(({ callSid: sid, callerName }) => [sid, callerName])).toEqual([
      [callSid(2), '陈大文'],
      [callSid(1), `'${EVIL}`],
    ]);
    expect(rows[1]?.transcript).toBe(`'-my card, "the red one",\r\nwas lost\u202e`);
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('in JSON has of each call what it is shown with by itself', async () => {
    const lines = (await ask('/calls/export?format=jsonl')).body.trim().split('\n');
    const shown = [2, 1].map(async (number) => (await ask(`/calls/${callSid(number)}`)).json().call);
    expect(lines.map((line) => JSON.parse(line))).toEqual(await Promise.all(shown));
  });

  test('of nothing is a head without rows', async () => {
    const rows = parse((await ask('/calls/export?queue=nowhere')).rawPayload, { bom: true });
    expect(rows).toHaveLength(1);
    expect((await ask('/calls/export?format=jsonl&queue=nowhere')).body).toBe('');
  });

  test('reads no more once its reader has gone, nor faster than it is read', async () => {
    await app.close();
    const many = Array.from({ length: 20_000 }, (_, number) => callOf(number, 'x'.repeat(500)));
    await serve(many);
    const address = await app.listen({ host: '127.0.0.1', port: 0 });
    const request = get(`${address}/api/calls/export?format=jsonl`);
    const [response] = await once(request, 'response');
    await once(response, 'readable');
    response.read(1);
    // Whatever the sockets between take is read, and not the whole.
    await expect
      .poll(async () => {
        const before = search.batchesRead();
        await new Promise((resolve) => setTimeout(resolve, 100));
        return search.batchesRead() - before;
      })
      .toBe(0);
    const read = search.batchesRead();
    expect(read).toBeLessThan(10_000);
    response.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(search.batchesRead() - read).toBeLessThan(3);
  });
});

test('what is wrong is told with its place, before anybody looks for anything', async () => {
  const wrong = async (query: string) => {
    const { statusCode, body } = await ask(`/calls${query}`);
    return [statusCode, JSON.parse(body)];
  };
  expect(await wrong('?from=2026-11-24&to=2026-11-23')).toEqual([
    400,
    { error: 'bad-request', field: 'query.to', message: 'to must be later than from.' },
  ]);
  expect(await wrong('?cursor=17')).toEqual([
    400,
    { error: 'bad-request', field: 'query.cursor', message: 'There is no such page. Begin with the first one.' },
  ]);
  expect((await wrong('?colour=red'))[0]).toBe(400);
  expect((await wrong('?queue=a&queue=b'))[0]).toBe(400);
  expect((await ask('/calls/CA12')).statusCode).toBe(400);
});
