import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../src/free-port.ts';
import { type Listening, listenOnLoopback } from '../support/listen-on-loopback.ts';
import { startProxy, type TestProxy } from '../support/nginx.ts';

const FALLBACK = '<?xml version="1.0" encoding="UTF-8"?><Response><Say>We are sorry.</Say></Response>';

type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

interface Upstream extends Listening {
  does: Behaviour;
  readonly seen: { url: string; headers: IncomingMessage['headers']; body: string }[];
}

const answers: Behaviour = (_request, response) => response.writeHead(200, { 'content-type': 'text/xml' }).end('<a/>');
const resets: Behaviour = ({ socket }) => socket.destroy();
const isSilent: Behaviour = () => undefined;

async function startUpstream(): Promise<Upstream> {
  const seen: Upstream['seen'] = [];
  const server = createServer(async (incoming, response) => {
    const body = await text(incoming);
    seen.push({ url: incoming.url ?? '', headers: incoming.headers, body });
    upstream.does(incoming, response);
  });
  const upstream: Upstream = { ...(await listenOnLoopback(server)), does: answers, seen };
  return upstream;
}

let upstreams: readonly [Upstream, Upstream];
let proxy: TestProxy;

beforeAll(async () => {
  upstreams = [await startUpstream(), await startUpstream()];
  proxy = await startProxy(
    upstreams.map(({ port }) => port),
    FALLBACK,
  );
});

afterEach(async () => {
  for (const upstream of upstreams) upstream.does = answers;
  // A process that failed is left alone for two seconds.
  await expect.poll(async () => (await asks('/twilio/voice')).status, { timeout: 5000 }).toBe(200);
  for (const upstream of upstreams) upstream.seen.length = 0;
});

afterAll(async () => {
  await proxy?.stop();
  for (const upstream of upstreams ?? []) await upstream.close();
});

interface Asked {
  /** Of another proxy than the one of these tests. */
  readonly port?: number;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const asks = (path: string, { port = proxy.https, method = 'POST', body = '', headers = {} }: Asked = {}) =>
  new Promise<{ status: number; type: string; body: string }>((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path, method, rejectUnauthorized: false, agent: false, headers },
      async (answer) =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'] ?? '',
          body: await text(answer),
        }),
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const bothDo = (behaviour: Behaviour) => {
  for (const upstream of upstreams) upstream.does = behaviour;
};
const seen = () => upstreams.flatMap((upstream) => upstream.seen);

describe('the proxy', () => {
  test('passes path and body on as they came, and says that it is one', async () => {
    const path = '/twilio/call/3/nonce-_1?a=%2B1&b=%20#c';
    const headers = { 'x-twilio-signature': 'c2lnbmF0dXJl', 'x-forwarded-for': '127.0.0.1', host: 'hotline.example' };
    const answer = await asks(path.replace('#c', ''), { body: 'Digits=1&Body=%E4%B8%AD+x', headers });
    expect(answer).toEqual({ status: 200, type: 'text/xml', body: '<a/>' });
    expect(seen()).toHaveLength(1);
    expect(seen()[0]).toMatchObject({
      url: '/twilio/call/3/nonce-_1?a=%2B1&b=%20',
      body: 'Digits=1&Body=%E4%B8%AD+x',
      headers: {
        'x-twilio-signature': 'c2lnbmF0dXJl',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-proto': 'https',
        host: 'hotline.example',
      },
    });
  });

  test('makes 502 of a connection that breaks, so that Twilio asks again, and asks no other process itself', async () => {
    bothDo(resets);
    expect((await asks('/twilio/call/1/nonce')).status).toBe(502);
    expect(seen()).toHaveLength(1);
  });

  test('makes 504 of silence, after three seconds', async () => {
    bothDo(isSilent);
    const began = performance.now();
    expect((await asks('/twilio/call/1/nonce')).status).toBe(504);
    expect(performance.now() - began).toBeGreaterThan(2900);
    expect(performance.now() - began).toBeLessThan(4500);
  });

  test('answers the fallback from the file where a process breaks off or fails', async () => {
    for (const behaviour of [resets, (_: unknown, response: ServerResponse) => response.writeHead(503).end()]) {
      bothDo(behaviour);
      expect(await asks('/twilio/fallback', { body: 'ErrorCode=11205' })).toEqual({
        status: 200,
        type: 'text/xml',
        body: FALLBACK,
      });
    }
    bothDo(answers);
    await expect.poll(async () => (await asks('/twilio/fallback')).body, { timeout: 5000 }).toBe('<a/>');
  });

  test.each(['/metrics', '/phone', '/mailbox', '/', '/fallback.xml', '/health'])(
    'keeps %s to the machines inside',
    async (path) => {
      expect((await asks(path, { method: 'GET' })).status).toBe(404);
      expect(seen()).toEqual([]);
    },
  );

  test.each(['/api/calls?from=2026-11-01', '/api/live', '/sign-in', '/health/live', '/health/ready'])(
    'lets %s in',
    async (path) => {
      expect((await asks(path, { method: 'GET' })).status).toBe(200);
    },
  );

  test('takes no form that is larger than the hotline takes', async () => {
    expect((await asks('/twilio/voice', { body: 'x'.repeat(70_000) })).status).toBe(413);
    expect(seen()).toEqual([]);
  });

  test('leads plain HTTP to HTTPS', async () => {
    const answer = await fetch(`http://127.0.0.1:${proxy.http}/twilio/voice`, { method: 'POST', redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([308, 'https://127.0.0.1/twilio/voice']);
  });

  test('writes no nonce, no one-time link and no query into its log of requests', async () => {
    await asks('/twilio/call/7/a-secret-nonce');
    await asks('/twilio/reduced/wait');
    await asks('/api/sign-in/link/a-secret-link?next=secret', { method: 'GET' });
    await asks('/sign-in/link/a-secret-link', { method: 'GET' });
    await expect.poll(proxy.written).toMatch(/GET \/api\/sign-in\/link 200/);
    expect(proxy.written()).toMatch(/POST \/twilio\/call 200/);
    expect(proxy.written()).toMatch(/POST \/twilio\/reduced\/wait 200/);
    expect(proxy.written()).not.toMatch(/secret/);
  });
});

describe('of two processes', () => {
  test('one that is gone is passed by, and no caller notices', async () => {
    const { https: port, stop } = await startProxy([upstreams[0].port, await freePort()], FALLBACK);
    try {
      const statuses = [];
      for (let turn = 0; turn < 20; turn += 1) statuses.push((await asks('/twilio/voice', { port })).status);
      expect(new Set(statuses)).toEqual(new Set([200]));
    } finally {
      await stop();
    }
  });
});
