import twilioSdk from 'twilio';
import { describe, expect, test } from 'vitest';
import { createTwilio } from '../../../src/emulator/twilio.ts';
import { readAddress } from '../../../src/emulator/webhooks/address.ts';
import { sign } from '../../../src/emulator/webhooks/signature.ts';
import { CALLER, callTo, emulate, HOTLINE } from '../support/call.ts';

const form = {
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
};
const rest = 'mycompany.com/myapp.php?foo=1&bar=2';
const body = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
const gathered = {
  CallSid: `CA${'0'.repeat(32)}`,
  Digits: '',
  From: '+8613800138000',
  SpeechResult: '我想查询订单',
  To: '+18005551212',
  msg: 'Gather End',
};

// https://www.twilio.com/docs/usage/security#validating-requests
describe('the signature', () => {
  // Published with Twilio's libraries; the token is 12345 everywhere.
  test.each([
    [`https://${rest}`, form, 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['http://mycompany.com:1234/myapp.php?foo=1&bar=2', form, 'Zmvh+3yNM1Phv2jhDCwEM3q5ebU='],
    ['https://mycompany.com:443/myapp.php?foo=1&bar=2', form, 'kvajT1Ptam85bY51eRf/AJRuM3w='],
    ['http://mycompany.com:80/myapp.php?foo=1&bar=2', form, '0ZXoZLH/DfblKGATFgpif+LLRf4='],
    [`https://user:pass@${rest}`, form, 'CukzLTc1tT5dXEDIHm/tKBanW10='],
    [`https://user@${rest}`, form, '2YRLlVAflCqxaNicjMpJcSTgzSs='],
    ['https://user:pass@mycompany.com:443/myapp.php?foo=1&bar=2', form, 'ZQFR1PTIZXF2MXB8ZnKCvnnA+rI='],
    ['https://user@mycompany.com:443/myapp.php?foo=1&bar=2', form, 'aZfj4hyX1MLZhSS6QIL18Vn2/RA='],
    [`https://${rest}&Body=It%27s+amazing`, form, 'TfZzewPq8wqrGlMfyAud8+/IvJ0='],
    [
      `https://${rest}`,
      { 'MessagingBinding.Address': ['+1325xxxxxxx', '+1415xxxxxxx'] },
      '83O6e2vORAoJHUNzJjDWN1jz+BA=',
    ],
    [
      `https://${rest}`,
      { Sid: 'CA123', SidAccount: 'AC123', Digits: ['5678', '1234', '1234'] },
      'IK+Dwps556ElfBT0I3Rgjkr1wJU=',
    ],
    [`https://${rest}&bodySHA256=${body}`, {}, 'a9nBmqA0ju/hNViExpshrM61xv4='],
    ['https://hotline.example.com/voice/gather?lang=zh-CN', gathered, '9LIQLGCTdBbMAzPogcvT7dvKICY='],
    ['https://hotline.example.com/voice?CallSid=CA1&From=%2B14158675309', {}, 'mfvqLLyru87wIeffYHudYAXCUQg='],
  ])('of %s is as published (%#)', (url, parameters, signature) => {
    expect(sign('12345', url, parameters)).toBe(signature);
  });

  // Twilio leaves out of what it signs the fragment, the credentials, and over HTTPS the port.
  test.each([
    ['https://user:pass@mycompany.com:8443/voice?a=1#rc=2', 'https://mycompany.com/voice?a=1'],
    ['http://user:pass@mycompany.com:8080/voice#rc=2&rp=all', 'http://mycompany.com:8080/voice'],
    ['https://mycompany.com/voice', 'https://mycompany.com/voice'],
  ])('is of %s without what Twilio leaves out', (url, signed) => {
    expect(readAddress(url)?.signedUrl).toBe(signed);
  });

  test.each(['POST', 'GET'] as const)('of a live %s request satisfies the official validator', async (method) => {
    const { call, application, twilio } = await callTo(
      { '/voice': `<Redirect method="${method}">/next?lang=zh-CN&amp;x=%27</Redirect>` },
      { suffix: '?first=1#rc=2' },
    );
    await call.ends();
    const [request] = application.at('/next');
    const signature = String(request?.headers['x-twilio-signature']);
    const address = `${application.url}${request?.url}`;
    const isValid = (token: string) => twilioSdk.validateRequest(token, signature, address, { ...request?.form });
    expect([isValid(twilio.authToken), isValid('other')]).toEqual([true, false]);
  });

  test('is of the public address where the application stands elsewhere', async () => {
    const { application, twilio: here } = await emulate({ '/voice': '<Redirect>/next</Redirect>' });
    const origin = 'https://hotline.example:8443';
    const voiceUrl = `${origin.replace('//', '//user:pass@')}/voice?a=1#rc=2`;
    const twilio = await createTwilio({
      numbers: [{ phoneNumber: HOTLINE, voiceUrl }],
      routes: { [origin]: application.url },
      authToken: here.authToken,
      rest: false,
    });
    await twilio.dial({ from: CALLER, to: HOTLINE }).ends();
    const isValid = application.received.map(({ headers, url, form: sent }) =>
      twilioSdk.validateRequest('12345', String(headers['x-twilio-signature']), `https://hotline.example${url}`, {
        ...sent,
      }),
    );
    expect(application.received.map(({ url }) => url)).toEqual(['/voice?a=1', '/next']);
    expect(isValid).toEqual([true, true]);
  });
});
