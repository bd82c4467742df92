import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import { codeIn } from '../../src/mail/post.ts';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import type { KeptText } from '../support/kept/keep.ts';
import { findSecrets, textsInDatabase, textsInRedis } from '../support/kept/stored-texts.ts';
import { AGENT, LINE } from '../support/people.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';

// Whole calls through the flows that are shipped, with all that a hotline keeps; then all of it is searched for what was
// keyed.

/** A customer of the demo, with a payment that they know the reference of. */
const OLIVER = '+447700900011';
const REFERENCE = '10051000023';
const DIALLED = '+442079460100';
/** Card numbers whose check digit is right, of sixteen digits and of fifteen. */
const CARD = '4539148803436467';
const SHORT_CARD = '378282246310005';
const PIN = '314159';
const WRONG_PIN = '271828';

let postgres: TestPostgres;
let redis: OwnRedis;
let hotline: TestHotline;
let database: string;
const log: string[] = [];
const calls: PhoneCall[] = [];

beforeAll(async () => {
  [postgres, redis] = await Promise.all([startPostgres(), startOwnRedis(['--maxmemory-policy', 'noeviction'])]);
  database = await postgres.createDatabase();
  hotline = await startHotline({
    at: '2026-11-23T10:00:00Z',
    environment: {
      LOG_LEVEL: 'trace',
      REDIS_URL: redis.url,
      DATABASE_URL: database,
      JOURNAL_WRITER: 'on',
      CALLERS_REMEMBERED_DAYS: '180',
    },
    logTo: { write: (line) => void log.push(line) },
  });
});

afterAll(async () => {
  await hotline?.close();
  await Promise.all([postgres?.stop(), redis?.stop()]);
});

function dial(from: string, to = DIALLED): PhoneCall {
  const call = hotline.twilio.dial({ from, to });
  calls.push(call);
  return call;
}

/** Rings, and asks how a payment stands. */
async function asksForPayment(): Promise<PhoneCall> {
  const call = dial(OLIVER);
  await call.hears(/For a payment, press 2/);
  await call.presses('2');
  await call.hears(/To check a payment, press 1/);
  await call.presses('1');
  await call.hears(/By e-mail, press 2/);
  return call;
}

/** The code of the newest letter, once there are so many. */
async function codeOf(letters: number): Promise<string> {
  await expect.poll(() => hotline.post.letters().length).toBe(letters);
  const code = codeIn(hotline.post.letters().at(-1)?.text ?? '');
  if (code === undefined) throw new Error('there is no code in the letter');
  return code;
}

async function isVerifiedByText(): Promise<readonly string[]> {
  const call = await asksForPayment();
  await call.presses('1');
  await call.hears(/Please enter the six digits/);
  const code = await codeOf(1);
  const wrong = code === '161803' ? '161804' : '161803';
  await call.presses(wrong);
  await call.hears(/again/);
  await call.isAsked();
  await call.presses(code);
  await call.hears(/I know it is you/);
  await call.isAsked();
  await call.presses('2');
  await call.hears(/press 1/);
  await call.presses('1');
  await call.isAsked();
  await call.presses(`${CARD}#`);
  await call.isAsked();
  await call.presses(`${REFERENCE}#`);
  await call.hears(/If that is right, press 1/);
  await call.presses('1');
  await call.hears(/twenty-three pounds/);
  await call.hangsUp();
  return [code, wrong];
}

async function isVerifiedByMail(): Promise<readonly string[]> {
  const call = await asksForPayment();
  await call.presses('3');
  await call.hears(/telephone number of your account/);
  await call.presses(`${SHORT_CARD}#`);
  await call.hears(/not a whole number/);
  await call.isAsked();
  await call.presses(`${OLIVER.slice(1)}#`);
  await call.hears(/If that is right, press 1/);
  await call.presses('1');
  await call.isAsked();
  await call.presses('2');
  await call.isAsked();
  const code = await codeOf(2);
  // Taken as two wrong codes, and four keys too many.
  await call.presses(CARD);
  await call.hears(/did not get six digits/);
  await call.hears(/If you have the code, press 1/);
  await call.presses('1');
  await call.isAsked();
  await call.presses(code);
  await call.hears(/I know it is you/);
  await call.hangsUp();
  return [code];
}

async function agentSignsIn(): Promise<void> {
  const agent = dial(AGENT, LINE);
  await agent.hears(/PIN/);
  await agent.presses(`${WRONG_PIN}#`);
  await agent.hears(/do not go together/);
  await agent.isAsked();
  await agent.presses(`${PIN}#`);
  await agent.hears(/您已登录/);
  await agent.hangsUp();
}

/** Everything that is left of the calls, besides the letters themselves and what the carrier was sent. */
async function everythingKept(): Promise<readonly KeptText[]> {
  const requests = calls.flatMap((call) => call.requests);
  return [
    ...log.map((text) => ({ where: 'the log', text })),
    ...requests.map(({ url }) => ({ where: 'an address', text: url })),
    ...requests.map(({ reply }) => ({ where: 'a reply', text: reply })),
    ...(await textsInRedis(redis.connect())),
    ...(await textsInDatabase(database)),
  ];
}

test('what callers and agents key in secret stands nowhere afterwards', async () => {
  const codes = [...(await isVerifiedByText()), ...(await isVerifiedByMail())];
  await agentSignsIn();
  await hotline.twilio.settle();
  expect(hotline.post.letters().map(({ type }) => type)).toEqual(['sms', 'email']);

  // The record is written off the path of calls: it is there once the end of each call is.
  await expect
    .poll(async () => (await textsInDatabase(database)).filter(({ text }) => /"call-ended"/.test(text)).length, {
      timeout: 10_000,
    })
    .toBe(calls.length);
  const kept = await everythingKept();
  for (const place of ['the log', 'an address', 'a reply', 'public.call_facts', 'public.calls']) {
    expect(kept.map(({ where }) => where)).toContain(place);
  }
  expect(kept.some(({ where }) => where.endsWith(':codes'))).toBe(true);
  const keys = kept.flatMap(({ where, text }) => (where === 'the name of a Redis key' ? [text] : []));
  for (const counted of ['{message:', '{pin:']) expect(keys.join('\n')).toContain(counted);
  expect(keys.filter((key) => /447700900011|442079460190/.test(key))).toEqual([]);
  expect(kept.some(({ text }) => text.includes(REFERENCE))).toBe(true);
  expect(findSecrets([...codes, PIN, WRONG_PIN, CARD, SHORT_CARD], kept)).toEqual([]);
});

test('a secret that stands anywhere would be found', async () => {
  const secret = '577215';
  const client = redis.connect();
  await client.set('planted:string', `{"code":"${secret}"}`);
  await client.hset('planted:hash', { field: secret });
  await client.xadd('planted:stream', '*', 'facts', JSON.stringify([{ digits: secret }]));
  await client.zadd('planted:set', 1, secret);
  await client.rpush('planted:list', ...secret);
  await client.set(`planted:${secret}`, 'nothing');
  const owner = new pg.Client(database);
  await owner.connect();
  await owner.query(`create table planted as select '{"keyed": "5 7 7 2 1 5"}'::jsonb as fact, ${secret} as number`);
  await owner.end();

  expect(findSecrets([secret], await everythingKept()).toSorted()).toEqual([
    'planted:hash',
    'planted:list',
    'planted:set',
    'planted:stream',
    'planted:string',
    'public.planted',
    'the name of a Redis key',
  ]);
  const inHash = { where: 'a hash', text: `ab${secret}`.padEnd(64, 'c') };
  const spoken = { where: 'a reply', text: '<Say>five</Say><Say>5, 7, 7, 2, 1, 5</Say>' };
  expect(findSecrets(['000000', secret], [inHash, spoken])).toEqual(['a reply']);
});
