import Fastify, { type FastifyInstance, type InjectOptions } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTwilio, type Twilio } from '../../src/emulator/twilio.ts';
import { phone } from '../../src/web/phone.ts';

const HOTLINE = '+442079460100';
const CALLER = '+442079460123';

let hotline: FastifyInstance;
let app: FastifyInstance;
let twilio: Twilio;

/** A phone whose hotline answers with silence: what the browser asks is all that is looked at. */
beforeEach(async () => {
  hotline = Fastify();
  hotline.addContentTypeParser('application/x-www-form-urlencoded', async () => undefined);
  hotline.post('/voice', async (_request, reply) =>
    reply.type('text/xml').send('<Response><Pause length="600"/></Response>'),
  );
  const address = await hotline.listen({ host: '127.0.0.1', port: 0 });
  const numbers = [{ phoneNumber: HOTLINE, voiceUrl: `${address}/voice` }];
  twilio = await createTwilio({ numbers, time: 'real', rest: false });
  app = Fastify();
  const release = { numbers: { [HOTLINE]: { region: 'gb' } }, regions: {}, calendars: {}, defaultRegion: 'gb' };
  await app.register(phone, { twilio, release, watch: () => undefined });
});

afterEach(async () => {
  await twilio.close();
  await app.close();
  await hotline.close();
});

const ask = (options: InjectOptions) => app.inject({ headers: { host: 'localhost:3000' }, ...options });
const place = (payload: object) => ask({ method: 'POST', url: '/phone/calls', payload });

async function placed(): Promise<string> {
  const reply = await place({ from: CALLER, to: HOTLINE });
  return reply.json().sid;
}

describe('only a page of ours, in a browser on this machine, is served', () => {
  test.each<[who: string, options: InjectOptions]>([
    ['another machine', { remoteAddress: '192.0.2.7' }],
    ['another name that leads here', { headers: { host: 'phone.example' } }],
    ['a page of another site', { headers: { host: 'localhost:3000', origin: 'https://phone.example' } }],
    ['a page without an origin of its own', { headers: { host: 'localhost:3000', origin: 'null' } }],
    ['another site, as the browser says', { headers: { host: 'localhost:3000', 'sec-fetch-site': 'cross-site' } }],
    ['another port of this machine', { headers: { host: 'localhost:3000', 'sec-fetch-site': 'same-site' } }],
  ])('%s is refused', async (_who, options) => {
    const reply = await ask({
      method: 'POST',
      url: '/phone/calls',
      payload: { from: CALLER, to: HOTLINE },
      ...options,
    });

    expect(reply.statusCode).toBe(403);
    expect(reply.json()).toEqual({ error: 'This page is for browsers on this machine.' });
    expect(twilio.calls()).toEqual([]);
  });

  test('a link from anywhere may open the page, but not what stands behind it', async () => {
    const headers = { host: '127.0.0.1:3000', 'sec-fetch-site': 'cross-site' };

    expect((await ask({ url: '/phone', headers: { ...headers, 'sec-fetch-mode': 'navigate' } })).statusCode).toBe(200);
    expect((await ask({ url: '/phone/scene', headers: { ...headers, 'sec-fetch-mode': 'cors' } })).statusCode).toBe(
      403,
    );
  });

  test('the page may load nothing but what is its own', async () => {
    const { headers } = await ask({ url: '/phone' });

    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
  });
});

test('a slash too many leads to the page', async () => {
  const { statusCode, headers } = await ask({ url: '/phone/' });

  expect({ statusCode, location: headers.location }).toEqual({ statusCode: 302, location: '/phone' });
});

test('the scene lists the hotline’s numbers with their region, and the time', async () => {
  const scene = (await ask({ url: '/phone/scene' })).json();

  expect(scene.numbers).toEqual([{ number: HOTLINE, isForAgents: false, region: 'gb', language: null, zone: 'UTC' }]);
  expect(Math.abs(scene.now - twilio.clock.now())).toBeLessThan(60_000);
});

test.each([
  ['no number to ring', { from: CALLER }],
  ['a number that is not the hotline’s', { from: CALLER, to: '+15550001111' }],
  ['a caller that is no number', { from: 'sip:me', to: HOTLINE }],
  ['anything besides', { from: CALLER, to: HOTLINE, extra: { StirVerstat: 'x' } }],
])('a call with %s is refused', async (_what, payload) => {
  expect((await place(payload)).statusCode).toBe(400);
  expect(twilio.calls()).toEqual([]);
});

test.each([
  ['keys that no telephone has', 'keys', { keys: '12a' }],
  ['no keys', 'keys', { keys: '' }],
  ['no words', 'words', { words: '  ', confidence: 0.9 }],
  ['more certainty than there is', 'words', { words: 'hello', confidence: 1.1 }],
])('%s are refused', async (_what, kind, payload) => {
  const sid = await placed();

  expect((await ask({ method: 'POST', url: `/phone/calls/${sid}/${kind}`, payload })).statusCode).toBe(400);
});

test('a call that is not a browser’s is not found, whatever is asked of it', async () => {
  const { sid } = twilio.dial({ from: CALLER, to: HOTLINE });
  const replies = await Promise.all([
    ask({ method: 'POST', url: `/phone/calls/${sid}/keys`, payload: { keys: '1' } }),
    ask({ method: 'POST', url: `/phone/calls/${sid}/words`, payload: { words: 'hello', confidence: 1 } }),
    ask({ method: 'DELETE', url: `/phone/calls/${sid}` }),
    ask({ url: `/phone/calls/${sid}/sights` }),
  ]);

  expect(replies.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404]);
});

test('withheld callers may ring', async () => {
  expect((await place({ from: 'anonymous', to: HOTLINE })).statusCode).toBe(201);
});

test('twenty calls may be live at once; one that has ended makes room, and is forgotten', async () => {
  const sids = [];
  for (let count = 0; count < 20; count += 1) sids.push(await placed());
  expect((await place({ from: CALLER, to: HOTLINE })).statusCode).toBe(429);

  const [first] = sids;
  expect((await ask({ method: 'DELETE', url: `/phone/calls/${first}` })).statusCode).toBe(204);
  await twilio.calls()[0]?.ends();
  expect((await place({ from: CALLER, to: HOTLINE })).statusCode).toBe(201);
  expect((await ask({ method: 'DELETE', url: `/phone/calls/${first}` })).statusCode).toBe(404);
});
