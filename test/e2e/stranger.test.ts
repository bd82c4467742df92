import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startRedis, type TestRedis } from '../support/redis-server.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { overHttp, type StrangerOptions, strangerCall } from '../support/stranger.ts';

/** The proxy in front of the hotline takes the prefix off. */
const PREFIX = '/okpay';
const account = { publicUrl: 'https://hotline.example', accountSid: `AC${'7'.repeat(32)}`, authToken: 'a1b2c3d4e5f6' };
const OFFICE_HOURS = '2026-11-24T10:00:00+08:00';

let redis: TestRedis;
let server: ServerProcess;
let carrier: StrangerOptions;

beforeAll(async () => {
  redis = await startRedis();
  server = await startServer({
    REDIS_URL: redis.url,
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_ACCOUNT_SID: account.accountSid,
    PUBLIC_URL: account.publicUrl + PREFIX,
    HOTLINE_NOW: OFFICE_HOURS,
  });
  const bring = overHttp(server.port);
  const behindProxy = (path: string) => path.slice(PREFIX.length);
  carrier = { ...account, prefix: PREFIX, bring: (path, ...rest) => bring(behindProxy(path), ...rest) };
});

afterAll(async () => {
  await server?.stop();
  await redis?.stop();
});

describe('a stranger who signs as Twilio does', () => {
  test.each([
    { language: 'Chinese', key: '1', spoken: /language="cmn-CN"|language="zh-CN"/, menu: /请按/, topic: /登录/ },
    { language: 'English', key: '2', spoken: /language="en-/, menu: /press 1/, topic: /sign in/i },
  ])('walks the tree to a queue, in $language', async ({ key, spoken, menu, topic }) => {
    const call = strangerCall(carrier);
    expect(await call.enters()).toMatchObject({ status: 200, type: 'text/xml; charset=utf-8' });
    expect(call.heard()).toMatch(/OKPay/);
    await call.presses(key);
    expect(call.last().body).toMatch(spoken);
    expect(call.heard()).toMatch(menu);
    await call.presses('1');
    await call.presses('1');
    expect(call.heard()).toMatch(topic);
    await call.presses('0');
    expect(call.queue()).toBe('login');
    expect(await call.waits()).toMatchObject({ status: 200, body: expect.stringContaining('<Say') });
    expect(await call.isOver()).toMatchObject({ status: 204 });
  });

  test('is refused with the token of somebody else', async () => {
    const thief = strangerCall({ ...carrier, authToken: 'f6e5d4c3b2a1' });
    expect(await thief.enters()).toMatchObject({ status: 403 });
  });
});
