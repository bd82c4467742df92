import twilioSdk from 'twilio';
import { describe, expect, test } from 'vitest';
import type { Twilio } from '../../src/emulator/twilio.ts';
import { CALLER, callTo, emulate, HOTLINE } from './support/call.ts';

const AGENT = '+15550001111';

type HttpClient = InstanceType<typeof twilioSdk.RequestClient>;
type HttpOptions<T> = Parameters<HttpClient['request']>[0] & { data?: T };

/** The official client, led to the emulator whichever of Twilio's hosts it means. */
function clientOf({ restUrl, accountSid, authToken }: Twilio, token = authToken) {
  class Loopback extends twilioSdk.RequestClient {
    override request<T>(options: HttpOptions<T>) {
      const { pathname, search } = new URL(options.uri);
      options.uri = `${restUrl}${pathname}${search}`;
      return super.request<T>(options);
    }
  }
  return twilioSdk(accountSid, token, { httpClient: new Loopback({ timeout: 2000 }) });
}

// https://www.twilio.com/docs/usage/api, through the official package
describe('REST', () => {
  describe('authentication and errors', () => {
    test('a wrong token is 401 with code 20003', async () => {
      const { twilio } = await emulate({});
      await expect(clientOf(twilio, 'wrong').calls.list()).rejects.toMatchObject({ status: 401, code: 20003 });
    });

    test('requests can be refused on purpose, and are then not carried out', async () => {
      const { twilio } = await emulate({});
      const message = { to: CALLER, from: HOTLINE, body: 'x' };
      twilio.refuse(1);
      await expect(clientOf(twilio).messages.create(message)).rejects.toMatchObject({ status: 429, code: 20429 });
      twilio.refuse(1, 503);
      await expect(clientOf(twilio).messages.create(message)).rejects.toMatchObject({ status: 503, code: 20500 });
      await clientOf(twilio).messages.create(message);
      expect(twilio.messages()).toHaveLength(1);
    });

    test('what is not there is 404 with code 20404', async () => {
      const { twilio } = await emulate({});
      const sid = `CA${'0'.repeat(32)}`;
      await expect(clientOf(twilio).calls(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
      const reply = await fetch(`${twilio.restUrl}/2010-04-01/Elsewhere.json`);
      expect([reply.status, await reply.json()]).toMatchObject([404, { code: 20404, status: 404 }]);
    });
  });

  // voice/api/call-resource
  describe('Calls', () => {
    test('a call is placed, answered by its person, and runs its document', async () => {
      const { twilio, application } = await emulate({ '/out': '<Say>OKPay calls you back.</Say>' });
      twilio.person(AGENT, { answersAfterSeconds: 3 });
      const placed = await clientOf(twilio).calls.create({
        to: AGENT,
        from: HOTLINE,
        url: `${application.url}/out`,
        statusCallback: `${application.url}/progress`,
        statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      });
      expect(placed).toMatchObject({ to: AGENT, from: HOTLINE, direction: 'outbound-api' });
      await twilio.calls()[0]?.ends();
      await twilio.settle();
      expect(await clientOf(twilio).calls(placed.sid).fetch()).toMatchObject({ status: 'completed', duration: '1' });
      expect(application.at('/out')[0]?.form).toMatchObject({ CallStatus: 'in-progress', Direction: 'outbound-api' });
      const told = application.at('/progress').map(({ form }) => [form.SequenceNumber, form.CallStatus]);
      expect(told.toSorted()).toEqual([
        ['0', 'queued'],
        ['1', 'ringing'],
        ['2', 'in-progress'],
        ['3', 'completed'],
      ]);
    });

    test.each([
      ['busy', 'busy'],
      ['failed', 'failed'],
      ['no-answer', 'no-answer'],
    ] as const)('a call to a person who is %s ends as %s', async (type, status) => {
      const { twilio } = await emulate({});
      twilio.person(AGENT, { type });
      const { sid } = await clientOf(twilio).calls.create({ to: AGENT, from: HOTLINE, twiml: '<Response/>' });
      await twilio.calls()[0]?.ends();
      await twilio.settle();
      expect(await clientOf(twilio).calls(sid).fetch()).toMatchObject({ status });
    });

    test('a relative address in a document without one is error 15004', async () => {
      const { twilio } = await emulate({});
      twilio.person(AGENT, {});
      const twiml = '<Response><Gather numDigits="1" actionOnEmptyResult="true" action="/menu"/></Response>';
      await clientOf(twilio).calls.create({ to: AGENT, from: HOTLINE, twiml });
      await twilio.calls()[0]?.ends();
      await twilio.settle();
      expect(twilio.calls()[0]?.errors.map(({ code }) => code)).toEqual([15004]);
    });

    test('a live call is led to another document, and ended', async () => {
      const pages = {
        '/voice': '<Say>Wait.</Say><Pause length="600"/>',
        '/new': '<Say>Elsewhere.</Say><Pause length="600"/>',
      };
      const { twilio, application, call } = await callTo(pages);
      await call.hears('Wait');
      await clientOf(twilio)
        .calls(call.sid)
        .update({ url: `${application.url}/new` });
      await call.hears('Elsewhere');
      await clientOf(twilio).calls(call.sid).update({ status: 'completed' });
      expect(await call.ends()).toMatchObject({ by: 'hotline', status: 'completed' });
      const late = clientOf(twilio).calls(call.sid).update({ twiml: '<Response/>' });
      await expect(late).rejects.toMatchObject({ status: 400, code: 21220 });
    });

    test('a call that rings is canceled', async () => {
      const { twilio } = await emulate({});
      const { sid } = await clientOf(twilio).calls.create({ to: AGENT, from: HOTLINE, twiml: '<Response/>' });
      await clientOf(twilio).calls(sid).update({ status: 'canceled' });
      await twilio.calls()[0]?.ends();
      await twilio.settle();
      expect(await clientOf(twilio).calls(sid).fetch()).toMatchObject({ status: 'canceled' });
    });

    test('the list is filtered and paged', async () => {
      const { twilio } = await emulate({ '/voice': '' });
      const calls = Array.from({ length: 5 }, (_, index) =>
        twilio.dial({ from: `${CALLER.slice(0, -1)}${index}`, to: HOTLINE }),
      );
      await Promise.all(calls.map((call) => call.ends()));
      const client = clientOf(twilio);
      expect(await client.calls.list({ pageSize: 2 })).toHaveLength(5);
      expect(await client.calls.list({ from: '+14158675303' })).toMatchObject([
        { from: '+14158675303', direction: 'inbound' },
      ]);
      await client.calls(calls[0]?.sid ?? '').remove();
      expect(await client.calls.list({ to: HOTLINE })).toHaveLength(4);
    });

    test.each([
      [{ From: HOTLINE, Url: 'http://127.0.0.1/' }, 21201],
      [{ To: AGENT, Url: 'http://127.0.0.1/' }, 21213],
      [{ To: AGENT, From: CALLER, Url: 'http://127.0.0.1/' }, 21210],
      [{ To: AGENT, From: HOTLINE }, 21205],
      [{ To: AGENT, From: HOTLINE, Url: 'nowhere' }, 21205],
      [{ To: AGENT, From: HOTLINE, Twiml: 'x'.repeat(4001) }, 32018],
    ])('what is missing or wrong has its code (%#)', async (form, code) => {
      const { twilio } = await emulate({});
      const reply = await fetch(`${twilio.restUrl}/2010-04-01/Accounts/${twilio.accountSid}/Calls.json`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${twilio.accountSid}:${twilio.authToken}`)}` },
        body: new URLSearchParams(form),
      });
      expect([reply.status, await reply.json()]).toMatchObject([400, { code }]);
    });
  });

  // voice/api/queue-resource and member-resource
  describe('Queues', () => {
    test('are made, changed, listed and removed', async () => {
      const { twilio } = await emulate({});
      const client = clientOf(twilio);
      const { sid } = await client.queues.create({ friendlyName: 'login', maxSize: 3 });
      expect(await client.queues(sid).update({ maxSize: 4 })).toMatchObject({ friendlyName: 'login', maxSize: 4 });
      expect(await client.queues.list()).toMatchObject([{ currentSize: 0, averageWaitTime: 0 }]);
      await expect(client.queues.create({ friendlyName: 'login' })).rejects.toMatchObject({ code: 22003 });
      await client.queues(sid).remove();
      expect(await client.queues.list()).toEqual([]);
    });

    test('the first member is taken out, and runs the document given', async () => {
      const { twilio, application, call } = await callTo({
        '/voice': '<Enqueue action="/left" waitUrl="">login</Enqueue>',
        '/taken': '<Say>It is your turn.</Say>',
        '/left': '<Say>Never.</Say>',
      });
      await call.meets('queued');
      await call.waits(42);
      const client = clientOf(twilio);
      const [queue] = await client.queues.list();
      const members = client.queues(queue?.sid ?? '').members;
      expect(await members.list()).toMatchObject([{ callSid: call.sid, position: 1, waitTime: 42 }]);
      await expect(client.queues(queue?.sid ?? '').remove()).rejects.toMatchObject({ code: 22002 });
      const front = client.queues(queue?.sid ?? '').members('Front');
      await front.update({ url: `${application.url}/taken` });
      await call.hears('your turn');
      await call.ends();
      expect(application.at('/left')[0]?.form).toMatchObject({ QueueResult: 'redirected', QueueTime: '42' });
      expect(call.transcript).not.toContain('Never');
      await expect(front.fetch()).rejects.toMatchObject({ code: 20404 });
    });
  });

  // messaging/api/message-resource
  describe('Messages', () => {
    test('are kept, and their course is told', async () => {
      const { twilio, application } = await emulate({});
      const client = clientOf(twilio);
      const statusCallback = `${application.url}/sms`;
      const { sid } = await client.messages.create({ to: CALLER, from: HOTLINE, body: '您好', statusCallback });
      expect(twilio.messages()).toMatchObject([{ to: CALLER, from: HOTLINE, body: '您好', status: 'queued' }]);
      await twilio.settle();
      expect(application.at('/sms').map(({ form }) => form.MessageStatus)).toEqual(['sent', 'delivered']);
      expect(await client.messages(sid).fetch()).toMatchObject({ status: 'delivered', numSegments: '1' });
      expect(await client.messages.list({ to: CALLER })).toHaveLength(1);
    });

    test.each([
      [{ to: 'somebody', from: HOTLINE, body: 'x' }, 21211],
      [{ to: CALLER, body: 'x' }, 21603],
      [{ to: CALLER, from: HOTLINE, body: 'x'.repeat(1601) }, 21617],
    ])('what cannot be sent has its code (%#)', async (message, code) => {
      const { twilio } = await emulate({});
      await expect(clientOf(twilio).messages.create(message)).rejects.toMatchObject({ status: 400, code });
    });
  });

  // voice/api/recording
  describe('Recordings', () => {
    test('are listed, played as WAV and MP3, and removed', async () => {
      const { twilio, call } = await callTo({ '/voice': '<Record action="/after" timeout="2"/>' });
      await call.leavesMessage(8);
      await call.ends();
      const [recording] = twilio.recordings();
      const url = recording?.url ?? '';
      expect((await fetch(url)).status).toBe(404);
      await twilio.settle();
      const client = clientOf(twilio);
      expect(await client.calls(call.sid).recordings.list()).toMatchObject([{ duration: '8', status: 'completed' }]);
      expect(await client.recordings.list({ callSid: call.sid })).toMatchObject([{ mediaUrl: url }]);
      const wav = await fetch(url);
      expect([wav.headers.get('content-type'), (await wav.arrayBuffer()).byteLength]).toEqual([
        'audio/x-wav',
        44 + 8 * 16_000,
      ]);
      expect((await fetch(`${url}.mp3`)).headers.get('content-type')).toBe('audio/mpeg');
      await client.recordings(recording?.sid ?? '').remove();
      expect((await fetch(url)).status).toBe(404);
    });

    test('are for those only who authenticate, where the account says so', async () => {
      const { twilio, call } = await callTo({ '/voice': '<Record/>' }, { switches: { protectsMedia: true } });
      await call.leavesMessage(3);
      await call.hangsUp();
      await twilio.settle();
      const url = twilio.recordings()[0]?.url ?? '';
      expect((await fetch(url)).status).toBe(401);
      const authorization = `Basic ${btoa(`${twilio.accountSid}:${twilio.authToken}`)}`;
      expect((await fetch(`${url}.wav`, { headers: { authorization } })).status).toBe(200);
    });
  });

  // phone-numbers/api/incomingphonenumber-resource, voice/twiml#request-parameters
  test('a number that looks up names sends them with every request of a call; one that does not sends none', async () => {
    const { twilio, application } = await emulate({ '/voice': '<Redirect>/next</Redirect>' });
    const client = clientOf(twilio);
    const rings = () => twilio.dial({ from: CALLER, to: HOTLINE, callerName: 'CHAN, TAI MAN' }).ends();
    await rings();
    expect(application.received.every(({ form }) => !('CallerName' in form))).toBe(true);

    const [number] = await client.incomingPhoneNumbers.list();
    expect(number).toMatchObject({ voiceCallerIdLookup: false });
    const looksUp = await client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceCallerIdLookup: true });
    expect(looksUp).toMatchObject({ voiceCallerIdLookup: true });
    await rings();
    await twilio.dial({ from: CALLER, to: HOTLINE }).ends();
    expect(application.at('/voice').map(({ form }) => form.CallerName)).toEqual([
      undefined,
      'CHAN, TAI MAN',
      undefined,
    ]);
    expect(application.at('/next')[1]?.form).toMatchObject({ CallerName: 'CHAN, TAI MAN' });
  });

  // phone-numbers/api/incomingphonenumber-resource
  test('a number is found and pointed elsewhere, and the next call goes there', async () => {
    const { twilio, application } = await emulate({ '/moved': '<Say>Moved.</Say>' });
    const client = clientOf(twilio);
    const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: HOTLINE });
    const changed = await client.incomingPhoneNumbers(number?.sid ?? '').update({
      voiceUrl: `${application.url}/moved`,
      voiceMethod: 'GET',
      voiceFallbackUrl: `${application.url}/fallback`,
    });
    expect(changed).toMatchObject({ voiceMethod: 'GET', voiceFallbackUrl: `${application.url}/fallback` });
    expect(changed.statusCallback).toBe(`${application.url}/status`);
    await twilio.dial({ from: CALLER, to: HOTLINE }).hears('Moved');
    const wrong = client.incomingPhoneNumbers(number?.sid ?? '').update({ voiceUrl: 'nowhere' });
    await expect(wrong).rejects.toMatchObject({ code: 21502 });
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: '+999' })).toEqual([]);
  });
});
