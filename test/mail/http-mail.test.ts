import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '../../src/free-port.ts';
import { createHttpMail, MailRefused } from '../../src/mail/http-mail.ts';

const MAIL = { to: 'anna@mail.example', subject: 'OKPay 热线验证码', text: '验证码 123456。', key: 'CA0/1/0' };
const TOKEN = 'a-token-for-mails';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A service that answers each request with a status, and keeps what it was asked. */
async function start(status: number, headers: Readonly<Record<string, string>> = {}) {
  const asked: { readonly request: IncomingMessage; readonly body: unknown }[] = [];
  const port = await freePort();
  server = createServer(async (request, response) => {
    asked.push({ request, body: JSON.parse(await text(request)) });
    if (status > 0) response.writeHead(status, headers).end('{"message":"<anna@mail.example> is unknown"}');
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${port}/mails`;
  return { asked, send: createHttpMail({ url, token: TOKEN, timeoutMs: 300 }) };
}

describe('a mail through a service', () => {
  test('is one POST of JSON with the token, and a key that tells it from others', async () => {
    const { asked, send } = await start(202);
    await send(MAIL);
    const { key, ...body } = MAIL;
    expect(asked).toHaveLength(1);
    expect(asked[0]?.body).toEqual(body);
    expect(asked[0]?.request).toMatchObject({
      method: 'POST',
      url: '/mails',
      headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', 'idempotency-key': key },
    });
  });

  test.each([400, 401, 429, 500, 503])(
    'that is answered with %i has failed, and is not tried again',
    async (status) => {
      const { asked, send } = await start(status);
      const failed = send(MAIL);
      await expect(failed).rejects.toBeInstanceOf(MailRefused);
      await expect(failed).rejects.toMatchObject({ status, message: 'the mail service took no mail' });
      expect(asked).toHaveLength(1);
    },
  );

  test('is not led elsewhere', async () => {
    const { asked, send } = await start(307, { location: 'http://127.0.0.1:9/' });
    await expect(send(MAIL)).rejects.toThrow();
    expect(asked).toHaveLength(1);
  });

  test('that nobody answers fails within its time', async () => {
    const { send } = await start(0);
    await expect(send(MAIL)).rejects.toThrow(/timeout/i);
  });
});
