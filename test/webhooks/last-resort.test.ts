import Fastify from 'fastify';
import { describe, expect, test } from 'vitest';
import { createReduced } from '../../src/calls/reduced.ts';
import { createTwiml } from '../../src/twilio/twiml.ts';
import { twilioWebhooks } from '../../src/webhooks/twilio-webhooks.ts';
import { smallRelease } from '../support/small-release.ts';
import { type Bring, strangerCall } from '../support/stranger.ts';
import { ACCOUNT_SID, AUTH_TOKEN, PUBLIC_URL } from '../support/stranger-hotline.ts';

const whole = smallRelease({ flow: 'start: bye\nnodes:\n  bye: { type: hang-up, prompt: goodbye }\n' });
const logged: unknown[] = [];
const note = (fields: unknown) => void logged.push(fields);
const log = { info: note, warn: note, error: note };

const fails = () => Promise.reject(new Error('broken'));

/** Webhooks whose every part fails: turns, waits, and the release that the reduced mode speaks from. */
async function brokenHotline({ preHandler }: { readonly preHandler?: () => Promise<never> } = {}) {
  let release = whole;
  const hours = { closures: () => [], overrides: () => [] };
  const releases = { current: () => release, find: async () => release };
  const render = createTwiml({ origin: 'http://localhost', basePath: '', overrides: '', transcribes: true });
  const reduced = createReduced({ releases, hours, render, now: () => 0, queue: 'general', log });
  release = {
    ...whole,
    languages: {},
    prompts: {},
    get calendars(): never {
      throw new Error('no calendars');
    },
  };
  const app = Fastify();
  if (preHandler) app.addHook('preHandler', preHandler);
  await app.register(twilioWebhooks, {
    takeTurn: fails,
    answerWait: fails,
    takeNotice: fails,
    reduced,
    publicUrl: PUBLIC_URL,
    fallbackUrl: `${PUBLIC_URL}/twilio/fallback`,
    authTokens: [AUTH_TOKEN],
    accountSid: ACCOUNT_SID,
  });
  const bring: Bring = async (url, payload, headers) => {
    const { statusCode, headers: given, body } = await app.inject({ method: 'POST', url, payload, headers });
    return { status: statusCode, type: String(given['content-type']), body };
  };
  return { call: strangerCall({ bring, publicUrl: PUBLIC_URL, authToken: AUTH_TOKEN, accountSid: ACCOUNT_SID }) };
}

describe('when even the reduced mode fails', () => {
  test.each(['/twilio/voice', '/twilio/call/1/nonce', '/twilio/fallback', '/twilio/reduced/call'])(
    'the caller of %s hears an apology and a goodbye',
    async (path) => {
      const { call } = await brokenHotline();
      const { status, type, body } = await call.tells(path, { ErrorCode: '11200' });
      expect([status, type]).toEqual([200, 'text/xml; charset=utf-8']);
      expect(body).toMatch(/<Say[^>]*>apology\.<\/Say><Say[^>]*>goodbye\.<\/Say><Hangup\/>/);
    },
  );

  test.each(['/twilio/wait/1/nonce', '/twilio/reduced/wait'])('whoever waits at %s waits on', async (path) => {
    const { call } = await brokenHotline();
    const { status, body } = await call.tells(path);
    expect(status).toBe(200);
    expect(body).toMatch(/<Response><Pause length="\d+"\/><\/Response>/);
  });

  test('a notice is still taken with 204', async () => {
    const { call } = await brokenHotline();
    expect(await call.isOver()).toMatchObject({ status: 204 });
  });

  test('an error outside the turns is no error to the carrier', async () => {
    const { call } = await brokenHotline({ preHandler: fails });
    expect(await call.enters()).toMatchObject({ status: 200 });
    expect(call.heard()).toBe('apology. goodbye.');
    expect(await call.tells('/twilio/wait/1/nonce')).toMatchObject({
      status: 200,
      body: expect.stringMatching(/<Pause/),
    });
  });
});
