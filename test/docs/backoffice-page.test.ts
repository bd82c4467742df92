import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Fastify from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { OPERATIONS } from '../../src/backoffice/contract.ts';
import { readAnswer, wireOf } from '../../src/backoffice/wire/wire.ts';
import type { Contract } from '../../src/flow/contract.ts';
import { LEVELS } from '../../src/flow/variables.ts';
import { anyAnswer } from '../support/any-answer.ts';

interface Content {
  readonly content: { readonly 'application/json': { readonly schema: object } };
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, { readonly post: Operation }>>;
  readonly components: { readonly responses: object };
}

const document: OpenApi = JSON.parse(readFileSync('docs/backoffice.openapi.json', 'utf8'));
const page = readFileSync('docs/backoffice.md', 'utf8');

/** Fastify checks bodies by JSON Schema; here without changing what it checks, or refusing keys by their names. */
const app = Fastify({
  ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
  onProtoPoisoning: 'ignore',
  onConstructorPoisoning: 'ignore',
});
const schemaOf = (contract: Contract): object =>
  document.paths[wireOf(contract).path]?.post.responses['200']?.content['application/json'].schema ?? {};

beforeAll(async () => {
  for (const contract of OPERATIONS) {
    app.post(wireOf(contract).path, { schema: { body: schemaOf(contract) } }, async () => 'fits');
  }
  await app.ready();
});

const fits = async (contract: Contract, answer: unknown): Promise<boolean> =>
  (await app.inject({ method: 'POST', url: wireOf(contract).path, payload: { ...Object(answer) } })).statusCode === 200;

describe('the OpenAPI document', () => {
  test('has each operation of the back office under its address, and no other', () => {
    expect(Object.keys(document.paths)).toEqual(OPERATIONS.map((contract) => wireOf(contract).path));
    expect(Object.values(document.paths).map(({ post }) => post.operationId)).toEqual(
      OPERATIONS.map(({ service }) => service),
    );
  });

  test.each(OPERATIONS)('asks for a key on $service just where it has an effect', (contract) => {
    const { parameters = [] } = document.paths[wireOf(contract).path]?.post ?? {};
    expect(parameters.map(({ name }) => name)).toEqual(contract.effect ? ['Idempotency-Key'] : []);
  });

  test('refers to nothing that it does not hold', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(references.length).toBeGreaterThan(OPERATIONS.length);
    const components: Readonly<Record<string, object>> = { ...document.components };
    for (const [, kind = '', name = ''] of references) expect(components[kind]).toHaveProperty(name);
  });

  test.each(OPERATIONS)('takes the same answers to $service as the hotline does', async (contract) => {
    const dropped = fc.tuple(anyAnswer(contract), fc.nat(20)).map(([{ outcome, output }, index]) => ({
      outcome,
      output: Object.fromEntries(Object.entries(output).filter((_, place) => place !== index)),
    }));
    const changed = fc.record({ outcome: fc.constantFrom('found', 'none', 'lost'), output: fc.jsonValue() });
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyAnswer(contract), dropped, changed), async (answer) => {
        expect(await fits(contract, answer)).toBe(readAnswer(wireOf(contract), answer).ok);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the page for engineers', () => {
  const section = (service: string): string =>
    page.split(/^##+ /m).find((part) => part.startsWith(`${service}\n`)) ?? '';

  test.each<Contract>(OPERATIONS)('says of $service what goes in, what comes of it and what it gives', (contract) => {
    const text = section(contract.service);
    // As the page says: a payment is told once.
    const told = contract.service.startsWith('payments.') ? text + section('payments.status') : text;
    const names = Object.entries(contract.outcomes).flatMap(([outcome, { output = {} }]) => [
      outcome,
      ...Object.keys(output),
    ]);
    for (const name of [...Object.keys(contract.input), ...names]) expect(told).toContain(`\`${name}\``);
  });

  test('has a section for each operation, and for no other', () => {
    const told = [...page.matchAll(/^### (.*)$/gm)].map(([, name]) => name);
    expect(told.toSorted()).toEqual(OPERATIONS.map(({ service }) => service).toSorted());
  });

  test('tells of each level', () => {
    const rows = [...page.matchAll(/^\| `([\w-]+)` \| [^|]* \| [^|]* \|$/gm)].map(([, level]) => level);
    expect(rows).toEqual(expect.arrayContaining([...LEVELS]));
  });

  test('shows a request and an answer that keep the contract', () => {
    const status = OPERATIONS.find(({ service }) => service === 'payments.status');
    const [request, answer] = [...page.matchAll(/^\{ "[\s\S]*?\}$/gm)].map(([text]) => JSON.parse(text));
    if (!status) throw new Error('there is no such operation');
    expect(wireOf(status).request.parse(request)).toEqual(request);
    expect(readAnswer(wireOf(status), answer)).toEqual({ ok: true, value: answer });
  });
});
