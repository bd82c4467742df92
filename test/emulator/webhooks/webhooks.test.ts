import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { Received } from '../support/application.ts';
import { callTo, HOTLINE } from '../support/call.ts';

const hello = '<Say>Hello.</Say>';
const status = (code: number) => (_: Received, response: ServerResponse) => {
  response.statusCode = code;
  return hello;
};
const breaksOff = (_: Received, response: ServerResponse) => {
  response.destroy();
  return undefined;
};
const typed = (type: string | undefined, body: string) => (_: Received, response: ServerResponse) => {
  if (type !== undefined) response.setHeader('content-type', type);
  response.end(body);
  return undefined;
};
const sends = (location: string, code: number) => (_: Received, response: ServerResponse) => {
  response.writeHead(code, { location }).end();
  return undefined;
};

// https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
describe('a request', () => {
  test('is a form with the parameters and headers of a real one', async () => {
    const { call, application } = await callTo({ '/voice': hello });
    await call.ends();
    const [request] = application.at('/voice');
    expect(request?.form).toMatchObject({
      CallSid: call.sid,
      CallStatus: 'ringing',
      Direction: 'inbound',
      Called: HOTLINE,
    });
    expect(Object.keys(request?.form ?? {})).toHaveLength(25);
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'user-agent': 'TwilioProxy/1.1',
      connection: 'close',
      accept: '*/*',
    });
    expect(request?.headers['i-twilio-idempotency-token']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('carries what this call has besides, and a caller without a number', async () => {
    const { twilio, application } = await callTo({ '/voice': hello });
    const extra = { StirVerstat: 'TN-Validation-Passed-A', FromCountry: 'CN' };
    const call = twilio.dial({ from: 'anonymous', to: HOTLINE, extra });
    await call.ends();
    expect(application.at('/voice').at(-1)?.form).toMatchObject({ ...extra, From: 'anonymous', Caller: 'anonymous' });
  });

  // #cookies
  test('brings the cookies that the application set in this call, and in no other', async () => {
    const { twilio, call, application } = await callTo({
      '/voice': (_, response) => {
        response.setHeader('set-cookie', ['session=7; Path=/', 'gone=1; Max-Age=0', 'elsewhere=1; Path=/other']);
        return '<Redirect>/next</Redirect>';
      },
      '/next': hello,
    });
    await call.ends();
    await twilio.dial({ from: '+14158675300', to: HOTLINE }).ends();
    const first = application.at('/voice').map(({ headers }) => headers.cookie);
    expect([first, application.at('/next')[0]?.headers.cookie]).toEqual([[undefined, undefined], 'session=7']);
  });

  // usage/security#http-authentication
  test('answers a challenge with the credentials of its address, and sends none before', async () => {
    const { call, application } = await callTo({
      '/voice': '<Redirect>/first</Redirect>',
      '/first': ({ headers }) => `<Redirect>http://anna:s3cret@${headers.host}/guarded</Redirect>`,
      '/guarded': ({ headers }, response) => {
        if (headers.authorization) return hello;
        response.writeHead(401, { 'www-authenticate': 'Basic realm="hotline"' }).end();
        return undefined;
      },
    });
    await call.hears('Hello');
    const sent = application.at('/guarded').map(({ headers }) => headers.authorization);
    expect(sent).toEqual([undefined, `Basic ${btoa('anna:s3cret')}`]);
  });
});

// #data-formats and #redirects
describe('a reply', () => {
  test.each(['text/xml', 'application/xml; charset=utf-8', 'text/html'])('of %s is TwiML', async (type) => {
    const { call } = await callTo({ '/voice': typed(type, '<Response><Say>Hello.</Say></Response>') });
    await call.hears('Hello');
  });

  test('of plain text is read aloud, unless it is TwiML', async () => {
    const { call } = await callTo({ '/voice': typed('text/plain', 'Call us tomorrow.') });
    await call.hears('Call us tomorrow.');
    expect(await call.ends()).toMatchObject({ status: 'completed' });
    const twiml = await callTo({ '/voice': typed('text/plain', `<Response>${hello}</Response>`) });
    await twiml.call.hears('Hello');
  });

  test('of audio is played', async () => {
    const { call } = await callTo({ '/voice': typed('audio/mpeg', 'ID3') });
    await call.hearsFile(/\/voice$/);
    await call.ends();
  });

  test.each([
    ['without a content type', typed(undefined, '<Response/>'), 12300],
    ['of an unknown type', typed('application/json', '{}'), 12300],
    ['of more than 64 kB', typed('text/xml', `<Response>${' '.repeat(66_000)}</Response>`), 11750],
    ['that is no XML', typed('text/xml', '<Response><Say>Hello</Response>'), 12100],
    ['of status 500', status(500), 11200],
    ['of status 404', status(404), 11200],
    ['that redirects for ever', sends('/voice', 302), 11215],
    ['that breaks off', breaksOff, 11200],
  ])('%s is an error, and the caller hears of it', async (_, page, code) => {
    const { call } = await callTo({ '/voice': page });
    await call.hears('application error');
    expect(await call.ends()).toMatchObject({ by: 'network' });
    expect(call.errors.map((note) => note.code)).toEqual([code]);
  });

  test.each([
    [302, 'GET'],
    [307, 'POST'],
  ])('of status %i goes on by %s', async (code, method) => {
    const { call, application } = await callTo({
      '/voice': '<Gather action="/menu" numDigits="1"/>',
      '/menu': sends('/moved', code),
      '/moved': hello,
    });
    await call.isAsked();
    await call.presses('1');
    await call.hears('Hello');
    const [moved] = application.at('/moved');
    expect([moved?.method, moved?.form.Digits]).toEqual([method, method === 'GET' ? undefined : '1']);
  });
});

// usage/security/availability-reliability
describe('the fallback', () => {
  test('is asked at once, with what went wrong, and the call goes on there', async () => {
    const pages = { '/voice': status(503), '/fallback': '<Say>One moment.</Say>' };
    const { call, application } = await callTo(pages, { withFallback: true });
    await call.hears('One moment');
    expect(await call.ends()).toMatchObject({ status: 'completed', by: 'hotline' });
    const [asked] = application.at('/fallback');
    expect(asked?.form).toMatchObject({ ErrorCode: '11200', ErrorUrl: `${application.url}/voice`, CallSid: call.sid });
    const tokens = application.received.slice(0, 2).map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(new Set(tokens).size).toBe(2);
  });

  test('can carry the token of the request that failed', async () => {
    const pages = { '/voice': status(503), '/fallback': hello };
    const { call, application } = await callTo(pages, { withFallback: true, switches: { sameTokenOnFallback: true } });
    await call.ends();
    const tokens = application.received.slice(0, 2).map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect(new Set(tokens).size).toBe(1);
  });

  test('that fails as well leaves the announcement and the end', async () => {
    const { call } = await callTo({ '/voice': status(503), '/fallback': status(503) }, { withFallback: true });
    await call.hears('application error');
    await call.ends();
    expect(call.errors.map(({ code }) => code)).toEqual([11200, 11200]);
  });
});

// usage/webhooks/webhooks-connection-overrides
describe('retries', () => {
  const failsOnce = (page: (request: Received, response: ServerResponse) => string | undefined) => {
    let failed = false;
    return (request: Received, response: ServerResponse) => {
      if (failed) return hello;
      failed = true;
      return page(request, response);
    };
  };

  test('there are none after a reply or a reset unless the address asks for them', async () => {
    for (const page of [status(500), breaksOff]) {
      const { call, application } = await callTo({ '/voice': failsOnce(page) });
      await call.hears('application error');
      expect(application.at('/voice')).toHaveLength(1);
    }
  });

  test.each([
    ['#rc=1&rp=5xx', status(500)],
    ['#rc=1&rp=4xx,ct', status(404)],
    ['#rc=2#rp=all', status(500)],
    ['#rc=1&rp=rt&rt=1500', () => undefined],
  ])('%s has the same request made again, with the same token', async (suffix, page) => {
    const { call, application } = await callTo({ '/voice': failsOnce(page) }, { suffix });
    await call.hears('Hello');
    const tokens = application.at('/voice').map(({ headers }) => headers['i-twilio-idempotency-token']);
    expect([tokens.length, new Set(tokens).size]).toEqual([2, 1]);
    expect(call.requests).toMatchObject([{ attempts: 2, status: 200 }]);
  });

  test('rp=all covers a bare reset only where that switch is on', async () => {
    const off = await callTo({ '/voice': failsOnce(breaksOff) }, { suffix: '#rp=all' });
    await off.call.hears('application error');
    const on = await callTo(
      { '/voice': failsOnce(breaksOff) },
      { suffix: '#rp=all', switches: { retriesReset: true } },
    );
    await on.call.hears('Hello');
  });

  test('a reply that breaks off in the middle is never asked for again', async () => {
    const half = (_: Received, response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '500' }).write('<Response>');
      setImmediate(() => response.destroy());
      return undefined;
    };
    const { call, application } = await callTo(
      { '/voice': half },
      { suffix: '#rc=3&rp=all', switches: { retriesReset: true } },
    );
    await call.hears('application error');
    expect(application.at('/voice')).toHaveLength(1);
    expect(call.errors.map(({ code }) => code)).toEqual([11200]);
  });

  test('a connection that does not come about is tried once more by default', async () => {
    const { twilio } = await callTo({});
    const [number] = twilio.numbers();
    if (number) number.voiceUrl = 'http://127.0.0.1:9/voice';
    const call = twilio.dial({ from: '+14158675300', to: HOTLINE });
    await call.hears('application error');
    expect(call.requests).toMatchObject([{ attempts: 2, status: undefined }]);
    expect(call.errors.map(({ code }) => code)).toEqual([11205]);
  });

  test('tt bounds all attempts together', async () => {
    const { call, application } = await callTo({ '/voice': () => undefined }, { suffix: '#rc=5&rp=rt&rt=300&tt=500' });
    await call.hears('application error');
    expect(application.at('/voice').length).toBeLessThanOrEqual(2);
  });
});
