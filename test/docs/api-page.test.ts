import { readFileSync } from 'node:fs';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { problemsOf } from '../support/openapi-document.ts';

const page = readFileSync('docs/api.md', 'utf8');

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly summary?: string }>>>>;
}

let hotline: TestHotline;
let document: Document;

beforeAll(async () => {
  hotline = await startHotline();
  document = JSON.parse(await (await fetch(`${hotline.url}/api/openapi.json`)).text());
});
afterAll(() => hotline.close());

test('the OpenAPI document of a whole hotline is valid', () => {
  expect(problemsOf(document)).toEqual([]);
  expect(Object.keys(document.paths).length).toBeGreaterThan(15);
});

/** The addresses under `/api` that the server answers, as its router has them. */
function routesOf(app: FastifyInstance): readonly string[] {
  const routes: string[] = [];
  const parents: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', path = '', methods = ''] = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    const depth = indent.length / 4;
    parents.splice(depth, parents.length, path);
    const address = parents.join('').replace(/:(\w+)/g, '{$1}');
    for (const method of methods.split(', ')) routes.push(`${method.toLowerCase()} ${address}`);
  }
  return routes.filter((route) => /^(?:get|post|put|patch|delete) \/api\//.test(route));
}

test('the router is read right', async () => {
  const app = Fastify();
  app.get('/api/a', async () => '');
  app.post('/api/a/:id', async () => '');
  await app.ready();
  expect(routesOf(app)).toEqual(['get /api/a', 'post /api/a/{id}']);
});

test('it names every route under /api, and no other', () => {
  const told = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  const there = routesOf(hotline.hotline.app);
  expect(there.length).toBeGreaterThan(15);
  expect(told.toSorted()).toEqual([...there].toSorted());
});

test('every address that the page names is one of them', () => {
  const named = [...page.matchAll(/\/api\/[\w/.-]+/g)].map(([path]) => path);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((path) => !Object.hasOwn(document.paths, path))).toEqual([]);
});

test('the page names each type of event, and no other', async () => {
  const components = Reflect.get(document, 'components');
  const types: readonly string[] = components.schemas.LiveCallEvent.properties.type.enum;
  const [, table = ''] = page.split('| type | tells |');
  const rows = table.split('\n\n')[0] ?? '';
  const told = [...rows.matchAll(/^\| ((?:`[\w-]+`(?:, )?)+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([\w-]+)`/g)].map(([, type = '']) => type),
  );
  expect(told.toSorted()).toEqual([...types].toSorted());
});
