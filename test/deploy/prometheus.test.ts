import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { findProgram } from '../support/find-program.ts';

const promtool = findProgram('promtool');
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('Prometheus takes the configuration and the rules', async () => {
  cpSync('deploy/prometheus', folder, { recursive: true });
  const config = join(folder, 'prometheus.yml');
  const token = join(folder, 'metrics-token');
  writeFileSync(token, 'a-token-of-the-tests');
  writeFileSync(config, readFileSync(config, 'utf8').replace('/tmp/metrics-token', token));
  const { stdout } = await run(promtool, ['check', 'config', '--lint-fatal', config]);
  expect(stdout).toMatch(/is valid prometheus config file syntax/);
  expect(stdout).toMatch(/SUCCESS: 1[5-9] rules found|SUCCESS: [2-9]\d rules found/);
});

test('each alert is made by what it is about, and by nothing ordinary', async () => {
  const { stdout } = await run(promtool, ['test', 'rules', 'deploy/prometheus/alerts.test.yml']);
  expect(stdout).toMatch(/SUCCESS/);
});

test('Prometheus understands every query of the dashboard', async () => {
  const text = readFileSync('deploy/grafana/dashboards/hotline.json', 'utf8');
  const queries = [...text.matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(([, query = '""']) =>
    String(JSON.parse(query)),
  );
  const rules = queries.map((query, index) => ({
    record: `panel:${index}`,
    expr: query.replaceAll('$__rate_interval', '5m'),
  }));
  const file = join(folder, 'queries.yml');
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules }] }));
  const { stdout } = await run(promtool, ['check', 'rules', file]);
  expect(queries.length).toBeGreaterThan(20);
  expect(stdout).toContain(`SUCCESS: ${queries.length} rules found`);
});
