import { afterEach, expect, test } from 'vitest';
import { startHotline, type TestHotline, type TestHotlineOptions } from '../support/hotline.ts';
import { factsOf, waitsInChinese, waitsInEnglish } from '../support/people.ts';
import { startOwnRedis } from '../support/redis-server.ts';
import { staffFiles } from '../support/staff-files.ts';

let running: TestHotline | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function start(options: TestHotlineOptions = {}): Promise<TestHotline> {
  running = await startHotline(options);
  return running;
}

test('callers hear their place in line in their own language, and move up', async () => {
  const hotline = await start();
  const first = await waitsInEnglish(hotline, '+85291111111');
  await first.hears(/You are first in line/);
  const second = await waitsInChinese(hotline, '+85292222222');
  expect(await second.hears(/排在第二位/)).toMatchObject({ language: 'cmn-CN' });
  await first.hangsUp();
  await second.hears(/排在第一位/);
  await second.hangsUp();
  await hotline.twilio.settle();
  expect([...first.errors, ...first.warnings, ...second.errors, ...second.warnings]).toEqual([]);
});

test('music is played between two times that the place is told, and a key cuts it short', async () => {
  const hotline = await start();
  const call = await waitsInEnglish(hotline);
  await call.hears(/You are first in line/);
  const from = hotline.twilio.clock.now();
  await call.hearsFile(/\/twilio\/audio\/hold-music\.wav$/);
  await call.hears(/You are first in line/, { withinSeconds: 90 });
  expect((hotline.twilio.clock.now() - from) / 1000).toBeGreaterThanOrEqual(45);
  await call.hearsFile(/hold-music/);
  await call.presses('2');
  await call.hears(/After the tone/, { withinSeconds: 5 });
  await hotline.twilio.settle();
  expect([...call.errors, ...call.warnings]).toEqual([]);
});

test('who has waited ten minutes is told that nobody is free, and offered something else', async () => {
  const hotline = await start();
  const call = await waitsInEnglish(hotline);
  const from = hotline.twilio.clock.now();
  await call.hears(/all our agents are still on other calls/, { withinSeconds: 700 });
  const waitedSeconds = (hotline.twilio.clock.now() - from) / 1000;
  expect(waitedSeconds).toBeGreaterThanOrEqual(600);
  expect(waitedSeconds).toBeLessThan(660);
  await call.hears(/To ask for a callback, press 1/);
  await call.presses('3');
  await call.meets('queued');
  await call.hangsUp();
});

test('key 1 in line leads to a callback, key 2 to a message', async () => {
  const hotline = await start();
  const one = await waitsInEnglish(hotline, '+85291111111');
  await one.hears(/You are first/);
  await one.isAsked();
  await one.presses('1');
  await one.hears(/We will call the number you are calling from/);
  await one.hangsUp();
  const two = await waitsInEnglish(hotline, '+85292222222');
  await two.hears(/You are first/);
  await two.isAsked();
  await two.presses('2');
  await two.hears(/After the tone/);
  await two.hangsUp();
  expect([...one.errors, ...one.warnings, ...two.errors, ...two.warnings]).toEqual([]);
});

test('a key pressed while the place is being told is taken at once', async () => {
  const hotline = await start();
  const call = await waitsInEnglish(hotline);
  await call.hears(/You are first/);
  await call.presses('1');
  await call.hears(/We will call the number/, { withinSeconds: 5 });
  await call.hangsUp();
});

test('one more caller than a queue takes is told so, and offered something else', async () => {
  const hotline = await start(staffFiles(['config/queues.yaml', 'login: { maxSize: 50 }', 'login: { maxSize: 1 }']));
  await expect.poll(() => hotline.twilio.queues().some(({ friendlyName }) => friendlyName === 'login')).toBe(true);
  const first = await waitsInEnglish(hotline, '+85291111111');
  const second = hotline.dial('+85292222222');
  await second.hears(/OKPay/);
  await second.presses('1');
  await second.hears(/登录/);
  await second.presses('1');
  await second.isAsked();
  await second.presses('0');
  await second.hears(/现在排队的人太多了/);
  await second.hangsUp();
  await first.hangsUp();
});

test('who hangs up while waiting has abandoned the queue, and the journal says after how long', async () => {
  const redis = await startOwnRedis(['--maxmemory-policy', 'noeviction']);
  const hotline = await start({ environment: { REDIS_URL: redis.url } });
  const call = await waitsInEnglish(hotline);
  await call.waits(75);
  await call.hangsUp();
  await hotline.twilio.settle();
  const facts = await factsOf(redis, call);
  expect(facts.filter(({ type }) => type === 'call-ended')).toEqual([
    expect.objectContaining({ disposition: 'abandoned-in-queue' }),
  ]);
  const left = facts.find((fact) => fact.type === 'queue-left');
  expect(left).toMatchObject({ queue: 'login', result: 'hung-up' });
  expect(left?.type === 'queue-left' && left.waitSeconds).toBeGreaterThanOrEqual(75);
  await hotline.close();
  running = undefined;
  await redis.stop();
});
