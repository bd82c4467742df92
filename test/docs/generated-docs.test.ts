import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OPERATIONS } from '../../src/backoffice/contract.ts';
import { readNodeComment } from '../../src/cli/reference/doc-comment.ts';
import { generateDocs } from '../../src/cli/reference/generated-docs.ts';
import { NODE_TYPES } from '../../src/flow/nodes/registry.ts';
import { openDocument } from '../../src/flow/read/document.ts';
import { CONTRACTS } from '../../src/services.ts';

const sourceOf = (type: string) => readFileSync(`src/flow/nodes/${type}.ts`, 'utf8');
const generated = [...generateDocs({ sourceOf, contracts: CONTRACTS, operations: OPERATIONS })];

test.each(generated)('%s is what "node tools/docs.mjs" writes now', (path, content) => {
  expect(readFileSync(path, 'utf8') === content, `run: node tools/docs.mjs`).toBe(true);
});

test('the folder of schemas holds no file that is not written any more', () => {
  const written = generated.map(([path]) => path).filter((path) => path.startsWith('docs/schema/'));
  expect(readdirSync('docs/schema').map((name) => `docs/schema/${name}`)).toEqual(written.toSorted());
});

test.each(NODE_TYPES)('the example in the doc comment of $type is a node of that type', (type) => {
  const { example } = readNodeComment(sourceOf(type.type));
  const document = openDocument({ file: 'example.yaml', bytes: new TextEncoder().encode(example) });
  const names = Object.keys(document.content ?? {});

  expect(names).toHaveLength(1);
  const read = document.read(type.schema, names);
  expect(read.findings).toEqual([]);
  expect(read.value?.type).toBe(type.type);
});

test('the reference of services tells closed sets, levels, and what an outcome proves', () => {
  const nodes = generated.find(([path]) => path === 'docs/nodes.md')?.[1] ?? '';
  const section = (service: string) => nodes.split(/^### /m).find((part) => part.startsWith(`${service}\n`)) ?? '';

  expect(section('identity.send-code')).toContain('`channel` (enum: sms, email), `number` (digits; may be left out)');
  expect(section('identity.check-code')).toMatch(/^\| `verified-by-sms` \| level sms \|$/m);
  expect(section('payments.status')).toContain('It is asked only from level email on.');
  expect(section('payments.status')).toContain('`state` (enum: settled, pending, failed, refunded; from email)');
  expect(section('payments.status')).toContain('`merchant` (text; from sms)');
  expect(section('transfers.quote')).toContain('`fee` (money)');
});
