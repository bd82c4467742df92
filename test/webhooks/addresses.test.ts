import { afterEach, describe, expect, test } from 'vitest';
import { strangerCall } from '../support/stranger.ts';
import { ACCOUNT_SID, AUTH_TOKEN, openHotline, type StrangersHotline } from '../support/stranger-hotline.ts';

let hotline: StrangersHotline | undefined;
afterEach(async () => {
  await hotline?.close();
  hotline = undefined;
});

interface Signing {
  /** What Twilio takes for the address of the entry, of the status callback and so on: the part before `/twilio/`. */
  readonly as: string;
  readonly authToken?: string;
}

/** The status that a webhook gets that was signed for an address. */
async function statusOf(path: string, { as, authToken = AUTH_TOKEN }: Signing): Promise<number> {
  const bring = hotline?.bring ?? (() => Promise.reject(new Error('no hotline')));
  const call = strangerCall({ bring, publicUrl: as, authToken, accountSid: ACCOUNT_SID });
  return (await call.tells(path, { ErrorCode: '11200' })).status;
}

describe('the address that was signed', () => {
  test.each([
    [
      'https://hotline.example/',
      ['https://hotline.example'],
      ['http://hotline.example', 'https://hotline.example:443'],
    ],
    ['http://hotline.example:8080', ['http://hotline.example:8080'], ['http://hotline.example']],
    // Over HTTPS Twilio leaves the port out.
    [
      'https://hotline.example:8443',
      ['https://hotline.example', 'https://hotline.example:8443'],
      ['https://hotline.example:9443'],
    ],
    ['https://hotline.example/okpay', ['https://hotline.example/okpay'], ['https://hotline.example']],
    ['https://user:word@hotline.example', ['https://hotline.example'], ['https://user:word@hotline.example']],
  ])('is made of PUBLIC_URL %s', async (PUBLIC_URL, accepted, refused) => {
    hotline = await openHotline({ environment: { PUBLIC_URL, LOG_LEVEL: 'silent' } });
    for (const as of accepted) expect([as, await statusOf('/twilio/voice', { as })]).toEqual([as, 200]);
    for (const as of refused) expect([as, await statusOf('/twilio/voice', { as })]).toEqual([as, 403]);
  });

  test('of the fallback is FALLBACK_URL, which may be another host; the call may go on there', async () => {
    const FALLBACK_URL = 'https://net.example/second?line=1#rc=1';
    hotline = await openHotline({ environment: { FALLBACK_URL, LOG_LEVEL: 'silent' } });
    const bring = hotline.bring;
    const call = strangerCall({
      bring: (_path, ...rest) => bring('/twilio/fallback?line=1', ...rest),
      publicUrl: 'https://net.example',
      authToken: AUTH_TOKEN,
      accountSid: ACCOUNT_SID,
    });
    const reply = await call.tells('/second?line=1', { ErrorCode: '11200' });
    expect(reply).toMatchObject({ status: 200, body: expect.stringContaining('<Gather') });
    expect(await statusOf('/twilio/fallback', { as: 'https://hotline.example' })).toBe(403);

    const next = /action="([^"#]+)/.exec(reply.body)?.[1] ?? '';
    const there = strangerCall(
      { bring, publicUrl: 'https://net.example', authToken: AUTH_TOKEN, accountSid: ACCOUNT_SID },
      { sid: call.sid },
    );
    expect(await there.tells(next, { Digits: '2' })).toMatchObject({ status: 200 });
    expect(await statusOf('/twilio/voice', { as: 'https://other.example' })).toBe(403);
  });

  test('may be signed by either token while they change', async () => {
    hotline = await openHotline({
      environment: { LOG_LEVEL: 'silent' },
      parts: { authTokens: ['newer0token', AUTH_TOKEN] },
    });
    const as = 'https://hotline.example';
    expect(await statusOf('/twilio/voice', { as })).toBe(200);
    expect(await statusOf('/twilio/voice', { as, authToken: 'newer0token' })).toBe(200);
    expect(await statusOf('/twilio/voice', { as, authToken: 'older0token' })).toBe(403);
  });
});
