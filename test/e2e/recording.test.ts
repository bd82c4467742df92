import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import { startHotline, type TestHotline, type TestHotlineOptions } from '../support/hotline.ts';
import { CALLER, factsOf } from '../support/people.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';

const CLOSED = '2026-11-23T20:00:00+08:00';

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

async function start(switches: TestHotlineOptions['switches'] = {}): Promise<TestHotline> {
  running = await startHotline({ at: CLOSED, environment: { REDIS_URL: redis.url }, switches });
  return running;
}

/** After hours: chooses to leave a message, and hears what to say. */
async function isAskedForMessage(hotline: TestHotline): Promise<PhoneCall> {
  const call = hotline.twilio.dial({ from: CALLER, to: '+85230000000' });
  await call.hears(/OKPay/);
  await call.presses('2');
  await call.hears(/To leave a message, press 2/);
  await call.presses('2');
  await call.hears(/After the tone/);
  return call;
}

const recordingsOf = async (call: PhoneCall) =>
  (await factsOf(redis, call)).filter(({ type }) => type === 'recorded' || type === 'recording-ready');

test('a message that a key ends is kept, and the caller goes on', async () => {
  const hotline = await start();
  const call = await isAskedForMessage(hotline);
  await call.leavesMessage(8);
  await call.presses('#');
  await call.hears(/message is recorded/);
  await call.hangsUp();
  await hotline.twilio.settle();
  const [recording] = hotline.twilio.recordings();
  expect(await recordingsOf(call)).toEqual([
    expect.objectContaining({ type: 'recorded', purpose: 'voicemail', recording: recording?.sid }),
    expect.objectContaining({ type: 'recording-ready', recording: recording?.sid }),
  ]);
  expect([...call.errors, ...call.warnings]).toEqual([]);
});

describe.each([
  { order: 'after the action', statusBeforeAction: false },
  { order: 'before the action', statusBeforeAction: true },
])('when the status of the call comes $order', ({ statusBeforeAction }) => {
  test('who hangs up in the middle of a message has left it, and the call ends once', async () => {
    const hotline = await start({ statusBeforeAction });
    const call = await isAskedForMessage(hotline);
    await call.leavesMessage(8);
    await call.hangsUp();
    await hotline.twilio.settle();
    const facts = await factsOf(redis, call);
    expect(facts.filter(({ type }) => type === 'recorded')).toEqual([
      expect.objectContaining({ purpose: 'voicemail', recording: hotline.twilio.recordings()[0]?.sid }),
    ]);
    expect(facts.filter(({ type }) => type === 'recording-ready')).toHaveLength(1);
    expect(facts.filter(({ type }) => type === 'call-ended')).toHaveLength(1);
  });
});

describe.each([
  { leads: 'to the next verb', emptyRecordingFallsThrough: true },
  { leads: 'to the action', emptyRecordingFallsThrough: false },
])('where silence leads $leads', ({ emptyRecordingFallsThrough }) => {
  test('who says nothing is told so, may try again, and then leaves a message', async () => {
    const hotline = await start({ emptyRecordingFallsThrough });
    const call = await isAskedForMessage(hotline);
    await call.hears(/did not hear anything/);
    await call.presses('1');
    await call.hears(/After the tone/);
    await call.leavesMessage(5);
    await call.hears(/message is recorded/);
    await call.hangsUp();
    await hotline.twilio.settle();
    expect((await factsOf(redis, call)).filter(({ type }) => type === 'recorded')).toHaveLength(1);
    expect(call.errors).toEqual([]);
  });
});
