import { describe, expect, test } from 'vitest';
import type { JournalHealth } from '../../src/calls/journal-writer.ts';
import { createMemoryCallStore } from '../../src/calls/memory-call-store.ts';
import type { FactBatch } from '../../src/calls/ports.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { createMetrics, type MetricSources } from '../../src/telemetry/metrics.ts';
import type { CallSid } from '../../src/values/call-sid.ts';
import { readFigures } from '../support/exposition.ts';
import { okpay } from '../support/okpay-release.ts';
import { bench } from '../support/turn-bench.ts';

/** A Tuesday at ten in the morning in China; in Europe it is night. */
const TUESDAY = Date.parse('2026-11-24T10:00:00+08:00');
const HEALTH: JournalHealth = { state: 'running', lagMs: 1500, failures: 2, stored: 40, putAside: 1 };

const SOURCES: MetricSources = {
  isReady: async () => true,
  release: () => okpay,
  backOffice: () => 'half-open',
  hours: { closures: () => [], overrides: () => [] },
  waiting: async () => [{ queue: 'login', callers: 3, longestSeconds: 90 }],
  now: () => TUESDAY,
  journal: { countWaiting: async () => 7, bound: 1000, health: () => HEALTH },
  database: {
    isReady: async () => true,
    connections: () => ({ busy: 2, idle: 1, waiting: 4 }),
    countRunning: async () => 5,
  },
};

/** The figures with other sources than those above. */
async function figuresOf(sources: Partial<MetricSources>): Promise<ReadonlyMap<string, number>> {
  const metrics = createMetrics({ version: '1.2.3' });
  metrics.lookUp({ ...SOURCES, ...sources });
  return readFigures(await metrics.expose());
}

describe('what is counted', () => {
  test('a webhook, by lane and by how it was answered, with its time', async () => {
    const { webhooks, expose } = createMetrics({ version: '1.2.3' });
    webhooks.answered('call', 'new', 3);
    webhooks.answered('call', 'new', 2400);
    webhooks.answered('wait', 'failed', 20_000);
    webhooks.refused('signature');
    const figures = readFigures(await expose());
    const turn = (part: string, labels: string) => figures.get(`hotline_turn_duration_seconds_${part}{${labels}}`);
    expect(turn('count', 'lane="call",outcome="new"')).toBe(2);
    expect(turn('sum', 'lane="call",outcome="new"')).toBeCloseTo(2.403);
    expect(turn('bucket', 'le="0.0025",lane="call",outcome="new"')).toBe(0);
    expect(turn('bucket', 'le="0.005",lane="call",outcome="new"')).toBe(1);
    expect(turn('bucket', 'le="2.5",lane="call",outcome="new"')).toBe(2);
    expect(turn('bucket', 'le="15",lane="wait",outcome="failed"')).toBe(0);
    expect(turn('bucket', 'le="+Inf",lane="wait",outcome="failed"')).toBe(1);
    expect(figures.get('hotline_webhooks_refused_total{reason="signature"}')).toBe(1);
    expect(figures.get('hotline_webhooks_refused_total{reason="nonce"}')).toBe(0);
  });

  test('what a call asks for, by service and outcome', async () => {
    const metrics = createMetrics({ version: '1.2.3' });
    const { enter, press } = await bench({ watchAsking: metrics.watchAsking });
    await enter();
    await press(1, '1');
    await press(2, '2');
    const figures = readFigures(await metrics.expose());
    const asks = [...figures.keys()].filter((series) => series.startsWith('hotline_ask_duration_seconds_count'));
    expect(asks).toEqual([
      'hotline_ask_duration_seconds_count{service="test.look-up",outcome="found"}',
      'hotline_ask_duration_seconds_count{service="test.pay",outcome="done"}',
    ]);
  });

  test('calls that begin and end, and faults, by the facts that are kept', async () => {
    const metrics = createMetrics({ version: '1.2.3' });
    const batches: FactBatch[] = [];
    const append = (_call: CallSid, batch: FactBatch) => void batches.push(batch);
    const store = metrics.watchStore(createMemoryCallStore({ now: () => 0, append }));
    const kept = async (sid: string, facts: readonly Fact[]) =>
      store.append(`CA${sid.repeat(32)}` as CallSid, { key: 'n.x', at: 0, facts });
    await kept('a', [{ type: 'call-started', release: 'r', dialled: '+85230000000' }]);
    await kept('b', [{ type: 'call-started', release: 'r', dialled: '+85230000000' }]);
    await kept('a', [{ type: 'state-lost', turn: 3 }]);
    await kept('a', [{ type: 'call-ended', disposition: 'completed', status: 'completed' }]);
    const figures = readFigures(await metrics.expose());
    expect(batches).toHaveLength(4);
    expect(figures.get('hotline_calls_started_total')).toBe(2);
    expect(figures.get('hotline_calls_ended_total{disposition="completed"}')).toBe(1);
    expect(figures.get('hotline_call_faults_total{fault="state-lost"}')).toBe(1);
    expect(figures.get('hotline_call_faults_total{fault="failed"}')).toBe(0);
  });

  test('codes, by channel and by whether they went out', async () => {
    const { onCode, expose } = createMetrics({ version: '1.2.3' });
    onCode('email', 'sent');
    onCode('sms', 'failed');
    const figures = readFigures(await expose());
    expect(figures.get('hotline_codes_total{channel="email",result="sent"}')).toBe(1);
    expect(figures.get('hotline_codes_total{channel="sms",result="failed"}')).toBe(1);
  });

  test('any number of callers makes no more figures than one', async () => {
    const metrics = createMetrics({ version: '1.2.3' });
    const store = metrics.watchStore(createMemoryCallStore({ now: () => 0, append: () => undefined }));
    const begins = async (n: number) => {
      const caller = `+8529${String(n).padStart(7, '0')}`;
      const facts: Fact[] = [{ type: 'call-started', release: 'r', caller, dialled: '+85230000000' }];
      await store.append(`CA${String(n).padStart(32, '0')}` as CallSid, { key: 'c.0', at: 0, facts });
      metrics.webhooks.answered('call', 'new', 1);
    };
    await begins(0);
    const one = readFigures(await metrics.expose());
    for (let n = 1; n < 500; n += 1) await begins(n);
    const text = await metrics.expose();
    const many = readFigures(text);
    const own = (figures: ReadonlyMap<string, number>) =>
      [...figures.keys()].filter((name) => name.startsWith('hotline_'));
    expect(own(many)).toEqual(own(one));
    expect(many.get('hotline_calls_started_total')).toBe(500);
    expect(text).not.toMatch(/\+8529|CA0000/);
  });
});

describe('what is looked up', () => {
  test('stands there as it is now', async () => {
    const figures = await figuresOf({});
    expect(Object.fromEntries([...figures].filter(([name]) => name.startsWith('hotline_')))).toMatchObject({
      'hotline_info{version="1.2.3"}': 1,
      hotline_store_ready: 1,
      [`hotline_release_info{release="${okpay.id}"}`]: 1,
      'hotline_back_office_circuit{state="closed"}': 0,
      'hotline_back_office_circuit{state="half-open"}': 1,
      'hotline_region_open{region="cn"}': 1,
      'hotline_region_open{region="de"}': 0,
      'hotline_queue_callers{queue="login"}': 3,
      'hotline_queue_callers{queue="general"}': 0,
      'hotline_queue_longest_wait_seconds{queue="login"}': 90,
      hotline_journal_entries: 7,
      hotline_journal_entries_max: 1000,
      hotline_journal_lag_seconds: 1.5,
      hotline_journal_failures: 2,
      hotline_journal_stored_total: 40,
      hotline_journal_put_aside_total: 1,
      hotline_database_ready: 1,
      'hotline_database_connections{state="busy"}': 2,
      'hotline_database_connections{state="idle"}': 1,
      hotline_database_waiting: 4,
      hotline_calls_running: 5,
    });
    expect(figures.get('process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  test('tells what does not answer, and never a figure for what is not known', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    const database = { isReady: async () => false, connections: () => undefined, countRunning: gone };
    const figures = await figuresOf({
      isReady: gone,
      waiting: gone,
      journal: { countWaiting: gone, bound: 1000, health: () => undefined },
      database,
    });
    expect(figures.get('hotline_store_ready')).toBe(0);
    expect(figures.get('hotline_database_ready')).toBe(0);
    const known = [...figures.keys()].join('\n');
    expect(known).not.toMatch(
      /^hotline_(?:queue|journal_(?:entries$|lag|failures)|calls_running|database_(?:con|wait))/m,
    );
  });

  test('does without a database, and without a carrier that can be asked', async () => {
    const figures = await figuresOf({ database: undefined, waiting: undefined });
    expect([...figures.keys()].join('\n')).not.toMatch(/^hotline_(?:database|calls_running|queue)/m);
  });

  test('is not waited for when it hangs, and asked again only when it has answered', async () => {
    let asked = 0;
    const { promise: answered, resolve } = Promise.withResolvers<number>();
    const countWaiting = () => {
      asked += 1;
      return answered;
    };
    const metrics = createMetrics({ version: '1.2.3' });
    metrics.lookUp({ ...SOURCES, journal: { ...SOURCES.journal, countWaiting } });
    const [one, other] = await Promise.all([metrics.expose(), metrics.expose()]);
    for (const text of [one, other]) expect(readFigures(text).has('hotline_journal_entries')).toBe(false);
    expect(asked).toBe(1);
    resolve(12);
    expect(readFigures(await metrics.expose()).get('hotline_journal_entries')).toBe(12);
  });
});
