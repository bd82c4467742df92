import { createMetrics } from '../../src/telemetry/metrics.ts';
import { namesIn } from './exposition.ts';
import { okpay } from './okpay-release.ts';

/** The name of every figure that `/metrics` tells. */
export async function allFigures(): Promise<ReadonlySet<string>> {
  const metrics = createMetrics({ version: '1.2.3' });
  metrics.lookUp({
    isReady: async () => true,
    release: () => okpay,
    backOffice: () => 'closed',
    hours: { closures: () => [], overrides: () => [] },
    waiting: async () => [],
    now: () => Date.UTC(2026, 10, 24),
    journal: { countWaiting: async () => 0, bound: 1, health: () => undefined },
    database: { isReady: async () => true, connections: () => undefined, countRunning: async () => 0 },
  });
  return namesIn(await metrics.expose());
}

/** What Prometheus knows by itself. */
const OF_PROMETHEUS = ['up', 'ALERTS'];

const WORDS = new Set(['and', 'or', 'unless', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'bool']);

/** The names of figures in a query, but for those that Prometheus has of its own. */
export function figuresIn(query: string): readonly string[] {
  const bare = query
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
    .replace(/\b(?:by|without|on|ignoring)\s*\([^)]*\)/g, '');
  const names = [...bare.matchAll(/(?<![\w$.])[a-zA-Z_:][\w:]*(?!\w*\s*\()/g)].map(([name]) => name);
  return names.filter((name) => !WORDS.has(name) && !OF_PROMETHEUS.includes(name));
}
