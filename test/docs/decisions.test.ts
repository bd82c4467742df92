import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const names = readdirSync('docs/decisions').toSorted();

test('decisions are numbered without a gap', () => {
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
});

test.each(names)('%s says the context, the decision and its consequences, in under a page', (name) => {
  const text = readFileSync(`docs/decisions/${name}`, 'utf8');
  expect(text).toMatch(new RegExp(`^# ${Number(name.slice(0, 4))}\\. \\S`));
  expect(text.match(/^## .*$/gm)).toEqual(['## Context', '## Decision', '## Consequences']);
  expect(text.split('\n').length).toBeLessThan(60);
});
