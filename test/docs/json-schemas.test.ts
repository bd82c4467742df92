import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Fastify from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const files = ['flows', 'config'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith('.yaml'))
    .map(({ parentPath, name }) => join(parentPath, name)),
);
const schemaOf = (file: string): string => {
  const named = /^# yaml-language-server: \$schema=(\S+)$/m.exec(readFileSync(file, 'utf8'))?.[1];
  return join(dirname(file), named ?? 'none is named');
};

/** Fastify checks bodies by JSON Schema of draft 7, as editors do; here without changing what it checks. */
const customOptions = {
  removeAdditional: false,
  coerceTypes: false,
  useDefaults: false,
  allowUnionTypes: true,
} as const;
const app = Fastify({ ajv: { customOptions } });

beforeAll(async () => {
  for (const name of readdirSync('docs/schema')) {
    const schema = { body: JSON.parse(readFileSync(`docs/schema/${name}`, 'utf8')) };
    app.post(`/${name.replace('.schema.json', '')}`, { schema }, async () => 'fits');
  }
  await app.ready();
});

async function check(kind: string, content: object): Promise<string> {
  const { body } = await app.inject({ method: 'POST', url: `/${kind}`, payload: content });
  return body;
}

describe('the files of staff', () => {
  test('there are some to check', () => expect(files.length).toBeGreaterThan(30));

  test.each(files)('%s names a schema that is there, and fits it', async (file) => {
    const schema = schemaOf(file);
    expect(existsSync(schema), `${file} names ${schema}`).toBe(true);

    const kind = /([a-z]+)\.schema\.json$/.exec(schema)?.[1] ?? '';
    expect(await check(kind, parse(readFileSync(file, 'utf8')))).toBe('fits');
  });
});

describe('the schema of flows', () => {
  const flow = (node: object) => ({ format: 1, flow: 'hotline', start: 'here', nodes: { here: node } });

  test('a node is held to the schema of its own type', async () => {
    expect(await check('flow', flow({ type: 'hang-up', prompt: 'goodbye' }))).toBe('fits');
    expect(await check('flow', flow({ type: 'hang-up', prompt: 'goodbye', next: 'here' }))).toContain('additional');
    expect(await check('flow', flow({ type: 'play', prompt: 'goodbye' }))).toContain("'next'");
  });

  test('a type that does not exist is refused', async () => {
    expect(await check('flow', flow({ type: 'plya', prompt: 'goodbye' }))).toContain('allowed values');
  });

  test('a duration is text with a unit', async () => {
    const waiting = (timeout: unknown) =>
      flow({ type: 'menu', prompt: 'hello', timeout, choices: [{ dtmf: '1', next: 'here' }] });
    expect(await check('flow', waiting('5s'))).toBe('fits');
    expect(await check('flow', waiting(5))).toContain('must be string');
  });
});
