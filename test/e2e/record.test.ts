import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createNameCaller } from '../../src/callers/name-caller.ts';
import type { CallRecord } from '../../src/calls/call-record.ts';
import type { CallLog } from '../../src/calls/journal.ts';
import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { type CallSid, isCallSid } from '../../src/values/call-sid.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { CALLER, signsIn, waitsInEnglish } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';

// What is left of real calls in the record: the emulator carries them, PostgreSQL keeps it.

const SECRET = 'a secret that the tests of the record share';

let postgres: TestPostgres;
let hotline: TestHotline;
let database: Database;
let log: CallLog;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
afterEach(async () => {
  await hotline.close();
  await database.close();
});

async function start(): Promise<void> {
  const DATABASE_URL = await postgres.createDatabase();
  database = createDatabase({ url: DATABASE_URL, directory: '/nowhere' });
  log = createCallLog({ ...database, nameCaller: createNameCaller(SECRET, 'record') });
  hotline = await startHotline({ environment: { DATABASE_URL, JOURNAL_WRITER: 'on', SESSION_SECRET: SECRET } });
}

const sidOf = ({ sid }: PhoneCall): CallSid => {
  if (!isCallSid(sid)) throw new Error(sid);
  return sid;
};

/** The record of a call, once it tells as much as is expected. */
async function recordOf(call: PhoneCall, expected: Partial<CallRecord>): Promise<CallRecord> {
  await hotline.twilio.settle();
  await expect.poll(() => log.findCall(sidOf(call)), { timeout: 20_000 }).toMatchObject(expected);
  const record = await log.findCall(sidOf(call));
  if (!record) throw new Error('there is no record');
  return record;
}

test('a caller who waits, talks with an agent and goes', async () => {
  await start();
  const caller = await waitsInEnglish(hotline);
  await caller.waits(40);
  const agent = await signsIn(hotline);
  await agent.meets('bridged');
  await agent.waits(75);
  await agent.presses('*');
  await agent.hears(/接听下一位请按1/);
  await agent.presses('2');
  await agent.ends();
  await caller.hears(/anything else/i);
  await caller.hangsUp();

  const record = await recordOf(caller, { disposition: 'answered', talkSeconds: expect.any(Number) });
  expect(record).toMatchObject({
    caller: CALLER,
    region: 'hk',
    language: 'en',
    arrival: 'open',
    queues: ['login'],
    zeroOuts: 1,
    endedBy: 'agent',
    transferred: false,
    errors: 0,
  });
  const [visit] = record.visits;
  expect(record.visits).toHaveLength(1);
  expect(visit).toMatchObject({ queue: 'login', result: 'answered' });
  expect(visit?.waitSeconds).toBeGreaterThanOrEqual(40);
  // Twilio's own count of the talk, not what is left of the visit.
  expect(visit?.handleSeconds).toBeGreaterThanOrEqual(75);
  expect(visit?.handleSeconds).toBeLessThan(90);
  expect([record.handleSeconds, record.talkSeconds]).toEqual([visit?.handleSeconds, visit?.handleSeconds]);
  const ofAgent = await recordOf(agent, { disposition: 'completed' });
  expect(ofAgent).toMatchObject({
    agent: 'Demo agent',
    talkSeconds: record.talkSeconds,
    transferred: false,
    visits: [],
  });
});

test('a caller who gives up, and one who leaves a message instead', async () => {
  await start();
  const impatient = await waitsInEnglish(hotline, '+85291111111');
  await impatient.waits(25);
  await impatient.hangsUp();
  const gone = await recordOf(impatient, { disposition: 'abandoned-in-queue' });
  expect(gone).toMatchObject({
    endedBy: 'caller',
    visits: [{ queue: 'login', result: 'abandoned', handleSeconds: 0 }],
  });
  expect(gone.waitedSeconds).toBeGreaterThanOrEqual(25);
  expect(gone.waitedSeconds).toBeLessThan(40);

  const other = await waitsInEnglish(hotline, '+85292222222');
  await other.waits(10);
  await other.presses('2');
  await other.meets('recording');
  await other.says('Please call me back.');
  await other.hangsUp();
  await recordOf(other, { voicemail: true, visits: [expect.objectContaining({ result: 'message' })] });
});
