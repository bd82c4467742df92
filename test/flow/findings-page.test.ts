import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { RULES } from '../../src/flow/read/rules.ts';

const page = readFileSync('docs/findings.md', 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));

test('the page of findings tells every rule, and no other', () => {
  const told = rows.map((row) => /^\| `([a-z0-9-]+)`/.exec(row)?.[1]);
  expect(told).toEqual([...RULES]);
});

test('the page says of every rule what it means, with an example and what to do', () => {
  for (const row of rows) expect(row).toMatch(/^\| `[a-z0-9-]+` \| .+\. \| .+ \| .+\. \|$/);
});

test('every folder of broken files is called after a rule', () => {
  for (const folder of readdirSync('test/flow/broken')) expect(RULES).toContain(folder);
});
