import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import { CALLER, callTo, emulate, HOTLINE } from '../support/call.ts';

const wait = '<Say>You are waiting.</Say><Pause length="20"/>';
const enqueue = '<Enqueue action="/left" waitUrl="/wait">login</Enqueue><Say>Never.</Say>';

// https://www.twilio.com/docs/voice/twiml/enqueue
describe('<Enqueue>', () => {
  // #attributes-waiturl: asked again and again, with the caller's place and time.
  describe('waitUrl', () => {
    test('is asked again whenever its document is over, with place and time', async () => {
      const { call, application } = await callTo({ '/voice': enqueue, '/wait': wait });
      await call.hears('You are waiting');
      await call.hears('You are waiting');
      await call.hears('You are waiting');
      const told = application
        .at('/wait')
        .map(({ form }) => [form.QueuePosition, form.QueueTime, form.CurrentQueueSize]);
      expect(told).toEqual([
        ['1', '0', '1'],
        ['1', '21', '1'],
        ['1', '42', '1'],
      ]);
      expect(application.at('/wait')[0]?.form).toMatchObject({
        MaxQueueSize: '1000',
        AvgQueueTime: '0',
        CallSid: call.sid,
      });
    });

    test('keeps time and place through documents that it leads to, and comes back', async () => {
      const { call, application } = await callTo({
        '/voice': enqueue,
        '/wait': '<Gather numDigits="1" action="/key" timeout="5"><Say>Press star.</Say></Gather>',
        '/key': '<Say>Your place is one.</Say>',
      });
      await call.hears('Press star');
      await call.presses('*');
      await call.hears('Your place');
      await call.hears('Press star');
      expect(application.at('/key')[0]?.form).toMatchObject({ Digits: '*', QueuePosition: '1' });
    });

    test('that is empty is silence, and one that is not there is music', async () => {
      const { call } = await callTo({ '/voice': '<Enqueue waitUrl="">login</Enqueue>' });
      await call.waits(300);
      expect(call.events.map(({ type }) => type)).toEqual(['ringing', 'answered', 'queued']);
      const music = await callTo({ '/voice': '<Enqueue>login</Enqueue>' });
      await music.call.hearsFile(/com\.twilio\.sounds\.music/);
    });

    test('may not dial, record or enqueue', async () => {
      const { call } = await callTo({ '/voice': enqueue, '/wait': `<Record/><Dial>+15550001111</Dial>${wait}` });
      await call.hears('You are waiting');
      expect(call.warnings.map(({ code }) => code)).toEqual([12200, 12200]);
    });

    test('whose document takes no time ends the wait with an error', async () => {
      const pages = { '/voice': enqueue, '/wait': '', '/left': '<Say>Sorry.</Say>' };
      const { call, application } = await callTo(pages, { switches: { longestChain: 10 } });
      await call.hears('Sorry');
      expect(application.at('/left')[0]?.form.QueueResult).toBe('system-error');
      expect(call.errors.map(({ code }) => code)).toEqual([12400]);
    });
  });

  // First come, first served: the places move up.
  test('places are those of the order in which callers came', async () => {
    const { twilio, application } = await emulate({ '/voice': enqueue, '/wait': wait, '/left': '' });
    const first = twilio.dial({ from: CALLER, to: HOTLINE });
    await first.meets('queued');
    await first.waits(10);
    const second = twilio.dial({ from: '+14158675300', to: HOTLINE });
    expect(await second.meets('queued')).toMatchObject({ position: 2 });
    await second.hears('You are waiting');
    expect(application.at('/wait').at(-1)?.form).toMatchObject({
      QueuePosition: '2',
      CurrentQueueSize: '2',
      AvgQueueTime: '5',
    });
    await first.hangsUp();
    await second.hears('You are waiting');
    expect(application.at('/wait').at(-1)?.form).toMatchObject({ QueuePosition: '1', CurrentQueueSize: '1' });
  });

  // #attributes-action and its QueueResult
  describe('action', () => {
    test('after Leave is told so, and its document goes on with the call', async () => {
      const { call, application } = await callTo({
        '/voice': enqueue,
        '/wait': ({ form }) => (form.QueueTime === '0' ? wait : '<Leave/>'),
        '/left': '<Say>You left.</Say>',
      });
      await call.hears('You left');
      expect(application.at('/left')[0]?.form).toMatchObject({
        QueueResult: 'leave',
        QueueTime: '21',
        CallStatus: 'in-progress',
      });
      expect(application.at('/left')[0]?.form.QueueSid).toMatch(/^QU[0-9a-f]{32}$/);
    });

    test('that is not there goes on with the next verb', async () => {
      const { call } = await callTo({
        '/voice': '<Enqueue waitUrl="/wait">login</Enqueue><Say>Next.</Say>',
        '/wait': '<Pause length="2"/><Leave/>',
      });
      await call.hears('Next');
    });

    test('where the queue is full comes at once, without the queue', async () => {
      const { twilio, application } = await emulate({
        '/voice': '<Enqueue action="/left" waitUrl="/wait" maxQueueSize="1">login</Enqueue>',
        '/wait': wait,
        '/left': '<Say>All lines are busy.</Say>',
      });
      await twilio.dial({ from: CALLER, to: HOTLINE }).meets('queued');
      await twilio.dial({ from: '+14158675300', to: HOTLINE }).hears('All lines');
      expect(application.at('/left')[0]?.form.QueueResult).toBe('queue-full');
      expect(application.at('/left')[0]?.form).not.toHaveProperty('QueueSid');
    });

    test('after a hang-up is told, and then the status callback', async () => {
      const { call, application, twilio } = await callTo({
        '/voice': enqueue,
        '/wait': wait,
        '/left': '<Say>Never.</Say>',
      });
      await call.hears('You are waiting');
      await call.waits(5);
      await call.hangsUp();
      await twilio.settle();
      expect(application.received.map(({ path }) => path)).toEqual(['/voice', '/wait', '/left', '/status']);
      expect(application.at('/left')[0]?.form).toMatchObject({
        QueueResult: 'hangup',
        QueueTime: '5',
        CallStatus: 'completed',
      });
    });

    test.each([true, false])(
      'after a hang-up comes behind the status callback where that switch is %s',
      async (isBefore) => {
        const endedBefore: boolean[] = [];
        const pages = {
          '/voice': enqueue,
          '/wait': wait,
          '/left': () => {
            endedBefore.push(scene.call.hasEnded);
            return '';
          },
        };
        const scene = await callTo(pages, { switches: { statusBeforeAction: isBefore } });
        await scene.call.hears('You are waiting');
        await scene.call.hangsUp();
        await scene.twilio.settle();
        expect(endedBefore).toEqual([isBefore]);
        expect(scene.application.at('/status')).toHaveLength(1);
      },
    );

    test('that is not there is not requested after a hang-up', async () => {
      const { call, application, twilio } = await callTo({ '/voice': '<Enqueue waitUrl="">login</Enqueue>' });
      await call.meets('queued');
      await call.hangsUp();
      await twilio.settle();
      expect(application.received.map(({ path }) => path)).toEqual(['/voice', '/status']);
    });

    test('after Hangup in the wait document is told of a hang-up', async () => {
      const { call, application } = await callTo({ '/voice': enqueue, '/wait': '<Pause length="3"/><Hangup/>' });
      await call.ends();
      expect(application.at('/left')[0]?.form.QueueResult).toBe('hangup');
    });
  });

  // A task for TaskRouter is read past.
  test('a nested Task does not disturb the name of the queue', async () => {
    const { call } = await callTo({
      '/voice': '<Enqueue waitUrl="" workflowSid="WW1"><Task>{"topic":"login"}</Task></Enqueue>',
    });
    expect(await call.meets('queued')).toMatchObject({ queue: 'WW1' });
    expect(call.warnings).toEqual([]);
  });

  test('without a name is warned of and passed over', async () => {
    const { call } = await callTo({ '/voice': '<Enqueue/><Say>Next.</Say>' });
    await call.hears('Next');
    expect(call.warnings.map(({ code }) => code)).toEqual([12200]);
  });

  // A wait document that cannot be had
  test("a wait document that fails leads to the number's fallback", async () => {
    const pages = {
      '/voice': enqueue,
      '/wait': (_: unknown, response: ServerResponse) => {
        response.statusCode = 500;
        return '';
      },
      '/fallback': '<Say>Sorry, one moment.</Say>',
    };
    const { call, application } = await callTo(pages, { withFallback: true });
    await call.hears('Sorry, one moment');
    await call.ends();
    expect(application.at('/fallback')[0]?.form).toMatchObject({
      ErrorCode: '11200',
      ErrorUrl: `${application.url}/wait`,
    });
  });
});
