import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import type { Recording } from '../../src/emulator/recordings/recordings.ts';
import { startHotline, type TestHotline, type TestHotlineOptions } from '../support/hotline.ts';
import { factsOf, signsIn, waitsInChinese, waitsInEnglish } from '../support/people.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';
import { staffFiles } from '../support/staff-files.ts';

const BERLIN = '+493023125100';
const GERMAN = '+4915112345678';
/** A Monday at ten in Berlin. */
const BERLIN_OPEN = '2026-11-23T10:00:00+01:00';

let redis: OwnRedis;
let running: TestHotline | undefined;

beforeEach(async () => {
  redis = await startOwnRedis(['--maxmemory-policy', 'noeviction']);
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await redis.stop();
});

async function start(options: TestHotlineOptions = {}): Promise<TestHotline> {
  running = await startHotline({ ...options, environment: { REDIS_URL: redis.url } });
  return running;
}

/** Rings the line of Berlin in Mandarin, and asks for a person. */
async function isAskedInBerlin(hotline: TestHotline): Promise<PhoneCall> {
  const call = hotline.dial(GERMAN, BERLIN);
  await call.hears(/OKPay/);
  await call.presses('1');
  await call.hears(/登录/);
  await call.presses('0');
  await call.hears(/同意录音，请按1/);
  return call;
}

/** An agent takes the caller, and lets go of them after a minute. */
async function talksForMinute(hotline: TestHotline, caller: PhoneCall): Promise<void> {
  const agent = await signsIn(hotline);
  await caller.meets('bridged');
  await agent.waits(60);
  await agent.presses('*');
  await agent.hangsUp();
}

const only = (hotline: TestHotline): Recording => {
  const [recording, ...more] = hotline.twilio.recordings();
  if (!recording || more.length > 0) throw new Error(`${more.length + (recording ? 1 : 0)} recordings`);
  return recording;
};

/** When something first happened on the line; epoch ms. */
const timeOf = (call: PhoneCall, type: PhoneCall['events'][number]['type']): number =>
  call.events.find((event) => event.type === type)?.at ?? Number.NaN;

const endOf = ({ startedAt, durationSeconds }: Recording): number => startedAt + durationSeconds * 1000;

const aboutRecording = async (call: PhoneCall) =>
  (await factsOf(redis, call)).filter(({ type }) =>
    ['recording-consent', 'queue-joined', 'queue-left', 'recording-ready'].includes(type),
  );

describe('a caller in Hong Kong', () => {
  test('is told, and recorded from joining the queue to the end of the talk', async () => {
    const hotline = await start();
    const call = await waitsInEnglish(hotline);
    await call.waits(20);
    await talksForMinute(hotline, call);
    await call.hears(/anything else/i);
    await call.waits(3);
    await call.hangsUp();
    await hotline.twilio.settle();

    expect(call.transcript).toContain('is recorded, to help us');
    const recording = only(hotline);
    expect(recording).toMatchObject({ callSid: call.sid, status: 'completed', channels: 2 });
    expect(recording.startedAt).toBe(timeOf(call, 'queued'));
    // Whole seconds are counted.
    expect(timeOf(call, 'unbridged') - endOf(recording)).toBeGreaterThanOrEqual(0);
    expect(timeOf(call, 'unbridged') - endOf(recording)).toBeLessThan(1000);
    expect(await aboutRecording(call)).toEqual([
      { type: 'recording-consent', policy: 'notice', talks: 'recorded', prompt: 'recording-notice' },
      { type: 'queue-joined', queue: 'login' },
      expect.objectContaining({ type: 'queue-left', result: 'bridged' }),
      { type: 'recording-ready', recording: recording.sid, seconds: recording.durationSeconds, purpose: 'talk' },
    ]);
    expect([...call.errors, ...call.warnings]).toEqual([]);
  });

  test('who hangs up while waiting is recorded until then', async () => {
    const hotline = await start();
    const call = await waitsInChinese(hotline);
    await call.waits(45);
    await call.hangsUp();
    await hotline.twilio.settle();
    expect(call.transcript).toContain('通话会被录音');
    expect(only(hotline)).toMatchObject({ durationSeconds: 45, status: 'completed' });
    expect(await aboutRecording(call)).toContainEqual(
      expect.objectContaining({ type: 'recording-ready', seconds: 45 }),
    );
    expect([...call.errors, ...call.warnings]).toEqual([]);
  });

  test('who hangs up while talking is recorded until then, and the agent’s line records nothing', async () => {
    const hotline = await start();
    const call = await waitsInEnglish(hotline);
    const agent = await signsIn(hotline);
    await call.meets('bridged');
    await call.waits(30);
    await call.hangsUp();
    await agent.hears(/接听下一位请按1/);
    await agent.hangsUp();
    await hotline.twilio.settle();
    expect(only(hotline)).toMatchObject({ callSid: call.sid });
    expect(Math.abs(endOf(only(hotline)) - timeOf(call, 'ended'))).toBeLessThan(1000);
    expect(agent.transcript).not.toMatch(/录音|record/);
    expect((await factsOf(redis, call)).filter(({ type }) => type === 'recording-ready')).toHaveLength(1);
    expect([...call.errors, ...call.warnings, ...agent.errors, ...agent.warnings]).toEqual([]);
  });

  test('who waits in vain is recorded no longer while other ways are offered', async () => {
    const hotline = await start();
    const call = await waitsInEnglish(hotline);
    await call.hears(/all our agents are still on other calls/, { withinSeconds: 700 });
    await call.waits(8);
    await call.hangsUp();
    await hotline.twilio.settle();
    expect(timeOf(call, 'left-queue') - endOf(only(hotline))).toBeLessThan(1000);
    expect(endOf(only(hotline))).toBeLessThanOrEqual(timeOf(call, 'left-queue'));
  });

  test('who leaves a message instead leaves two recordings, each known for what it is', async () => {
    const hotline = await start();
    const call = await waitsInEnglish(hotline);
    await call.hears(/You are first/);
    await call.waits(10);
    await call.presses('2');
    await call.hears(/After the tone/);
    await call.leavesMessage(8);
    await call.presses('#');
    await call.hears(/message is recorded/);
    await call.hangsUp();
    await hotline.twilio.settle();
    const [talk, message] = hotline.twilio.recordings();
    const facts = await factsOf(redis, call);
    expect(facts).toContainEqual(
      expect.objectContaining({ type: 'recording-ready', recording: talk?.sid, purpose: 'talk' }),
    );
    expect(facts).toContainEqual({
      type: 'recording-ready',
      recording: message?.sid,
      seconds: message?.durationSeconds,
    });
    expect(facts).toContainEqual(expect.objectContaining({ type: 'recorded', recording: message?.sid }));
    expect(endOf(talk as Recording)).toBeLessThanOrEqual(message?.startedAt ?? 0);
  });

  test('who finds the queue full is not recorded on', async () => {
    const hotline = await start(staffFiles(['config/queues.yaml', 'login: { maxSize: 50 }', 'login: { maxSize: 1 }']));
    await expect.poll(() => hotline.twilio.queues().some(({ friendlyName }) => friendlyName === 'login')).toBe(true);
    const first = await waitsInEnglish(hotline, '+85291111111');
    const second = hotline.dial('+85292222222');
    await second.hears(/OKPay/);
    await second.presses('2');
    await second.hears(/sign-in/i);
    await second.presses('1');
    await second.isAsked();
    await second.presses('0');
    await second.hears(/too many people/);
    await second.waits(10);
    await second.hangsUp();
    await first.hangsUp();
    await hotline.twilio.settle();
    // Nothing was said in it, so that there is nothing to listen to.
    const recording = hotline.twilio.recordings().find(({ callSid }) => callSid === second.sid);
    expect(recording).toMatchObject({ durationSeconds: 0, status: 'absent' });
    expect((await factsOf(redis, second)).filter(({ type }) => type === 'recording-ready')).toEqual([]);
    expect([...second.errors, ...second.warnings]).toEqual([]);
  });
});

describe('a caller in Germany', () => {
  test('who agrees is recorded', async () => {
    const hotline = await start({ at: BERLIN_OPEN });
    const call = await isAskedInBerlin(hotline);
    expect(hotline.twilio.recordings()).toEqual([]);
    await call.presses('1');
    await call.meets('queued');
    await talksForMinute(hotline, call);
    await call.hears(/还需要其他服务/);
    await call.hangsUp();
    await hotline.twilio.settle();
    expect(only(hotline).durationSeconds).toBeGreaterThanOrEqual(60);
    expect((await aboutRecording(call))[0]).toEqual({
      type: 'recording-consent',
      policy: 'consent',
      talks: 'recorded',
      prompt: 'recording-consent',
    });
    expect([...call.errors, ...call.warnings]).toEqual([]);
  });

  test('who refuses talks to a person all the same, and nothing is recorded', async () => {
    const hotline = await start({ at: BERLIN_OPEN });
    const call = await isAskedInBerlin(hotline);
    await call.presses('2');
    await call.meets('queued');
    await talksForMinute(hotline, call);
    await call.hears(/还需要其他服务/);
    await call.hangsUp();
    await hotline.twilio.settle();
    expect(hotline.twilio.recordings()).toEqual([]);
    expect(call.requests.map(({ reply }) => reply).join()).not.toMatch(/<Start>|<Stop>/);
    expect(await aboutRecording(call)).toEqual([
      { type: 'recording-consent', policy: 'consent', talks: 'not-recorded', prompt: 'recording-consent' },
      { type: 'queue-joined', queue: 'general' },
      expect.objectContaining({ type: 'queue-left', result: 'bridged' }),
    ]);
  });

  test('who hangs up at the question is not recorded', async () => {
    const hotline = await start({ at: BERLIN_OPEN });
    const call = await isAskedInBerlin(hotline);
    await call.hangsUp();
    await hotline.twilio.settle();
    expect(hotline.twilio.recordings()).toEqual([]);
    expect(await aboutRecording(call)).toEqual([]);
  });
});

const CODE = '271828';
/** Where callers go after a talk about signing in: the first of the queues. */
const ANSWERED = '      answered: ';
const ASK_CODE = `  ask-code:
    { type: collect, prompt: never-ask, digits: { min: 6, max: 6 }, sensitive: true, into: code, next: check-code }
  check-code:
    type: service
    service: identity.check-code
    input: { code: code }
    exits: { verified-by-sms: anything-else, verified-by-email: anything-else, wrong: anything-else,
      expired: anything-else, used: anything-else, over-tried: anything-else, locked: anything-else,
      unavailable: anything-else }
`;

test('a code that is keyed after the talk is in no recording, and the journal has none of it', async () => {
  const files = staffFiles(
    ['flows/hotline.yaml', `${ANSWERED}anything-else\n`, `${ANSWERED}ask-code\n`],
    ['flows/hotline.yaml', 'variables:\n', 'variables:\n  code: { type: sensitive }\n'],
    ['flows/hotline.yaml', '  goodbye: {', `${ASK_CODE}  goodbye: {`],
  );
  const hotline = await start(files);
  const call = await waitsInEnglish(hotline);
  await talksForMinute(hotline, call);
  await call.isAsked();
  await call.presses(`${CODE}#`);
  await call.hears(/anything else/i);
  await call.hangsUp();
  await hotline.twilio.settle();

  const keyed = call.events.filter((event) => event.type === 'pressed').slice(-CODE.length - 1);
  expect(keyed).toHaveLength(CODE.length + 1);
  for (const { at } of keyed) expect(at).toBeGreaterThan(endOf(only(hotline)));
  expect(JSON.stringify(await factsOf(redis, call))).not.toContain(CODE);
});

test('where the state of the call is lost meanwhile, the recording is stopped all the same', async () => {
  const hotline = await start();
  const call = await waitsInEnglish(hotline);
  const client = redis.connect();
  await client.del(...(await client.keys(`*:${call.sid}*`)));
  await talksForMinute(hotline, call);
  await call.hears(/OKPay/);
  await call.waits(10);
  await call.hangsUp();
  await hotline.twilio.settle();
  expect(await factsOf(redis, call)).toContainEqual(expect.objectContaining({ type: 'state-lost' }));
  expect(timeOf(call, 'unbridged') - endOf(only(hotline))).toBeLessThan(1000);
  expect(endOf(only(hotline))).toBeLessThanOrEqual(timeOf(call, 'unbridged'));
});

test('where the carrier knows no stop, callers go on as ever, and its log tells of it', async () => {
  const hotline = await start({ switches: { stopsRecordings: false } });
  const call = await waitsInEnglish(hotline);
  await talksForMinute(hotline, call);
  await call.hears(/anything else/i);
  await call.hangsUp();
  await hotline.twilio.settle();
  expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
  expect(Math.abs(endOf(only(hotline)) - timeOf(call, 'ended'))).toBeLessThan(1000);
});
