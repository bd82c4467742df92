import { type Kysely, sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallLog } from '../../src/calls/journal.ts';
import { createRecordJobs, type RecordJobs } from '../../src/calls/record/jobs.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { createRecordKeeping } from '../../src/postgres/record/keeping.ts';
import type { Tables } from '../../src/postgres/tables.ts';
import { isE164 } from '../../src/values/phone-number.ts';
import { callSid, toEntries } from '../support/journal-entries.ts';
import { nameCaller } from '../support/name-caller.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';

// The jobs that look after the record, on a real PostgreSQL; only the clock is told.

const HOUR_MS = 3_600_000;
const CALLER = '+85291234567';

let postgres: TestPostgres;
let database: Database;
let kysely: Kysely<Tables>;
let log: CallLog;
let now: number;
let told: string[];

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  database = createDatabase({ url: await postgres.createDatabase(), directory: '/nowhere' });
  kysely = await database.ready();
  log = createCallLog({ ...database, nameCaller });
  now = Date.UTC(2026, 10, 23, 12);
  told = [];
});
afterEach(() => database.close());

const going = new AbortController().signal;

function jobs(kept = { callMonths: 24, factMonths: 13, callerMonths: 13 }): RecordJobs {
  const tell = (fields: Readonly<Record<string, unknown>>, message: string): void => {
    const { err, ...plain } = fields;
    told.push(`${JSON.stringify(plain)} ${message}${err instanceof Error ? `: ${err.message}` : ''}`);
  };
  const keeping = createRecordKeeping(database);
  const logger = { info: tell, warn: tell, error: tell };
  return createRecordJobs({ keeping, log, retention: kept, longestCallMs: 6 * HOUR_MS, logger, now: () => now });
}

/** A call that began at an instant, told by name, and what came later in it. */
async function recordCall(number: number, at: number, ...later: readonly Fact[]): Promise<void> {
  const start: Fact = {
    type: 'call-started',
    release: 'r1',
    dialled: '+85230000000',
    caller: CALLER,
    callerName: 'Chan Tai Man',
  };
  const facts = [start, ...later].map((fact, index) => ({
    call: callSid(number),
    turn: `c.${index}`,
    at: at + index * 1000,
    facts: [fact],
  }));
  await log.record(toEntries(facts));
}

const ended: Fact = { type: 'call-ended', disposition: 'completed', status: 'completed' };
const understood: Fact = { type: 'transcribed', recording: 'RE1', text: 'please call me back' };
const joined: Fact = { type: 'queue-joined', queue: 'login' };

async function partsOf(table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly name: string }>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = ${table}::regclass order by 1
  `.execute(kysely);
  return rows.map(({ name }) => name.replace(`${table}_`, ''));
}

async function runsOf(job: string): Promise<readonly unknown[]> {
  const { rows } = await sql<{ readonly outcome: string; readonly details: unknown }>`
    select outcome, details from job_runs where job = ${job} order by id`.execute(kysely);
  return rows.map(({ outcome, details }) => [outcome, details]);
}

test('there is room for the present month and the two that come', async () => {
  now = Date.UTC(2026, 11, 31, 23, 59);
  await jobs().runDue(going);
  for (const table of ['calls', 'call_facts', 'queue_visits']) {
    expect(await partsOf(table)).toEqual(['2026_12', '2027_01', '2027_02']);
  }
  expect(await runsOf('months')).toEqual([['done', { made: ['2026-12-01', '2027-01-01', '2027-02-01'] }]]);
});

test('calls go after two years, their facts after 13 months, whole months at a time', async () => {
  await recordCall(1, Date.UTC(2024, 9, 31, 23), joined, ended);
  await recordCall(2, Date.UTC(2024, 10, 1), joined, ended);
  await recordCall(3, Date.UTC(2025, 8, 30, 23), ended);
  await recordCall(4, Date.UTC(2025, 9, 1), ended);
  await jobs().runDue(going);

  expect(await log.findCall(callSid(1))).toBeUndefined();
  for (const number of [2, 3, 4]) expect(await log.findCall(callSid(number))).toBeDefined();
  expect(await log.factsOf(callSid(3))).toEqual([]);
  expect(await log.factsOf(callSid(4))).toHaveLength(2);
  expect((await partsOf('queue_visits'))[0]).toBe('2024_11');
  expect((await sql`select * from call_months where sid = ${callSid(1)}`.execute(kysely)).rows).toEqual([]);
  expect(await runsOf('retention')).toEqual([
    ['done', { calls: ['2024-10-01'], facts: ['2024-11-01', '2025-09-01'], callers: 2 }],
  ]);
  expect(told).toContain(
    '{"job":"retention","calls":["2024-10-01"],"facts":["2024-11-01","2025-09-01"],"callers":2} a job of the record is done',
  );
});

test('a run that ended halfway through is made up for by the next', async () => {
  await recordCall(1, Date.UTC(2024, 9, 1), ended);
  for (const table of ['calls', 'call_facts', 'queue_visits']) {
    await sql`drop table ${sql.id(`${table}_2024_10`)}`.execute(kysely);
  }
  await jobs().runDue(going);
  expect((await sql`select * from call_months`.execute(kysely)).rows).toEqual([]);
});

test('thousands of calls are forgotten, and gone, in one run', async () => {
  const starts = Array.from({ length: 10_500 }, (_, number) => ({
    call: callSid(number),
    turn: 'c.0',
    at: (number % 2 === 0 ? Date.UTC(2024, 9, 1) : Date.UTC(2025, 8, 1)) + number,
    facts: [{ type: 'call-started', release: 'r1', dialled: '+85230000000', caller: CALLER }] as const,
  }));
  await log.record(toEntries(starts));
  await jobs().runDue(going);
  expect((await sql`select count(*), count(caller) as named from calls`.execute(kysely)).rows).toEqual([
    { count: 5250, named: 0 },
  ]);
  expect((await sql`select count(*) from call_months`.execute(kysely)).rows).toEqual([{ count: 5250 }]);
});

test('what is told of a call after its facts have gone is named as what cannot be stored, and its row stays', async () => {
  await recordCall(1, Date.UTC(2025, 8, 1), joined, ended);
  await jobs().runDue(going);
  const before = await log.findCall(callSid(1));
  const late = toEntries([
    { call: callSid(1), turn: 'c.9', at: now, facts: [{ type: 'language-set', language: 'en' }] },
  ]);
  expect(await log.record(late)).toEqual(late);
  expect(await log.findCall(callSid(1))).toEqual(before);
});

test('a number is not kept for longer than it was said, though its calls and their facts are', async () => {
  await recordCall(1, Date.UTC(2026, 7, 31), understood, ended);
  await recordCall(2, Date.UTC(2026, 8, 1), understood, ended);
  await jobs({ callMonths: 24, factMonths: 13, callerMonths: 2 }).runDue(going);

  const old = await log.findCall(callSid(1));
  expect(old).toMatchObject({ dialled: '+85230000000', disposition: 'completed' });
  expect([old?.caller, old?.callerTail, old?.callerName, old?.transcript]).toEqual(Array(4).fill(undefined));
  expect(JSON.stringify(await log.factsOf(callSid(1)))).not.toMatch(/1234567|Chan|call me/);
  expect(await log.findCall(callSid(2))).toMatchObject({ caller: CALLER, transcript: 'please call me back' });

  // It is still known that they are of one caller, until that caller is forgotten.
  const keys = async () => (await sql`select caller_key from calls order by sid`.execute(kysely)).rows;
  if (!isE164(CALLER)) throw new Error(CALLER);
  expect(await keys()).toEqual(Array(2).fill({ caller_key: nameCaller(CALLER) }));
  expect(await log.eraseCaller(CALLER)).toMatchObject({ calls: 2 });
  expect(await keys()).toEqual(Array(2).fill({ caller_key: null }));
  expect(await runsOf('erasure')).toEqual([['done', { calls: 2 }]]);
});

test('a call whose end never came is closed as lost, and another one is not', async () => {
  await recordCall(1, now - 7 * HOUR_MS, joined);
  await recordCall(2, now - 5 * HOUR_MS, joined);
  await jobs().runDue(going);
  expect(await log.findCall(callSid(1))).toMatchObject({
    disposition: 'lost',
    endedAt: now - 7 * HOUR_MS + 1000,
    visits: [{ queue: 'login', result: 'lost' }],
  });
  expect((await log.findCall(callSid(2)))?.disposition).toBeUndefined();
  expect(await runsOf('reaper')).toEqual([['done', { reaped: 1 }]]);
});

test('what still comes of a lost call counts as if it had never been lost', async () => {
  const at = now - 7 * HOUR_MS;
  await recordCall(1, at, joined);
  await jobs().runDue(going);
  await log.record(toEntries([{ call: callSid(1), turn: 'n.status', at: at + 60_000, facts: [ended] }]));
  expect(await log.findCall(callSid(1))).toMatchObject({ disposition: 'completed', endedAt: at + 60_000 });
  now += 2 * HOUR_MS;
  await jobs().runDue(going);
  expect(await log.findCall(callSid(1))).toMatchObject({ disposition: 'completed' });
});

test('a call that falls silent once more is lost once more', async () => {
  const at = now - 7 * HOUR_MS;
  await recordCall(1, at);
  await jobs().runDue(going);
  const language: Fact = { type: 'language-set', language: 'en' };
  await log.record(toEntries([{ call: callSid(1), turn: 'c.9', at: now + 1000, facts: [language] }]));
  expect((await log.findCall(callSid(1)))?.disposition).toBeUndefined();
  now += 8 * HOUR_MS;
  await jobs().runDue(going);
  expect(await log.findCall(callSid(1))).toMatchObject({ disposition: 'lost', language: 'en' });
});

test('thousands of lost calls are closed in one run', async () => {
  const starts = Array.from({ length: 1200 }, (_, number) => ({
    call: callSid(number),
    turn: 'c.0',
    at: now - 20 * HOUR_MS + number,
    facts: [{ type: 'language-set', language: 'en' }] as const,
  }));
  await log.record(toEntries(starts));
  await jobs().runDue(going);
  const { rows } = await sql`select disposition, count(*) from calls group by 1`.execute(kysely);
  expect(rows).toEqual([{ disposition: 'lost', count: 1200 }]);
});

test('of several processes one does it, and each job again when its time has come', async () => {
  await Promise.all(Array.from({ length: 4 }, () => jobs().runDue(going)));
  for (const job of ['months', 'retention', 'reaper']) expect(await runsOf(job)).toHaveLength(1);
  now += HOUR_MS;
  await jobs().runDue(going);
  expect([await runsOf('reaper'), await runsOf('months')].map((runs) => runs.length)).toEqual([2, 1]);
  now += 24 * HOUR_MS;
  await jobs().runDue(going);
  expect(await runsOf('months')).toHaveLength(2);
});

test('a job that somebody stands in the way of is told as failed, and done the next time', async () => {
  await recordCall(1, Date.UTC(2024, 9, 1), ended);
  const away = Promise.withResolvers<void>();
  const reading = Promise.withResolvers<void>();
  const reader = kysely.transaction().execute(async (transaction) => {
    await sql`select count(*) from calls`.execute(transaction);
    reading.resolve();
    await away.promise;
  });
  await reading.promise;
  await jobs().runDue(going);
  expect(told).toContain('{"job":"retention"} a job of the record failed: canceling statement due to lock timeout');
  away.resolve();
  await reader;
  now += 600_000;
  await jobs().runDue(going);
  expect((await runsOf('retention')).map((run) => JSON.stringify(run))).toEqual([
    '["failed",{}]',
    '["done",{"calls":["2024-10-01"],"facts":[],"callers":0}]',
  ]);
  expect(await log.findCall(callSid(1))).toBeUndefined();
});

test('a process that stops leaves its jobs for another time', async () => {
  await jobs().runDue(AbortSignal.abort());
  expect(await runsOf('months')).toEqual([]);
  expect(told).toEqual([]);
});

test('a database that is gone is told, and breaks nothing', async () => {
  const stopped = createDatabase({ url: 'postgresql://127.0.0.1:1/none', directory: '/nowhere' });
  const errors: string[] = [];
  const silent = () => undefined;
  await createRecordJobs({
    keeping: createRecordKeeping(stopped),
    log: createCallLog({ ...stopped, nameCaller }),
    retention: { callMonths: 24, factMonths: 13, callerMonths: 13 },
    longestCallMs: 6 * HOUR_MS,
    logger: { info: silent, warn: silent, error: ({ job }, message) => errors.push(`${message}: ${job}`) },
    now: () => now,
  }).runDue(going);
  expect(errors).toEqual(['months', 'retention', 'reaper'].map((job) => `a job of the record failed: ${job}`));
  await stopped.close();
});
