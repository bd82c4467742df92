import { describe, expect, test } from 'vitest';
import { CALLER, callTo, HOTLINE } from '../support/call.ts';

const ANNA = '+15550001111';
const BEN = '+15550002222';
const after = { '/after': '<Say>Back with you.</Say>' };

// https://www.twilio.com/docs/voice/twiml/dial
describe('<Dial>', () => {
  describe('a number', () => {
    test('that answers is connected, and the action follows when it hangs up', async () => {
      const { call, twilio, application } = await callTo({
        '/voice': `<Dial action="/after">${ANNA}</Dial>`,
        ...after,
      });
      twilio.person(ANNA, { answersAfterSeconds: 4, hangsUpAfterSeconds: 30 });
      const ringing = await call.meets('dialling');
      const bridged = await call.meets('bridged');
      expect(bridged.at - ringing.at).toBe(4000);
      await call.hears('Back with you');
      expect(application.at('/after')[0]?.form).toMatchObject({
        DialCallStatus: 'completed',
        DialCallDuration: '30',
        DialBridged: 'true',
        DialCallSid: bridged.with,
      });
    });

    test('is a leg of its own, with the caller as its caller id', async () => {
      const { call, twilio } = await callTo({ '/voice': `<Dial>${ANNA}</Dial>` });
      twilio.person(ANNA, { hangsUpAfterSeconds: 5 });
      await call.ends();
      const child = twilio.calls().find(({ to }) => to === ANNA);
      expect(child).toMatchObject({ from: CALLER, status: 'completed' });
    });

    test.each([
      ['busy', 'busy'],
      ['failed', 'failed'],
      ['no-answer', 'no-answer'],
    ] as const)('that is %s is told to the action', async (type, status) => {
      const { call, twilio, application } = await callTo({
        '/voice': `<Dial action="/after" timeout="10">${ANNA}</Dial>`,
        ...after,
      });
      twilio.person(ANNA, { type });
      await call.hears('Back with you');
      expect(application.at('/after')[0]?.form).toMatchObject({ DialCallStatus: status, DialBridged: 'false' });
    });

    test('that is none is warned of and fails', async () => {
      const { call, application } = await callTo({ '/voice': '<Dial action="/after">nobody</Dial>', ...after });
      await call.hears('Back with you');
      expect(application.at('/after')[0]?.form.DialCallStatus).toBe('failed');
      expect(call.warnings.map(({ code }) => code)).toEqual([13223]);
    });
  });

  // #action: without it the call goes on with the next verb.
  test('without an action goes on with the next verb', async () => {
    const { call, twilio } = await callTo({ '/voice': `<Dial>${ANNA}</Dial><Say>Next.</Say>` });
    twilio.person(ANNA, { hangsUpAfterSeconds: 1 });
    await call.hears('Next');
  });

  // #timeout: Twilio rings five seconds longer.
  test('timeout gives up five seconds later', async () => {
    const { call } = await callTo({ '/voice': `<Dial timeout="20">${ANNA}</Dial><Say>Next.</Say>` });
    const dialling = await call.meets('dialling');
    const next = await call.hears('Next');
    expect(next.at - dialling.at).toBe(25_000);
  });

  test('timeLimit ends the conversation', async () => {
    const { call, twilio } = await callTo({ '/voice': `<Dial timeLimit="60">${ANNA}</Dial><Say>Next.</Say>` });
    twilio.person(ANNA, {});
    const bridged = await call.meets('bridged');
    const next = await call.hears('Next');
    expect(next.at - bridged.at).toBe(60_000);
  });

  test('hangupOnStar lets the caller end the other leg only', async () => {
    const { call, twilio, application } = await callTo({
      '/voice': `<Dial hangupOnStar="true" action="/after">${ANNA}</Dial>`,
      ...after,
    });
    twilio.person(ANNA, {});
    await call.meets('bridged');
    await call.presses('1*');
    await call.hears('Back with you');
    expect(application.at('/after')[0]?.form.DialCallStatus).toBe('completed');
    expect(twilio.calls().find(({ to }) => to === ANNA)?.hasEnded).toBe(true);
  });

  test('callerId is what the other side sees', async () => {
    const { call, twilio } = await callTo({ '/voice': `<Dial callerId="${HOTLINE}">${ANNA}</Dial>` });
    twilio.person(ANNA, { hangsUpAfterSeconds: 1 });
    await call.ends();
    expect(twilio.calls().find(({ to }) => to === ANNA)?.from).toBe(HOTLINE);
  });

  // #nouns: several numbers ring together; the first to answer is connected, the others are given up.
  describe('several numbers', () => {
    const both = `<Number>${ANNA}</Number><Number>${BEN}</Number>`;

    test('ring together', async () => {
      const { call, twilio } = await callTo({ '/voice': `<Dial>${both}</Dial>` });
      twilio.person(ANNA, { answersAfterSeconds: 9 });
      twilio.person(BEN, { answersAfterSeconds: 3, hangsUpAfterSeconds: 5 });
      await call.meets('bridged');
      await call.ends();
      const statuses = twilio.calls().map(({ to, status }) => [to, status]);
      expect(statuses.slice(1)).toEqual([
        [ANNA, 'canceled'],
        [BEN, 'completed'],
      ]);
    });

    test('ring one after another where they are sequential', async () => {
      const { call, twilio } = await callTo({ '/voice': `<Dial sequential="true" timeout="5">${both}</Dial>` });
      twilio.person(ANNA, { type: 'busy' });
      twilio.person(BEN, { hangsUpAfterSeconds: 5 });
      const first = await call.meets('dialling');
      const second = await call.meets('dialling');
      expect([first.to, second.to]).toEqual([ANNA, BEN]);
      expect(second.at - first.at).toBe(1000);
      await call.meets('bridged');
    });
  });

  // number#url: a document for the person who answers, before the two are connected.
  describe('a whisper', () => {
    const pages = { '/voice': `<Dial action="/after"><Number url="/whisper">${ANNA}</Number></Dial>`, ...after };

    test('is heard by whoever answers, and only then are the two connected', async () => {
      const { call, twilio, application } = await callTo({
        ...pages,
        '/whisper': '<Say>A caller about a login.</Say>',
      });
      twilio.person(ANNA, {
        does: async (anna) => {
          await anna.hears('about a login');
          await anna.meets('bridged');
          await anna.says('OKPay, this is Anna.');
          await anna.waits(5);
          await anna.hangsUp();
        },
      });
      expect(await call.meets('told')).toMatchObject({ words: 'OKPay, this is Anna.' });
      await call.hears('Back with you');
      expect(call.transcript).not.toContain('about a login');
      expect(application.at('/whisper')[0]?.form).toMatchObject({
        ParentCallSid: call.sid,
        Direction: 'outbound-dial',
      });
    });

    test('that hangs up refuses the call', async () => {
      const { call, twilio, application } = await callTo({ ...pages, '/whisper': '<Hangup/>' });
      twilio.person(ANNA, {});
      await call.hears('Back with you');
      expect(application.at('/after')[0]?.form).toMatchObject({ DialCallStatus: 'no-answer', DialBridged: 'false' });
    });
  });

  test("a number's progress is told to its status callback", async () => {
    const number = `<Number statusCallback="/progress" statusCallbackEvent="initiated ringing answered completed">${ANNA}</Number>`;
    const { call, twilio, application } = await callTo({ '/voice': `<Dial>${number}</Dial>` });
    twilio.person(ANNA, { hangsUpAfterSeconds: 5 });
    await call.ends();
    await twilio.settle();
    const told = application
      .at('/progress')
      .map(({ form }) => [form.SequenceNumber, form.CallStatus, form.ParentCallSid === call.sid]);
    expect(told).toEqual([
      ['0', 'queued', true],
      ['1', 'ringing', true],
      ['2', 'in-progress', true],
      ['3', 'completed', true],
    ]);
  });

  // A caller who hangs up: the other leg ends; the action is requested by a switch, and its answer not obeyed.
  describe('hang-up', () => {
    test('ends the other leg and tells the action', async () => {
      const { call, twilio, application } = await callTo({
        '/voice': `<Dial action="/after">${ANNA}</Dial>`,
        ...after,
      });
      twilio.person(ANNA, {});
      await call.meets('bridged');
      await call.waits(10);
      await call.hangsUp();
      await twilio.settle();
      expect(application.at('/after')[0]?.form).toMatchObject({ DialCallStatus: 'completed', CallStatus: 'completed' });
      expect(twilio.calls().map(({ status }) => status)).toEqual(['completed', 'completed']);
    });

    test('while it rings cancels the other leg, and tells no action where that switch is off', async () => {
      const pages = { '/voice': `<Dial action="/after">${ANNA}</Dial>`, ...after };
      const { call, twilio, application } = await callTo(pages, { switches: { dialActionOnHangUp: false } });
      await call.meets('dialling');
      await call.waits(3);
      await call.hangsUp();
      await twilio.settle();
      expect(application.at('/after')).toEqual([]);
      expect(twilio.calls()[1]?.status).toBe('canceled');
    });
  });
});
