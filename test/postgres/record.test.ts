import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { foldFacts } from '../../src/calls/call-record.ts';
import type { CallLog } from '../../src/calls/journal.ts';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { callLog } from '../../src/postgres/migrations/0001-call-log.ts';
import { demoBackOffice } from '../../src/postgres/migrations/0002-demo-back-office.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import type { Tables } from '../../src/postgres/tables.ts';
import { isE164 } from '../../src/values/phone-number.ts';
import { factsOf } from '../support/any-call.ts';
import { callSid, NOON, type Turn, toEntries, turnsOfCall } from '../support/journal-entries.ts';
import { nameCaller } from '../support/name-caller.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';

// What the record looks like in PostgreSQL, for whoever searches it and reckons with it.

let postgres: TestPostgres;
let url: string;
let database: Database;
let kysely: Kysely<Tables>;
let log: CallLog;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

async function open(): Promise<void> {
  database = createDatabase({ url, directory: '/nowhere' });
  kysely = await database.ready();
  log = createCallLog({ ...database, nameCaller });
}
beforeEach(async () => {
  url = await postgres.createDatabase();
});
afterEach(() => database.close());

const rowsOf = async (query: ReturnType<typeof sql>) => (await query.execute(kysely)).rows;

describe('a caller who is erased', () => {
  beforeEach(open);

  test('is not in what is being stored meanwhile', async () => {
    const facts = [{ type: 'call-started', release: 'r1', dialled: '+85230000000', caller: '+85291230001' }] as const;
    await log.record(toEntries([{ call: callSid(1), turn: 'c.0', at: NOON, facts }]));
    const eraser = new pg.Client(url);
    await eraser.connect();
    await eraser.query('begin');
    await eraser.query('update calls set caller = null, caller_tail = null, caller_key = null, is_erased = true');
    const text = { type: 'transcribed', recording: 'RE1', text: 'this is Mrs Chan' } as const;
    const storing = log.record(toEntries([{ call: callSid(1), turn: 'n.t', at: NOON + 1000, facts: [text] }]));
    await expect
      .poll(
        async () => (await eraser.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).rows.length,
      )
      .toBe(1);
    await eraser.query('commit');
    await eraser.end();
    expect(await storing).toEqual([]);
    expect(JSON.stringify(await log.factsOf(callSid(1)))).not.toContain('Chan');
    expect(await log.findCall(callSid(1))).not.toHaveProperty('transcript');
  });
});

describe('months', () => {
  beforeEach(open);

  const at = (call: number, turn: string, instant: number): Turn => ({
    call: callSid(call),
    turn,
    at: instant,
    facts: [{ type: 'queue-joined', queue: turn }],
  });
  const lateOctober = Date.UTC(2026, 9, 31, 23, 59, 59, 999);

  test('a call is kept in the month in which it began, in UTC, with all that came later', async () => {
    await log.record(toEntries([at(1, 'c.0', lateOctober), at(2, 'c.0', lateOctober + 1)]));
    await log.record(toEntries([at(1, 'c.1', lateOctober + 1000)]));
    expect(await rowsOf(sql`select sid, month from call_months order by sid`)).toEqual([
      { sid: callSid(1), month: '2026-10-01' },
      { sid: callSid(2), month: '2026-11-01' },
    ]);
    expect(await rowsOf(sql`select count(*) from call_facts_2026_10`)).toEqual([{ count: 2 }]);
    expect(await rowsOf(sql`select count(*) from queue_visits_2026_10`)).toEqual([{ count: 2 }]);
    expect(await rowsOf(sql`select count(*) from calls_2026_10`)).toEqual([{ count: 1 }]);
  });

  test('of the words of a month more is gathered than by default, so that rare ones are known to be rare', async () => {
    await log.record(toEntries([at(1, 'c.0', lateOctober)]));
    const gathered = sql`
      select attrelid::regclass::text as part, attstattarget as gathered from pg_attribute
      where attname = 'words' and attrelid in ('calls'::regclass, 'calls_2026_10'::regclass) order by 1`;
    expect(await rowsOf(gathered)).toEqual([
      { part: 'calls', gathered: 400 },
      { part: 'calls_2026_10', gathered: 400 },
    ]);
  });

  test('a call whose beginning comes late stays in the month in which it was first seen', async () => {
    await log.record(toEntries([at(1, 'c.1', lateOctober + 1)]));
    await log.record(toEntries([at(1, 'c.0', lateOctober)]));
    expect(await rowsOf(sql`select month from call_months`)).toEqual([{ month: '2026-11-01' }]);
    expect(await log.findCall(callSid(1))).toMatchObject({ startedAt: lateOctober, queues: ['c.0', 'c.1'] });
  });

  test('what concerns a call looks at no other month', async () => {
    for (let month = 0; month < 12; month += 1) await log.record(toEntries([at(month, 'c.0', Date.UTC(2026, month))]));
    const plan = await rowsOf(sql`
      explain select * from call_facts
      where month = any(${['2026-03-01']}::date[]) and call_sid = any(${[callSid(2)]})`);
    expect(JSON.stringify(plan)).toContain('call_facts_2026_03');
    expect(JSON.stringify(plan)).not.toContain('call_facts_2026_04');
  });

  test('instants at which no call ever was make no months', async () => {
    const never = [at(1, 'c.0', -1), at(2, 'c.0', Date.UTC(2100)), at(3, 'c.0', Number.NaN)];
    const refused = await log.record(toEntries([...never, at(4, 'c.0', NOON)]));
    expect(refused.map(({ call }) => call)).toEqual([1, 2, 3].map(callSid));
    expect(await rowsOf(sql`select month from call_months`)).toEqual([{ month: '2025-11-01' }]);
  });
});

describe('rows', () => {
  beforeEach(open);

  test('visits of queues have rows of their own, which follow what is told late', async () => {
    const [first, second] = [
      { call: callSid(1), turn: 'c.1', at: NOON, facts: [{ type: 'queue-joined', queue: 'login' }] },
      { call: callSid(1), turn: 'c.2', at: NOON + 60_000, facts: [{ type: 'queue-joined', queue: 'general' }] },
    ] as const;
    const region = { ...first, turn: 'c.0', facts: [{ type: 'region-set', region: 'hk' }] } as const;
    await log.record(toEntries([second]));
    await log.record(toEntries([first]));
    await log.record(toEntries([region]));
    const visits = await rowsOf(
      sql`select visit, queue, region, result, wait_seconds from queue_visits order by visit`,
    );
    expect(visits).toEqual([
      { visit: 0, queue: 'login', region: 'hk', result: 'left', wait_seconds: 60 },
      { visit: 1, queue: 'general', region: 'hk', result: null, wait_seconds: null },
    ]);
  });

  test('a visit that late facts undo is gone', async () => {
    const join = (turn: string, at: number): Turn => ({
      call: callSid(1),
      turn,
      at,
      facts: [{ type: 'queue-joined', queue: 'login' }],
    });
    const left: Turn = {
      call: callSid(1),
      turn: 'c.2',
      at: NOON + 30_000,
      facts: [{ type: 'queue-left', queue: 'login', result: 'bridged', waitSeconds: 10 }],
    };
    await log.record(toEntries([left, join('c.3', NOON + 20_000)]));
    expect(await rowsOf(sql`select count(*) from queue_visits`)).toEqual([{ count: 1 }]);
    await log.record(toEntries([join('c.4', NOON + 40_000)]));
    expect(await rowsOf(sql`select count(*) from queue_visits`)).toEqual([{ count: 2 }]);
    await log.record(toEntries([join('c.1', NOON)]));
    const { visits } = (await log.findCall(callSid(1))) ?? { visits: [] };
    expect(await rowsOf(sql`select count(*) from queue_visits`)).toEqual([{ count: visits.length }]);
  });

  test('a call is found by the keyed hash of its number, and by no other key', async () => {
    const caller = '+442079460123';
    if (!isE164(caller)) throw new Error(caller);
    for (const turn of turnsOfCall(1)) await log.record(toEntries([turn]));
    expect(await rowsOf(sql`select caller_key from calls`)).toEqual([{ caller_key: nameCaller(caller) }]);
    expect(nameCaller(caller)).toMatch(/^[0-9a-f]{32}$/);
  });

  test('half-hours that are no longer reckoned right are marked: of the call, of its waits, and of before', async () => {
    const marks = async () => {
      const rows = await sql<{ readonly at: Date }>`
        with taken as (delete from stale_intervals returning at) select distinct at from taken order by at
      `.execute(kysely);
      return rows.rows.map(({ at }) => at.toISOString().slice(11, 16));
    };
    const late = NOON + 29 * 60_000;
    const turn = (name: string, at: number, facts: Turn['facts']): Turn => ({
      call: callSid(1),
      turn: name,
      at,
      facts,
    });
    await log.record(toEntries([turn('c.1', late, [{ type: 'language-set', language: 'en' }])]));
    expect(await marks()).toEqual(['12:00']);
    await log.record(toEntries([turn('c.2', late + 120_000, [{ type: 'queue-joined', queue: 'login' }])]));
    expect(await marks()).toEqual(['12:00', '12:30']);
    await log.record(toEntries([turn('c.0', NOON - 60_000, [{ type: 'region-set', region: 'gb' }])]));
    expect(await marks()).toEqual(['11:30', '12:00', '12:30']);
  });
});

describe('a database of an earlier version', () => {
  /** The tables as they were, with some calls in them. */
  async function makeEarlier(numbers: readonly number[]): Promise<void> {
    const earlier = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }),
    });
    const migrations = { '0001-call-log': callLog, '0002-demo-back-office': demoBackOffice };
    const provider = { getMigrations: async () => migrations };
    await new Migrator({ db: earlier, provider }).migrateToLatest();
    await sql`
      insert into call_facts (call_sid, turn_key, index, at, type, fact)
      select call, turn, position - 1, to_timestamp(at / 1000), fact ->> 'type', fact
      from jsonb_to_recordset(${JSON.stringify(numbers.flatMap(turnsOfCall))}::jsonb)
          as t(call text, turn text, at double precision, facts jsonb),
        jsonb_array_elements(facts) with ordinality as f(fact, position)`.execute(earlier);
    await sql`
      insert into calls (sid, started_at, last_at, last_turn, last_index, waited_seconds, talk_seconds, verification)
      select distinct call_sid, now(), now(), 'c.0', 0, 0, 0, 'none' from call_facts`.execute(earlier);
    await earlier.destroy();
  }
  const calls = Array.from({ length: 4100 }, (_, number) => number);

  async function expectAll(): Promise<void> {
    expect(await log.findCall(callSid(0))).toBeDefined();
    expect(await rowsOf(sql`select count(*) from calls`)).toEqual([{ count: calls.length }]);
    expect(await rowsOf(sql`select count(*) from call_facts`)).toEqual([
      { count: factsOf(calls.flatMap(turnsOfCall)).length },
    ]);
    for (const number of calls.filter((one) => one % 100 === 0)) {
      const facts = factsOf(turnsOfCall(number));
      expect(await log.findCall(callSid(number))).toEqual(foldFacts(callSid(number), facts));
    }
    expect(await rowsOf(sql`select count(*) from unfolded_calls`)).toEqual([{ count: 0 }]);
  }

  test('has all its calls afterwards, with what is now told of them', async () => {
    await makeEarlier(calls);
    await open();
    await expectAll();
    expect(await rowsOf(sql`select distinct month from calls`)).toEqual([{ month: '2025-11-01' }]);
    expect((await rowsOf(sql`select count(caller_key) from calls`))[0]).toEqual({ count: calls.length });
  });

  test('takes what comes of these calls right then, from several processes at once', async () => {
    await makeEarlier(calls);
    await open();
    const others = [1, 2, 3].map(() => createDatabase({ url, directory: '/nowhere' }));
    const logs = [log, ...others.map((other) => createCallLog({ ...other, nameCaller }))];
    const again = toEntries(calls.flatMap(turnsOfCall));
    await Promise.all(logs.map((one) => one.record(again)));
    await expectAll();
    await Promise.all(others.map((other) => other.close()));
  });

  test('refuses a process of that version without blaming what it has in hand', async () => {
    await open();
    const insertion = sql`
      insert into call_facts (call_sid, turn_key, index, at, type, fact)
      values (${callSid(1)}, 'c.0', 0, now(), 'reaped', '{"type":"reaped"}')`.execute(kysely);
    await expect(insertion).rejects.toMatchObject({ code: '428C9' });
  });
});
