import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { CallLog } from '../../src/calls/journal.ts';
import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import type { Fact } from '../../src/flow/facts.ts';
import { createDatabase, type Database } from '../../src/postgres/database.ts';
import { createCallLog } from '../../src/postgres/record/call-log.ts';
import { isCallSid } from '../../src/values/call-sid.ts';
import { isE164 } from '../../src/values/phone-number.ts';
import { AUTH_TOKEN, startHotline, type TestHotline, type TestHotlineOptions } from '../support/hotline.ts';
import { nameCaller } from '../support/name-caller.ts';
import { CALLER } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';
import { newCallSid, overHttp, strangerCall } from '../support/stranger.ts';

// Callers after hours leave a message; what they said comes to the record of their call minutes later.

const CLOSED = '2026-11-23T20:00:00+08:00';
const NAME = 'CHAN, Tai Man 陳大文 <b>👋';
const MESSAGE = 'Hello, this is Tai Man. Please call me back about the payment to my sister.';

let postgres: TestPostgres;
let redis: OwnRedis;
let database: Database;
let log: CallLog;
let url: string;
let running: TestHotline | undefined;

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startOwnRedis(['--maxmemory-policy', 'noeviction'])]);
  url = await postgres.createDatabase();
  database = createDatabase({ url, directory: '/nowhere' });
  log = createCallLog({ ready: database.ready, nameCaller });
});
afterEach(async () => {
  await running?.close();
  running = undefined;
});
afterAll(async () => {
  await database?.close();
  await Promise.all([postgres?.stop(), redis?.stop()]);
});

async function start({ environment = {}, ...options }: TestHotlineOptions = {}): Promise<TestHotline> {
  running = await startHotline({
    at: CLOSED,
    environment: { REDIS_URL: redis.url, DATABASE_URL: url, JOURNAL_WRITER: 'on', ...environment },
    ...options,
  });
  return running;
}

const LANGUAGES = {
  en: { key: '2', offer: /To leave a message, press 2/, tone: /After the tone/, thanks: /message is recorded/ },
  'zh-CN': { key: '1', offer: /留言/, tone: /提示音/, thanks: /留言已经录下/ },
} as const;

interface Leaving {
  readonly words?: string;
  readonly language?: keyof typeof LANGUAGES;
  readonly callerName?: string;
}

/** Rings after hours, leaves a message, hangs up, and waits until the carrier has told everything. */
async function leavesMessage(
  hotline: TestHotline,
  { words = MESSAGE, language = 'en', ...listed }: Leaving = {},
): Promise<PhoneCall> {
  const { key, offer, tone, thanks } = LANGUAGES[language];
  const call = hotline.twilio.dial({ from: CALLER, to: '+85230000000', ...listed });
  await call.hears(/OKPay/);
  await call.presses(key);
  await call.hears(offer);
  await call.presses('2');
  await call.hears(tone);
  await call.leavesMessage(words);
  await call.presses('#');
  await call.hears(thanks);
  await call.hangsUp();
  await hotline.twilio.settle();
  return call;
}

async function factsOf(sid: string): Promise<readonly Fact[]> {
  if (!isCallSid(sid)) throw new Error(`${sid} names no call`);
  return (await log.factsOf(sid)).map(({ fact }) => fact);
}

const aboutWords = async (sid: string) => (await factsOf(sid)).filter(({ type }) => /transcribed/.test(type));

/** The row of a call, once so much is told of what was said in it. */
async function recordOf({ sid }: Pick<PhoneCall, 'sid'>, { told = 1 } = {}) {
  await expect
    .poll(async () => (await factsOf(sid)).filter(({ type }) => /transcribed|call-ended/.test(type)).length)
    .toBe(told + 1);
  return isCallSid(sid) ? log.findCall(sid) : undefined;
}

/** The carrier tells something more of a call. */
const tells = (hotline: TestHotline, sid: string, form: Readonly<Record<string, string>>) =>
  strangerCall(
    {
      bring: overHttp(Number(new URL(hotline.url).port)),
      publicUrl: hotline.url,
      authToken: AUTH_TOKEN,
      accountSid: hotline.twilio.accountSid,
    },
    { sid },
  ).tells('/twilio/transcription', { TranscriptionStatus: 'completed', ...form });

describe('what an English caller leaves', () => {
  test('stands on the record in words, with the name that the carrier has for them, and in no log', async () => {
    const lines: string[] = [];
    const hotline = await start({
      environment: { LOG_LEVEL: 'trace' },
      logTo: { write: (line) => void lines.push(line) },
    });
    const call = await leavesMessage(hotline, { callerName: `${NAME}\u202e` });
    expect(await recordOf(call)).toMatchObject({
      caller: CALLER,
      callerName: NAME,
      voicemail: true,
      transcript: MESSAGE,
      disposition: 'caller-hung-up',
    });
    const recording = hotline.twilio.recordings()[0]?.sid;
    expect(await aboutWords(call.sid)).toEqual([{ type: 'transcribed', recording, text: MESSAGE }]);
    expect([...call.errors, ...call.warnings]).toEqual([]);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join('')).not.toMatch(/CHAN|陳|Tai Man|sister/);
  });

  test('is kept without the numbers that they said', async () => {
    const hotline = await start();
    const words = 'My card is 4539 1488 0343 6467, code one two three, please call at 10:30.';
    const call = await leavesMessage(hotline, { words });
    const kept = 'My card is [number], code [number], please call at 10:30.';
    expect(await recordOf(call)).toMatchObject({ transcript: kept });
    expect(JSON.stringify(await factsOf(call.sid))).not.toMatch(/4539|one two/);
  });

  test('goes with its caller, and so does their name', async () => {
    const hotline = await start();
    const call = await leavesMessage(hotline, { callerName: NAME });
    await recordOf(call);
    if (isE164(CALLER)) await log.eraseCaller(CALLER);
    const record = isCallSid(call.sid) ? await log.findCall(call.sid) : undefined;
    expect(record).toMatchObject({ voicemail: true });
    for (const field of ['caller', 'callerName', 'transcript']) expect(record).not.toHaveProperty(field);
    expect(JSON.stringify(await factsOf(call.sid))).not.toMatch(/CHAN|Tai Man|sister/);
  });

  test('may be beyond the carrier’s recognition, which is told', async () => {
    const hotline = await start({ transcribe: () => undefined });
    const call = await leavesMessage(hotline);
    expect(await recordOf(call)).not.toHaveProperty('transcript');
    expect(await aboutWords(call.sid)).toEqual([
      { type: 'not-transcribed', recording: hotline.twilio.recordings()[0]?.sid },
    ]);
  });

  test('is not put into words where that is switched off', async () => {
    const hotline = await start({ environment: { VOICEMAIL_TRANSCRIPTS: 'off' } });
    const call = await leavesMessage(hotline);
    expect(await recordOf(call, { told: 0 })).not.toHaveProperty('transcript');
    expect(call.requests.map(({ reply }) => reply).join('')).not.toContain('transcribe');
  });
});

describe('what a Chinese caller leaves', () => {
  const words = '你好，我的付款还没有到，请给我回电话。';

  test('is not put into words by the carrier', async () => {
    const hotline = await start();
    const call = await leavesMessage(hotline, { words, language: 'zh-CN' });
    const record = await recordOf(call, { told: 0 });
    expect(record).toMatchObject({ voicemail: true, language: 'zh-CN' });
    expect(record).not.toHaveProperty('transcript');
    expect(call.requests.map(({ reply }) => reply).join('')).not.toContain('transcribe');
  });

  test('is put into words by whoever understands it', async () => {
    const asked: string[] = [];
    const hotline = await start({
      transcriber: {
        understands: (language) => language === 'zh-CN',
        transcribe: async ({ recording, language }) => {
          asked.push(`${language} ${recording}`);
          return `${words}我的卡号是四五三九幺四八八。`;
        },
      },
    });
    const call = await leavesMessage(hotline, { words, language: 'zh-CN' });
    expect(await recordOf(call)).toMatchObject({ transcript: `${words}我的卡号是[number]。` });
    expect(asked).toEqual([`zh-CN ${hotline.twilio.recordings()[0]?.sid}`]);
    await leavesMessage(hotline);
    expect(asked).toHaveLength(1);
  });
});

describe('what is told of a recording besides', () => {
  /** A caller of whose message no words were told yet. */
  async function leavesUntold() {
    const hotline = await start({ environment: { VOICEMAIL_TRANSCRIPTS: 'off' } });
    const call = await leavesMessage(hotline);
    return { hotline, call, recording: hotline.twilio.recordings().at(-1)?.sid ?? '' };
  }

  test('twice is told once, and the first words count', async () => {
    const { hotline, call, recording } = await leavesUntold();
    const failed = { TranscriptionStatus: 'failed', TranscriptionText: '' };
    for (const told of [
      { TranscriptionText: 'Hello.' },
      { TranscriptionText: 'Hello.' },
      { TranscriptionText: 'Yellow.' },
      failed,
      failed,
    ])
      expect(await tells(hotline, call.sid, { RecordingSid: recording, ...told })).toMatchObject({ status: 204 });
    expect(await recordOf(call, { told: 2 })).toMatchObject({ transcript: 'Hello.' });
  });

  test('with markup and marks is text, and with 60 kB of it no more than can be read', async () => {
    const { hotline, call, recording } = await leavesUntold();
    const text = `<Say>Hi</Say>\u202e\n${'ha '.repeat(15_000)}`;
    expect(await tells(hotline, call.sid, { RecordingSid: recording, TranscriptionText: text })).toMatchObject({
      status: 204,
      body: '',
    });
    const { transcript = '' } = (await recordOf(call)) ?? {};
    expect(transcript).toMatch(/^<Say>Hi<\/Say> ha ha /);
    expect(transcript.length).toBeLessThanOrEqual(4000);
  });

  test('with 100 kB is refused', async () => {
    const { hotline, call, recording } = await leavesUntold();
    const TranscriptionText = 'x'.repeat(100_000);
    expect(await tells(hotline, call.sid, { RecordingSid: recording, TranscriptionText })).toMatchObject({
      status: 413,
    });
    expect(await recordOf(call, { told: 0 })).not.toHaveProperty('transcript');
  });

  test('of another call is none of this one', async () => {
    const { hotline, call, recording } = await leavesUntold();
    const other = await leavesMessage(hotline);
    const told = { RecordingSid: recording, TranscriptionText: 'Of the first caller.' };
    expect(await tells(hotline, other.sid, told)).toMatchObject({ status: 204 });
    expect(await tells(hotline, call.sid, told)).toMatchObject({ status: 204 });
    expect(await recordOf(call)).toMatchObject({ transcript: 'Of the first caller.' });
    expect(await recordOf(other, { told: 0 })).not.toHaveProperty('transcript');
  });

  test.each([
    ['a recording that is none', { RecordingSid: 'RE1', TranscriptionText: 'Hello.' }, 400],
    ['no recording', { TranscriptionText: 'Hello.' }, 204],
    ['words that are still sought', { TranscriptionStatus: 'in-progress' }, 204],
    ['a status that there is not', { TranscriptionStatus: 'dreaming' }, 400],
    ['another account', { AccountSid: `AC${'9'.repeat(32)}` }, 400],
  ])('with %s changes nothing', async (_what, form, status) => {
    const { hotline, call } = await leavesUntold();
    expect(await tells(hotline, call.sid, form)).toMatchObject({ status });
    expect(await recordOf(call, { told: 0 })).not.toHaveProperty('transcript');
  });

  test('of a call that nobody knows is taken, and the carrier hears no error', async () => {
    const hotline = await start();
    const sid = newCallSid();
    const told = { RecordingSid: `RE${'7'.repeat(32)}`, TranscriptionText: 'Hello.' };
    expect(await tells(hotline, sid, told)).toMatchObject({ status: 204, body: '' });
    await expect.poll(() => aboutWords(sid)).toHaveLength(1);
  });
});
