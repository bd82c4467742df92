import { afterEach, describe, expect, test } from 'vitest';
import { createCommands } from '../../src/commands.ts';
import type { PhoneCall } from '../../src/emulator/phone-call.ts';
import { AUTH_TOKEN, startHotline, type TestHotline } from '../support/hotline.ts';
import { AGENT, factsOf, LINE, PIN, signsIn, waitsInChinese, waitsInEnglish } from '../support/people.ts';
import { startOwnRedis } from '../support/redis-server.ts';

let running: TestHotline | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

async function start(): Promise<TestHotline> {
  running = await startHotline();
  return running;
}

const faultsOf = (...calls: readonly PhoneCall[]) => calls.flatMap(({ errors, warnings }) => [...errors, ...warnings]);

describe('an agent with the PIN', () => {
  test('is put through to the caller who waits; afterwards both go on', async () => {
    const hotline = await start();
    const caller = await waitsInEnglish(hotline);
    const agent = await signsIn(hotline);
    await agent.hears(/下一位来电：login/);
    await agent.meets('bridged');
    await caller.meets('bridged');
    await agent.says('This is Anna.');
    expect(await caller.meets('told')).toMatchObject({ words: 'This is Anna.' });
    await agent.waits(60);
    await agent.presses('*');

    await agent.hears(/接听下一位请按1/);
    await agent.presses('2');
    await agent.hears(/您已签退/);
    await agent.ends();
    await caller.hears(/anything else/i);
    await caller.hangsUp();
    await hotline.twilio.settle();
    expect(faultsOf(agent, caller)).toEqual([]);
  });

  test('takes one caller after the other, who waits longest first, whatever the queue', async () => {
    const hotline = await start();
    const first = await waitsInChinese(hotline, '+85291111111');
    await first.waits(20);
    const general = hotline.dial('+85292222222');
    await general.hears(/OKPay/);
    await general.presses('2');
    await general.hears(/sign-in/i);
    await general.presses('0');
    await general.meets('queued');
    const agent = await signsIn(hotline);
    await agent.hears(/下一位来电：login/);
    await first.meets('bridged');
    await first.waits(30);
    await first.hangsUp();
    await agent.hears(/接听下一位请按1/);
    await agent.presses('1');
    await agent.hears(/下一位来电：general/);
    await general.meets('bridged');
    await agent.hangsUp();
    await general.hears(/anything else/i);
    await general.hangsUp();
    await hotline.twilio.settle();
    expect(faultsOf(agent, first, general)).toEqual([]);
  });

  test('waits while nobody does, and is put through as soon as somebody comes', async () => {
    const hotline = await start();
    const agent = await signsIn(hotline);
    await agent.hears(/现在没有人等候/);
    await agent.waits(20);
    const caller = await waitsInEnglish(hotline);
    await caller.meets('bridged', { withinSeconds: 30 });
    await agent.hangsUp();
    await caller.hangsUp();
  });

  test('is asked what to do when nobody comes for a minute, and stops waiting with key 2', async () => {
    const hotline = await start();
    const agent = await signsIn(hotline);
    await agent.hears(/现在没有人等候/);
    const from = hotline.twilio.clock.now();
    await agent.hears(/接听下一位请按1/);
    expect(hotline.twilio.clock.now() - from).toBeGreaterThanOrEqual(60_000);
    expect(hotline.twilio.clock.now() - from).toBeLessThan(90_000);
    await agent.presses('1');
    await agent.hears(/现在没有人等候/);
    await agent.presses('2');
    await agent.hears(/您已签退/);
    await agent.ends();
    expect(faultsOf(agent)).toEqual([]);
  });
});

describe('who rings the line', () => {
  const keys = async (hotline: TestHotline, pin: string, from = AGENT): Promise<PhoneCall> => {
    const call = hotline.twilio.dial({ from, to: LINE });
    await call.hears(/PIN/);
    await call.presses(pin);
    return call;
  };

  test('with a wrong PIN is asked again, and let in with the right one', async () => {
    const hotline = await start();
    const agent = await keys(hotline, '000000#');
    await agent.hears(/do not go together/);
    await agent.hears(/PIN/);
    await agent.presses(PIN);
    await agent.hears(/您已登录/);
    await agent.hangsUp();
  });

  test('is locked out after five wrong PINs in an hour, over several calls, even with the right one', async () => {
    const hotline = await start();
    for (const tries of [3, 2]) {
      const call = hotline.twilio.dial({ from: AGENT, to: LINE });
      for (let attempt = 0; attempt < tries; attempt += 1) {
        await call.hears(/key your PIN/);
        await call.presses('000000#');
        await call.hears(/do not go together/);
      }
      if (tries === 3) await call.ends();
      else await call.hangsUp();
    }
    const right = await keys(hotline, PIN);
    await right.hears(/too many tries/);
    await right.hears(/signed off/);
    await right.ends();
  });

  test('is let in again an hour after the first wrong PIN', async () => {
    const hotline = await start();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const call = await keys(hotline, '000000#');
      await call.hears(/do not go together/);
      await call.hangsUp();
    }
    const locked = await keys(hotline, PIN);
    await locked.hears(/too many tries/);
    await locked.ends();
    const patient = hotline.twilio.dial({ from: '+85290000001', to: '+85230000000' });
    for (
      let call = patient, ended = 0;
      hotline.twilio.clock.now() < Date.parse('2026-11-23T11:05:00+08:00');
      ended += 1
    ) {
      expect(ended).toBeLessThan(200);
      await call.waits(40).catch(() => undefined);
      if (call.hasEnded) call = hotline.twilio.dial({ from: '+85290000001', to: '+85230000000' });
    }
    const late = await keys(hotline, PIN);
    await late.hears(/您已登录/);
    await late.hangsUp();
  });

  test('and is no agent, or shows no number, hears the same words as an agent with a wrong PIN', async () => {
    const hotline = await start();
    const heard = [];
    for (const from of [AGENT, '+85298765432', 'anonymous']) {
      const call = await keys(hotline, '000000#', from);
      await call.hears(/do not go together/);
      await call.hangsUp();
      heard.push(call.events.flatMap((event) => (event.type === 'heard' ? [`${event.language} ${event.text}`] : [])));
    }
    expect(heard[1]).toEqual(heard[0]);
    expect(heard[2]).toEqual(heard[0]);
  });

  test('without a number is not let in by an agent’s PIN', async () => {
    const hotline = await start();
    const call = await keys(hotline, PIN, 'anonymous');
    await call.hears(/do not go together/);
    await call.hangsUp();
  });
});

test("the command that points the account's numbers here points the agents' line here too", async () => {
  const { twilio, url } = await start();
  const line = twilio.numbers().find(({ phoneNumber }) => phoneNumber === LINE);
  Object.assign(line ?? {}, { voiceUrl: '', voiceFallbackUrl: '', statusCallback: '' });
  const commands = createCommands(
    { PUBLIC_URL: url, TWILIO_ACCOUNT_SID: twilio.accountSid, TWILIO_AUTH_TOKEN: AUTH_TOKEN },
    { print: () => undefined, complain: () => undefined },
    { restUrl: () => twilio.restUrl },
  );
  expect(await commands.connect({ number: [LINE] })).toBe(0);
  const agent = twilio.dial({ from: AGENT, to: LINE });
  await agent.hears(/PIN/);
  await agent.hangsUp();
});

test('the journal tells an agent’s call from a customer’s, how long each talked, and no PIN', async () => {
  const redis = await startOwnRedis(['--maxmemory-policy', 'noeviction']);
  running = await startHotline({ environment: { REDIS_URL: redis.url } });
  const caller = await waitsInEnglish(running);
  await caller.waits(30);
  const agent = await signsIn(running);
  await agent.meets('bridged');
  await agent.waits(45);
  await caller.hangsUp();
  await agent.hears(/接听下一位请按1/);
  await agent.presses('2');
  await agent.ends();
  await running.twilio.settle();

  const ofCaller = await factsOf(redis, caller);
  const ofAgent = await factsOf(redis, agent);
  expect(ofCaller.find(({ type }) => type === 'call-started')).not.toHaveProperty('agent');
  const left = ofCaller.find((fact) => fact.type === 'queue-left');
  expect(left).toMatchObject({ queue: 'login', result: 'bridged' });
  expect(left?.type === 'queue-left' && left.waitSeconds).toBeGreaterThanOrEqual(30);
  expect(ofAgent.find(({ type }) => type === 'call-started')).toMatchObject({ agent: 'Demo agent', dialled: LINE });
  const talks = ofCaller.filter((fact) => fact.type === 'dialled');
  const talked = ofAgent.find((fact) => fact.type === 'dialled');
  expect(talks).toEqual([talked]);
  expect(talked).toMatchObject({ outcome: 'completed' });
  expect(talked?.type === 'dialled' && talked.talkSeconds).toBeGreaterThanOrEqual(45);
  expect(ofAgent.find(({ type }) => type === 'call-ended')).toMatchObject({ disposition: 'completed' });

  const client = redis.connect();
  for (const key of await client.keys('*')) {
    const type = await client.type(key);
    const text =
      type === 'string'
        ? await client.get(key)
        : type === 'stream'
          ? JSON.stringify(await client.xrange(key, '-', '+'))
          : '';
    expect(text, key).not.toContain('314159');
  }
  await running.close();
  running = undefined;
  await redis.stop();
});
