import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendRaw } from '../support/raw-http.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { overHttp, strangerCall } from '../support/stranger.ts';

const account = { publicUrl: 'https://hotline.example', accountSid: `AC${'7'.repeat(32)}`, authToken: 'a1b2c3d4e5f6' };
const LIMIT_MS = 10_000;

let server: ServerProcess;

beforeAll(async () => {
  server = await startServer({
    TWILIO_AUTH_TOKEN: account.authToken,
    TWILIO_ACCOUNT_SID: account.accountSid,
    PUBLIC_URL: account.publicUrl,
  });
});
afterAll(() => server?.stop());

const HEAD = 'POST /twilio/voice HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n';

test('connections that are slow on purpose are closed, and callers are answered meanwhile', async () => {
  const slow = [
    ...Array.from({ length: 20 }, () =>
      sendRaw(server.port, 'POST /twilio/voice HTTP/1.1\r\nHost: h\r\n', 'X-A: b\r\n'),
    ),
    ...Array.from({ length: 20 }, () => sendRaw(server.port, `${HEAD}Content-Length: 60000\r\n\r\n`, 'a=1&')),
    sendRaw(server.port, 'POST /twilio/voice HT'),
    sendRaw(server.port, ''),
  ];
  const call = strangerCall({ ...account, bring: overHttp(server.port) });
  expect(await call.enters()).toMatchObject({ status: 200 });
  for (const { openMs, text } of await Promise.all(slow)) {
    expect(openMs).toBeLessThan(LIMIT_MS);
    expect(text).not.toContain('HTTP/1.1 200');
  }
});

test('bytes that are no request, or several at once, are refused, and nothing of them is logged', async () => {
  const garbage = [
    'GET / HTTP/9.9\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003',
    `${HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${HEAD}Content-Length: -5\r\n\r\n`,
    `${HEAD}Content-Length: 9, 9\r\n\r\nDigits=42`,
    `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n8675309\r\n0\r\n\r\n`,
    `${HEAD}X-Twilio-Signature: a\r\nX-Twilio-Signature: b\r\nConnection: close\r\nContent-Length: 14\r\n\r\nDigits=8675309`,
    `${HEAD}Content-Length: 14\r\n\r\nDigits=8675309${HEAD}Content-Length: 3\r\n\r\na=1garbage\r\n\r\n`,
    `POST /twilio/${'x'.repeat(20_000)} HTTP/1.1\r\nHost: h\r\n\r\n`,
    `${HEAD}X-A: ${'x'.repeat(20_000)}\r\n\r\n`,
  ];
  for (const { text } of await Promise.all(garbage.map((bytes) => sendRaw(server.port, bytes)))) {
    expect(text).not.toMatch(/HTTP\/1\.1 (?:200|5\d\d)/);
  }
  expect(server.written()).not.toContain('8675309');
  const call = strangerCall({ ...account, bring: overHttp(server.port) });
  expect(await call.enters()).toMatchObject({ status: 200 });
});
