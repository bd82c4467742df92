import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createTwilio } from '../../src/emulator/twilio.ts';
import { CALLER, callTo, emulate, HOTLINE, START } from './support/call.ts';

const menu = '<Gather action="/menu" numDigits="1"><Say>Press one.</Say></Gather>';

// https://www.twilio.com/docs/voice/api/call-resource#statuscallback
describe('the status callback', () => {
  test('comes once, after the call, with its length and the standard parameters', async () => {
    const { call, application, twilio } = await callTo({
      '/voice': '<Pause length="1"/><Say>Hello.</Say><Pause length="89"/>',
    });
    await call.ends();
    await twilio.settle();
    expect(application.at('/status').map(({ form }) => form)).toMatchObject([
      {
        CallStatus: 'completed',
        CallDuration: '89',
        Duration: '2',
        SequenceNumber: '0',
        CallbackSource: 'call-progress-events',
        SipResponseCode: '200',
        Timestamp: 'Mon, 02 Nov 2026 10:01:30 +0000',
        From: CALLER,
      },
    ]);
  });

  test('of a caller who hangs up before anybody answered says no-answer', async () => {
    const { call, application, twilio } = await callTo({ '/voice': '<Pause length="30"/>' });
    await call.waits(10);
    expect(await call.hangsUp()).toMatchObject({ status: 'no-answer', by: 'caller' });
    await twilio.settle();
    expect(application.at('/status')[0]?.form).toMatchObject({ CallStatus: 'no-answer', SipResponseCode: '487' });
  });
});

test('a callback that fails is logged, and has no other consequence', async () => {
  const failing = (_: unknown, response: ServerResponse) => {
    response.statusCode = 500;
    return '';
  };
  const { call, twilio } = await callTo({ '/voice': '<Say>Hello.</Say>', '/status': failing });
  await call.ends();
  await twilio.settle();
  expect(call.notes).toMatchObject([{ code: 11200, level: 'warning' }]);
});

describe('a caller', () => {
  test('who hangs up is heard of by nothing but the status callback', async () => {
    const { call, application, twilio } = await callTo({ '/voice': '<Say>Hello.</Say><Pause length="60"/>' });
    await call.waits(5);
    expect(await call.hangsUp()).toMatchObject({ status: 'completed', by: 'caller' });
    await twilio.settle();
    expect(application.received.map(({ path }) => path)).toEqual(['/voice', '/status']);
  });

  test('who waits for what does not come is shown the whole call', async () => {
    const { call } = await callTo({ '/voice': menu });
    await expect(call.hears('Press two')).rejects.toThrow(/the call ended[\s\S]*Press one/);
    const other = await callTo({ '/voice': '<Pause length="500"/>' });
    await expect(other.call.hears('Hello', { withinSeconds: 30 })).rejects.toThrow(/30 s passed/);
  });

  test('hears things in their order, each once', async () => {
    const { call } = await callTo({ '/voice': '<Say>One.</Say><Say>Two.</Say><Say>One.</Say>' });
    await call.hears('One');
    await call.hears('One');
    await expect(call.hears('Two')).rejects.toThrow(/the call ended/);
  });

  test('waits for whichever of several things comes first', async () => {
    const { call } = await callTo({ '/voice': menu, '/menu': '<Enqueue waitUrl="">login</Enqueue>' });
    const stops = ['silence', 'queued', 'ended'] as const;
    expect(await call.meets(stops)).toMatchObject({ type: 'silence' });
    await call.presses('1');
    expect(await call.meets(stops)).toMatchObject({ type: 'queued' });
  });

  test('can ask for the end again and again', async () => {
    const { call } = await callTo({ '/voice': '<Say>Hello.</Say>' });
    const ended = await call.ends();
    expect(await call.ends()).toBe(ended);
    expect(await call.hangsUp()).toBe(ended);
  });

  test('is told which keys and words were taken', async () => {
    const { call } = await callTo({ '/voice': `<Say>Welcome to our hotline.</Say>${menu}`, '/menu': '' });
    await call.hears('Welcome');
    await call.presses('5');
    await call.says('hello');
    await call.isAsked();
    await call.says('payment');
    await call.presses('x7');
    await call.ends();
    call.press('9');
    const done = call.events.flatMap((event) =>
      event.type === 'pressed' || event.type === 'said' ? [event.taken] : [],
    );
    expect(done).toEqual([false, false, false, true, false]);
  });

  test('who watches a call hears of each event until they stop', async () => {
    const { call } = await callTo({ '/voice': '<Say>One.</Say><Say>Two.</Say>' });
    const seen: string[] = [];
    const stop = call.onEvent(({ type }) => seen.push(type));
    await call.hears('One');
    stop();
    await call.ends();
    expect(seen).toEqual(['answered', 'heard']);
  });

  test('is cut off after four hours', async () => {
    const { call } = await callTo({ '/voice': '<Enqueue waitUrl="">login</Enqueue>' });
    expect(await call.ends({ withinSeconds: 20_000 })).toMatchObject({ at: START + 4 * 3_600_000, by: 'network' });
  });

  test('dials only numbers that the account has', async () => {
    const { twilio } = await emulate({});
    expect(() => twilio.dial({ from: CALLER, to: '+19999999999' })).toThrow(/no number/);
  });
});

test('settling delivers callbacks and leaves live calls where they are', async () => {
  const { twilio, application } = await emulate({
    '/voice': '<Record action="/after" recordingStatusCallback="/recorded" timeout="1"/>',
    '/after': '<Enqueue waitUrl="">login</Enqueue>',
  });
  const call = twilio.dial({ from: CALLER, to: HOTLINE });
  await call.leavesMessage(3);
  await call.meets('queued');
  const queuedAt = twilio.clock.now();
  await twilio.settle();
  expect(application.at('/recorded')).toHaveLength(1);
  expect([call.hasEnded, twilio.clock.now() - queuedAt]).toEqual([false, 2000]);
});

describe('time', () => {
  test('begins where it is told, and only moves while somebody waits', async () => {
    const instants: number[] = [];
    const { call, twilio } = await callTo({ '/voice': '<Pause length="300"/>' }, { onTime: (at) => instants.push(at) });
    expect(twilio.clock.now()).toBe(START);
    await call.waits(299);
    expect(twilio.clock.now()).toBe(START + 299_000);
    expect(instants).toEqual([START + 299_000]);
  });

  test('is one for all calls', async () => {
    const { twilio } = await emulate({ '/voice': '<Pause length="10"/><Say>Hello.</Say>' });
    const calls = Array.from({ length: 20 }, (_, index) =>
      twilio.dial({ from: `+1415867${5000 + index}`, to: HOTLINE }),
    );
    const heard = await Promise.all(calls.map((call) => call.hears('Hello')));
    expect(new Set(heard.map(({ at }) => at))).toEqual(new Set([START + 10_000]));
  });

  test('is told to the application in a header where one is named', async () => {
    const { call, application } = await callTo({ '/voice': menu, '/menu': '' }, { timeHeader: 'x-now' });
    await call.isAsked();
    await call.waits(3);
    await call.presses('1');
    await call.ends();
    expect(application.received.map(({ headers }) => Number(headers['x-now']))[1]).toBe(START + 769 + 3000);
  });

  test('passes while the application itself sleeps by this clock', async () => {
    const scene = await emulate({
      '/voice': async () => {
        await scene.twilio.clock.sleepInServer(8000);
        return '<Say>At last.</Say>';
      },
    });
    const heard = await scene.twilio.dial({ from: CALLER, to: HOTLINE }).hears('At last');
    expect(heard.at).toBe(START + 8000);
  });

  test('can be real, for telephones that people use', async () => {
    const { application } = await emulate({ '/voice': '<Say>Hi.</Say>' });
    const numbers = [{ phoneNumber: HOTLINE, voiceUrl: `${application.url}/voice` }];
    const twilio = await createTwilio({ numbers, time: 'real', startsAt: START, rest: false });
    const startedAt = performance.now();
    const heard = await twilio.dial({ from: CALLER, to: HOTLINE }).ends();
    expect(performance.now() - startedAt).toBeGreaterThan(350);
    expect(heard.at - START).toBeLessThan(5000);
    await twilio.close();
  });

  test('that is real ends its calls when the emulator is closed', async () => {
    const { application } = await emulate({ '/voice': '<Pause length="3000"/>' });
    const numbers = [{ phoneNumber: HOTLINE, voiceUrl: `${application.url}/voice` }];
    const twilio = await createTwilio({ numbers, time: 'real' });
    const call = twilio.dial({ from: CALLER, to: HOTLINE });
    await twilio.close();
    expect(await call.ends()).toMatchObject({ by: 'network' });
  });
});

test('a log holds every request with its answer', async () => {
  const { call } = await callTo({ '/voice': menu, '/menu': '<Say>Thanks.</Say>' });
  await call.isAsked();
  await call.presses('1');
  await call.ends();
  expect(call.requests.map(({ purpose, status, reply }) => [purpose, status, reply.includes('Say')])).toEqual([
    ['document', 200, true],
    ['document', 200, true],
  ]);
  expect(call.transcript).toMatch(/pressed key="1" taken=true/);
});
