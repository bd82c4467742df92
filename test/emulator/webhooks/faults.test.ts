import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../src/emulator/webhooks/faults.ts';
import { CALLER, emulate, HOTLINE } from '../support/call.ts';

const pages = {
  '/voice': '<Gather action="/menu" numDigits="1"><Say>Press one.</Say></Gather>',
  '/menu': '<Say>Thanks.</Say>',
};

async function dialWith(fault: Fault) {
  const { twilio, application } = await emulate(pages);
  twilio.fault(fault);
  return { twilio, application, call: twilio.dial({ from: CALLER, to: HOTLINE }) };
}

const menu = { url: /menu/ };

describe('faults on the way', () => {
  test('a lost reply brings the same request again, with its token', async () => {
    const { call, application } = await dialWith({ type: 'reply-lost', when: menu });
    await call.isAsked();
    await call.presses('1');
    await call.hears('Thanks');
    const requests = application.at('/menu');
    expect(requests.map(({ form }) => form)).toEqual([requests[0]?.form, requests[0]?.form]);
    expect(new Set(requests.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
  });

  test('a duplicate arrives twice at once', async () => {
    const { call, application } = await dialWith({ type: 'duplicate', when: menu });
    await call.isAsked();
    await call.presses('1');
    await call.hears('Thanks');
    expect(application.at('/menu')).toHaveLength(2);
    expect(call.events.filter(({ type }) => type === 'heard')).toHaveLength(2);
  });

  test('a delay is time that the caller waits', async () => {
    const { call } = await dialWith({ type: 'delay', seconds: 7, when: menu });
    await call.isAsked();
    await call.presses('1');
    const pressed = await call.meets('pressed');
    const thanked = await call.hears('Thanks');
    expect(thanked.at - pressed.at).toBe(7000);
  });

  test('a document that is lost counts as not reached', async () => {
    const { call, application } = await dialWith({ type: 'drop', when: menu });
    await call.isAsked();
    await call.presses('1');
    await call.hears('application error');
    expect(application.at('/menu')).toEqual([]);
    expect(call.errors.map(({ code }) => code)).toEqual([11205]);
  });

  test('a callback that is lost never comes', async () => {
    const { call, application, twilio } = await dialWith({ type: 'drop', when: { purpose: 'callback' } });
    await call.hangsUp();
    await twilio.settle();
    expect(application.at('/status')).toEqual([]);
  });

  test('a callback that is overtaken comes after the next request', async () => {
    const { twilio, application } = await emulate({
      '/voice': '<Record action="/after" recordingStatusCallback="/recorded" timeout="1"/>',
    });
    twilio.fault({ type: 'overtaken', when: { url: /recorded/ } });
    const call = twilio.dial({ from: CALLER, to: HOTLINE });
    await call.leavesMessage(3);
    await call.ends();
    await twilio.settle();
    expect(application.received.map(({ path }) => path).at(-1)).toBe('/recorded');
  });

  test('a wrong signature is not that of the token', async () => {
    const { call, application } = await dialWith({ type: 'wrong-signature', times: 2 });
    await call.isAsked();
    await call.presses('1');
    await call.hears('Thanks');
    const right = await emulate(pages, { seed: 'test' });
    const other = right.twilio.dial({ from: CALLER, to: HOTLINE });
    await other.isAsked();
    const [forged, genuine] = [application, right.application].map(
      ({ received }) => received[0]?.headers['x-twilio-signature'],
    );
    expect(forged).not.toBe(genuine);
  });

  test('a caller who hangs up while the first request is under way was never answered', async () => {
    const { call, application, twilio } = await dialWith({ type: 'hang-up' });
    expect(await call.ends()).toMatchObject({ status: 'no-answer', by: 'caller' });
    await twilio.settle();
    expect(application.at('/status')[0]?.form).toMatchObject({ CallStatus: 'no-answer', CallDuration: '0' });
    expect(call.transcript).not.toContain('Press one');
  });

  test('a fault befalls only the requests that it names, so often as it says', async () => {
    const { twilio, application } = await emulate(pages);
    const [spared, struck] = [CALLER, '+14158675300'].map((from) => twilio.dial({ from, to: HOTLINE }));
    twilio.fault({ type: 'drop', when: { purpose: 'document', ...(struck && { callSid: struck.sid }) } });
    await spared?.isAsked();
    await struck?.isAsked();
    await spared?.presses('1');
    await struck?.presses('1');
    await spared?.hears('Thanks');
    await struck?.hears('application error');
    expect(application.at('/menu').map(({ form }) => form.CallSid)).toEqual([spared?.sid]);
  });
});
