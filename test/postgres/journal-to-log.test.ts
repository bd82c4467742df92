import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { compareFacts, foldFacts } from '../../src/calls/call-record.ts';
import type { CallLog, JournalSource } from '../../src/calls/journal.ts';
import { createJournalWriter, type JournalWriter } from '../../src/calls/journal-writer.ts';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { createJournalSource } from '../../src/redis/journal.ts';
import { factsOf } from '../support/any-call.ts';
import { callSid, NOON, turnsOfCall } from '../support/journal-entries.ts';
import { nameCaller } from '../support/name-caller.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';
import { startRedis, type TestRedis } from '../support/redis-server.ts';

// The whole way of facts: a real Redis, the writer, a real PostgreSQL, and what breaks between them.

const CALLS = 100;

let postgres: TestPostgres;
let server: TestRedis;
let redis: Redis;
let database: Database;
let log: CallLog;
let prefix: string;

beforeAll(async () => {
  [postgres, server] = await Promise.all([startPostgres(), startRedis()]);
  redis = server.connect();
});

afterAll(() => Promise.all([postgres.stop(), server.stop()]));

beforeEach(async () => {
  database = createDatabase({ url: await postgres.createDatabase(), directory: '/nowhere' });
  log = createCallLog({ ...database, nameCaller });
  prefix = randomUUID();
  return () => database.close();
});

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function sourceOf(consumer: string): JournalSource {
  return createJournalSource(redis, { consumer, prefix, now: () => NOON, takeOverMs: 0 });
}

function writerOf(source: JournalSource): JournalWriter {
  const pause = async (): Promise<void> => undefined;
  return createJournalWriter({ source, log, logger: silent, now: () => NOON, pause, batch: 128 });
}

/** Writes the turns of some calls to the journal, as the commits of their turns do. */
async function send(from: number, to: number): Promise<void> {
  for (let number = from; number < to; number += 1) {
    const key = `${prefix}:{${String(number % 64).padStart(2, '0')}}:journal`;
    for (const { call, turn, at, facts } of turnsOfCall(number)) {
      await redis.xadd(key, '*', 'c', call, 'k', turn, 'at', at, 'f', JSON.stringify(facts));
    }
  }
}

async function writeAll({ runOnce }: JournalWriter): Promise<void> {
  while ((await runOnce()) > 0);
}

async function expectAllStored(): Promise<void> {
  for (let number = 0; number < CALLS; number += 1) {
    const facts = factsOf(turnsOfCall(number)).toSorted(compareFacts);
    expect(await log.factsOf(callSid(number))).toEqual(facts);
    expect(await log.findCall(callSid(number))).toEqual(foldFacts(callSid(number), facts));
  }
  expect(await sourceOf('judge').countWaiting()).toBe(0);
}

test('facts sent are facts stored', async () => {
  await send(0, CALLS);
  await writeAll(writerOf(sourceOf('one')));
  await expectAllStored();
});

test('a database that stops in the middle costs nothing but time', async () => {
  const writer = writerOf(sourceOf('one'));
  await send(0, CALLS / 2);
  await writer.runOnce();
  const waiting = await sourceOf('judge').countWaiting();
  expect(waiting).toBeGreaterThan(0);

  await postgres.halt();
  await expect(writer.runOnce()).rejects.toThrow();
  await send(CALLS / 2, CALLS);
  await expect(writer.runOnce()).rejects.toThrow();
  expect(await sourceOf('judge').countWaiting()).toBe(waiting + (CALLS / 2) * turnsOfCall(0).length);

  await postgres.resume();
  await writeAll(writer);
  await expectAllStored();
});

test('a writer that is killed between commit and acknowledgement leaves nothing behind and nothing twice', async () => {
  await send(0, CALLS);
  const killed = sourceOf('killed');
  const writer = writerOf({ ...killed, acknowledge: () => Promise.reject(new Error('killed')) });
  await expect(writer.runOnce()).rejects.toThrow('killed');
  expect(await killed.countWaiting()).toBe(CALLS * turnsOfCall(0).length);

  await writeAll(writerOf(sourceOf('other')));
  await expectAllStored();
});

test('several writers share the work', async () => {
  await send(0, CALLS);
  await Promise.all(['one', 'two', 'three'].map((consumer) => writeAll(writerOf(sourceOf(consumer)))));
  await writeAll(writerOf(sourceOf('last')));
  await expectAllStored();
});

test('the running writer carries on by itself when the database is back', async () => {
  const states: string[] = [];
  const paused = Promise.withResolvers<void>();
  const writer = createJournalWriter({
    source: sourceOf('one'),
    log,
    logger: silent,
    now: () => NOON,
    pause: async () => {
      const { state } = writer.health();
      states.push(state);
      if (states.length === 1) await postgres.resume();
      if (state === 'running') paused.resolve();
    },
  });
  await database.ready();
  await postgres.halt();
  await send(0, CALLS);
  writer.start();
  await paused.promise;
  await writer.stop();
  expect(states[0]).toBe('failing');
  await expectAllStored();
});

test('ten minutes without a database cost nothing but time, and one alarm', async () => {
  const OUTAGE_MS = 600_000;
  const lines: string[] = [];
  const note = (_: unknown, message: string): void => {
    lines.push(message);
  };
  let [now, sent, attempts] = [NOON, 0, 0];
  let backAt = Number.POSITIVE_INFINITY;
  const caughtUp = Promise.withResolvers<number>();
  const writer = createJournalWriter({
    source: sourceOf('one'),
    log,
    logger: { info: note, warn: note, error: note },
    now: () => now,
    batch: 128,
    pause: async (delayMs) => {
      now += delayMs;
      if (writer.health().state === 'running') return caughtUp.resolve(now);
      attempts += 1;
      await goOn();
      if (now < NOON + OUTAGE_MS || backAt <= now) return;
      backAt = now;
      await postgres.resume();
    },
  });
  /** Two more calls are over. */
  const goOn = async (): Promise<void> => {
    const from = sent;
    sent = Math.min(CALLS, from + 2);
    await send(from, sent);
  };
  await database.ready();
  await postgres.halt();
  await goOn();
  writer.start();
  expect((await caughtUp.promise) - backAt).toBeLessThan(11_000);
  await writer.stop();

  await expectAllStored();
  expect(attempts).toBeLessThan(80);
  expect(lines).toEqual(['the journal cannot be written: it waits', 'the journal is written again']);
  expect(writer.health()).toMatchObject({ stored: CALLS * turnsOfCall(0).length, putAside: 0, failures: 0 });
});
