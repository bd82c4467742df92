/**
 * The benchmark of the record: `node test/bench/log/run.ts [--quick]`. Fills a PostgreSQL of its own with a million calls
 * of 13 months, asks a hotline for what leads ask it, and tells how long that takes in a log of a tenth of that age and in
 * the whole. Figures are printed with their aims, and asserted nowhere.
 */
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { openAccess } from '../../../src/access.ts';
import { readConfig } from '../../../src/config.ts';
import { columnTypes } from '../../../src/postgres/column-types.ts';
import { createDatabase } from '../../../src/postgres/database.ts';
import { createCallLog } from '../../../src/postgres/record/call-log.ts';
import { createRecordKeeping } from '../../../src/postgres/record/keeping.ts';
import { rollUpAll } from '../../../src/postgres/reports/roll-up.ts';
import type { Tables } from '../../../src/postgres/tables.ts';
import { nameCaller } from '../../support/name-caller.ts';
import { startPostgres } from '../../support/postgres-server.ts';
import { startServer } from '../../support/server-process.ts';
import { createRandom } from '../load/random.ts';
import { signIn, timeLiveEvent } from './asking.ts';
import { askApart } from './asking-apart.ts';
import { type Figure, printFigures } from './figures.ts';
import { type Filling, fillLog, recordTemplates, toEntries } from './fill.ts';
import { makeTemplates, type Template } from './templates.ts';

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const plan = options.quick
  ? { callsADay: 250, times: 40, ingested: 2000 }
  : { callsADay: 2525, times: 200, ingested: 20_000 };

const DAY_MS = 86_400_000;
const SEED = 7;
const TEMPLATES = 5000;
const DAYS = 396;
const YOUNG_DAYS = 40;
const TO = Math.floor(Date.now() / DAY_MS) * DAY_MS;

// As an operator would set it on a machine like this one; nothing is lost with the machine.
const postgres = await startPostgres({ settings: ['shared_buffers=2GB', 'max_wal_size=4GB'], isSearched: false });
try {
  await run(await postgres.createDatabase());
} finally {
  await postgres.stop();
}

async function run(url: string): Promise<void> {
  const database = createDatabase({ url, directory: '/nowhere' });
  await database.ready();
  const log = createCallLog({ ready: database.ready, nameCaller });
  // Filling takes longer than any statement of the hotline may.
  const pool = new pg.Pool({ connectionString: url, types: columnTypes });
  // A connection may still be on its way out when the server goes.
  pool.on('error', () => undefined);
  const patient = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const templates = makeTemplates(TEMPLATES, createRandom(SEED));
  await recordTemplates(log, templates);
  const filling = { templates, callsADay: plan.callsADay, callers: plan.callsADay * 120 };

  const young = TO - YOUNG_DAYS * DAY_MS;
  await fill(patient, { ...filling, from: young, to: TO });
  const access = { email: 'bench@example.com', password: 'a long password for one run' };
  const { staff } = await openAccess(readConfig({ NODE_ENV: 'test' }), { database, now: Date.now });
  await staff.add(
    { ...access, name: 'Bench', roles: ['admin'] },
    { person: { id: 'operator', name: 'operator' }, from: '127.0.0.1' },
  );
  const server = await startServer({ DATABASE_URL: url, LOG_LEVEL: 'warn', PUBLIC_URL: '' });
  try {
    const figures: Figure[] = [];
    const origin = `http://127.0.0.1:${server.port}`;
    const session = await signIn(origin, access);
    const asked = { origin, session, to: TO, times: plan.times, sids: await someCalls(patient) };
    const before = await askApart(asked);
    await fill(patient, { ...filling, from: TO - DAYS * DAY_MS, to: young });
    const after = await askApart(asked);
    for (const { title, p50, p95, atMost } of after) {
      const was = before.find((figure) => figure.title === title);
      figures.push({ title: `${title}, ms`, value: p95, p50, atMost, young: was?.p95 });
    }
    figures.push({ title: 'facts ingested a second', value: await ingest(templates), atLeast: 50_000 });
    figures.push({ title: 'dropping a month, ms', value: await dropMonth(), atMost: 1000 });
    figures.push({
      title: 'a live event reaches a listener, ms',
      value: await timeLiveEvent(origin, session),
      atMost: 1000,
    });
    await tell(patient, figures);
  } finally {
    await server.stop();
    await patient.destroy();
    await database.close();
  }

  /** Records calls of the last hour by the writer, in batches as it moves them. */
  async function ingest(all: readonly Template[]): Promise<number> {
    const BATCH = 1000;
    const entries = Array.from({ length: plan.ingested }, (_, place) =>
      toEntries(TEMPLATES + place, all[place % all.length] ?? { at: 0, facts: [] }, TO + (place % 3600) * 1000),
    ).flat();
    const from = performance.now();
    for (let at = 0; at < entries.length; at += BATCH) await log.record(entries.slice(at, at + BATCH));
    const facts = entries.reduce((count, entry) => count + entry.facts.length, 0);
    return facts / ((performance.now() - from) / 1000);
  }

  /** The oldest month but that of the templates, of which the facts go first. */
  async function dropMonth(): Promise<number> {
    const keeping = createRecordKeeping(database);
    const oldest = new Date(TO - DAYS * DAY_MS);
    const next = (months: number) =>
      new Date(Date.UTC(oldest.getUTCFullYear(), oldest.getUTCMonth() + months)).toISOString().slice(0, 10);
    await keeping.dropCalls(next(0));
    await keeping.dropFacts(next(1));
    const from = performance.now();
    await keeping.dropFacts(next(2));
    return performance.now() - from;
  }
}

/** Fills and counts what came; gathers statistics and writes out what is new, as a server does by itself in time. */
async function fill(database: Kysely<Tables>, filling: Filling): Promise<void> {
  const days = (filling.to - filling.from) / DAY_MS;
  await timed(`filled ${days} days`, () => fillLog(database, filling));
  await sql`vacuum analyze`.execute(database);
  await sql`
    insert into stale_intervals (at)
    select generate_series(${new Date(filling.from)}::timestamptz, ${new Date(filling.to)}::timestamptz, interval '30 minutes')
  `.execute(database);
  const never = new AbortController().signal;
  await timed(`counted ${days} days`, () => rollUpAll(database, Date.now, never));
  await sql`vacuum analyze`.execute(database);
  await sql`checkpoint`.execute(database);
}

/** Calls of the last 30 days, in no order. */
async function someCalls(database: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly sid: string }>`
    select sid from calls where started_at >= ${new Date(TO - 30 * DAY_MS)} order by md5(sid) limit 500`.execute(
    database,
  );
  return rows.map(({ sid }) => sid);
}

async function timed(title: string, work: () => Promise<void>): Promise<void> {
  const from = performance.now();
  await work();
  console.log(`${title} in ${((performance.now() - from) / 1000).toFixed(0)} s`);
}

async function tell(database: Kysely<Tables>, figures: readonly Figure[]): Promise<void> {
  const { rows } = await sql<{ readonly calls: number; readonly facts: number; readonly version: string }>`
    select (select count(*) from call_months) as calls, (select count(*) from call_facts) as facts,
      current_setting('server_version') as version`.execute(database);
  const [counts] = rows;
  printFigures(figures);
  console.log(`${counts?.calls} calls; ${counts?.facts} facts are left of them after the month was dropped`);
  const load = loadavg().map((one) => one.toFixed(1));
  console.log(`${cpus()[0]?.model}, Node ${process.version}, PostgreSQL ${counts?.version}, load ${load.join(' ')}`);
}
