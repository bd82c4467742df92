import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Logger } from '../../src/calls/ports.ts';
import { createRestClient } from '../../src/twilio/client.ts';
import { createSendMessage } from '../../src/twilio/messages.ts';

const MESSAGE = { to: '+85291234567', from: '+85230000000', text: 'Your link.', key: 'CA1/2/0' };
const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A carrier that answers each request as it is told to, and the requests that came. */
async function carrier(answer: (request: IncomingMessage, response: ServerResponse, count: number) => void) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      bodies.push(body);
      answer(request, response, bodies.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const restUrl = () => `http://127.0.0.1:${port}`;
  const client = createRestClient({ accountSid: `AC${'1'.repeat(32)}`, authToken: 'secret', restUrl });
  return { bodies, send: createSendMessage(client, silent) };
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

test('a message that the carrier takes is sent, with the number, the sender and the text', async () => {
  const { bodies, send } = await carrier((_request, response) => json(response, 201, { sid: 'SM1', status: 'queued' }));
  expect(await send(MESSAGE)).toBe(true);
  expect(bodies.map((body) => Object.fromEntries(new URLSearchParams(body)))).toEqual([
    { To: MESSAGE.to, From: MESSAGE.from, Body: MESSAGE.text },
  ]);
});

test('a carrier that has too much to do is asked again', async () => {
  const { bodies, send } = await carrier((_request, response, count) =>
    count === 1
      ? json(response, 429, { code: 20429, status: 429 })
      : json(response, 201, { sid: 'SM1', status: 'queued' }),
  );
  expect(await send(MESSAGE)).toBe(true);
  expect(bodies).toHaveLength(2);
});

test('a message whose answer is lost is never sent a second time', async () => {
  const { bodies, send } = await carrier((request) => request.socket.destroy());
  await expect(send(MESSAGE)).rejects.toThrow();
  expect(bodies).toHaveLength(1);
});

test('a message to which no answer comes is never sent a second time', async () => {
  const { bodies, send } = await carrier(() => undefined);
  await expect(send(MESSAGE)).rejects.toThrow();
  expect(bodies).toHaveLength(1);
}, 10_000);

test('a carrier that fails is not asked again', async () => {
  const { bodies, send } = await carrier((_request, response) => json(response, 503, { code: 20503, status: 503 }));
  await expect(send(MESSAGE)).rejects.toThrow();
  expect(bodies).toHaveLength(1);
});

test.each([
  ['empty', ''],
  ['longer than 1600 characters', '好'.repeat(1601)],
])('a text that is %s is not sent', async (_what, text) => {
  const { bodies, send } = await carrier((_request, response) => json(response, 201, { sid: 'SM1', status: 'queued' }));
  expect(await send({ ...MESSAGE, text })).toBe(false);
  expect(bodies).toEqual([]);
});
