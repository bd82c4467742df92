import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { allFigures, figuresIn } from '../support/all-figures.ts';
import { compose } from '../support/compose-file.ts';

const figures = await allFigures();

const Rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.object({ summary: z.string().min(20), runbook: z.string() }),
        }),
      ),
    }),
  ),
});
const read = (file: string): unknown => parse(readFileSync(file, 'utf8'));
const alerts = Rules.parse(read('deploy/prometheus/alerts.yml')).groups.flatMap(({ rules }) => rules);

describe('an alert', () => {
  test.each(alerts)('$alert is about figures that there are', ({ expr }) => {
    const names = figuresIn(expr);
    for (const name of names) expect(figures).toContain(name);
    expect(names.length > 0 || expr.includes('up{')).toBe(true);
  });

  test.each(alerts)('$alert leads to a section that tells what to do', ({ annotations: { runbook } }) => {
    const [file, anchor] = runbook.split('#');
    expect(file).toBe('docs/running.md');
    const sections = readFileSync('docs/running.md', 'utf8').split(/^###? /m);
    const found = sections.find((section) => anchorOf(section.split('\n')[0] ?? '') === anchor);
    expect(found?.split('\n').slice(1).join('').length).toBeGreaterThan(100);
  });

  test('has a name of its own', () => {
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  });

  test('is shown by a test of its own to be made', () => {
    const Tests = z.object({
      tests: z.array(
        z.object({
          alert_rule_test: z.array(z.object({ alertname: z.string(), exp_alerts: z.array(z.unknown()) })).default([]),
        }),
      ),
    });
    const { tests } = Tests.parse(read('deploy/prometheus/alerts.test.yml'));
    const made = tests.flatMap(({ alert_rule_test: shown }) =>
      shown.filter(({ exp_alerts: expected }) => expected.length > 0).map(({ alertname }) => alertname),
    );
    expect(new Set(made)).toEqual(new Set(alerts.map(({ alert }) => alert)));
  });

  test('is about each thing that must not go unnoticed', () => {
    const names = alerts.map(({ alert }) => alert);
    for (const name of [
      ...['RedisGone', 'NotReady', 'TurnsSlow', 'TurnsFail', 'NoTurns'],
      ...['JournalLags', 'JournalFills', 'DatabaseGone', 'BackOfficeGone', 'VerificationStopped'],
    ]) {
      expect(names).toContain(name);
    }
  });
});

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const Dashboard = z.object({
  panels: z.array(
    z.object({
      type: z.string(),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      datasource: z.object({ uid: z.string() }).optional(),
      targets: z.array(z.object({ expr: z.string() })).default([]),
    }),
  ),
});
const { panels } = Dashboard.parse(JSON.parse(readFileSync('deploy/grafana/dashboards/hotline.json', 'utf8')));
const drawn = panels.filter(({ type }) => type !== 'row');

describe('the dashboard', () => {
  test.each(drawn)('draws "$title" of figures that there are', ({ targets, datasource }) => {
    expect(targets.length).toBeGreaterThan(0);
    for (const { expr } of targets) for (const name of figuresIn(expr)) expect(figures).toContain(name);
    const sources = read('deploy/grafana/provisioning/datasources/prometheus.yml');
    expect(sources).toMatchObject({ datasources: [{ uid: datasource?.uid, url: 'http://prometheus:9090' }] });
  });

  test('shows every figure of the hotline that an alert is about', () => {
    const shown = new Set(drawn.flatMap(({ targets }) => targets.flatMap(({ expr }) => figuresIn(expr))));
    for (const name of alerts.flatMap(({ expr }) => figuresIn(expr))) expect(shown).toContain(name);
  });

  test('lays no panel over another', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('the names of figures in a query', () => {
  test.each([
    ['sum by (le) (rate(a_bucket{lane=~"x|y"}[5m])) > 2.5', ['a_bucket']],
    ['sum(a) == 0 and max(b) == 1', ['a', 'b']],
    ['up{job="hotline"} == 0 or ALERTS', []],
    ['histogram_quantile(0.99, sum by (le) (rate(c_bucket[$__rate_interval]))) * 60', ['c_bucket']],
    ['(sum(rate(d_total[5m])) or vector(0))', ['d_total']],
  ])('of %s', (query, names) => expect(figuresIn(query)).toEqual(names));
});

test('Prometheus asks each process of the hotline, at its port', () => {
  const Config = z.object({
    scrape_configs: z.array(
      z.object({ job_name: z.string(), static_configs: z.array(z.object({ targets: z.array(z.string()) })) }),
    ),
  });
  const { scrape_configs: jobs } = Config.parse(read('deploy/prometheus/prometheus.yml'));
  const hotline = jobs.find(({ job_name: name }) => name === 'hotline');
  const processes = Object.keys(compose.services).filter((name) => name.startsWith('hotline'));
  expect(hotline?.static_configs.flatMap(({ targets }) => targets)).toEqual(processes.map((name) => `${name}:3000`));
});
