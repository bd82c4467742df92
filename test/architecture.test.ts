import { createRequire } from 'node:module';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { expect, test } from 'vitest';

const { forbidden, options } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');

async function violations(paths: string[], ruleSet: object = { forbidden }) {
  const { output } = await cruise(paths, { ...options, validate: true, ruleSet });
  const { summary } = output as ICruiseResult;
  return {
    total: summary.totalCruised,
    found: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

test('src keeps to the table of allowed imports', async () => {
  const { total, found } = await violations(['src']);

  expect(total).toBeGreaterThan(150); // a cruise that reads no TypeScript finds no fault either
  expect(found).toEqual([]);
}, 60_000);

test('the cruise sees what a file imports', async () => {
  const { found } = await violations(['src/engine'], {
    forbidden: [{ name: 'planted', severity: 'error', from: { path: '^src/engine/' }, to: { path: '^src/flow/' } }],
  });

  expect(found.length).toBeGreaterThan(5);
}, 60_000);
