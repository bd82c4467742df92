import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { metrics } from '../../src/web/metrics.ts';
import { sendRaw } from '../support/raw-http.ts';

const TOKEN = 'a-token-of-the-tests';
const options = { expose: async () => 'told 1\n', contentType: 'text/plain; version=0.0.4; charset=utf-8' };
const [open, closed] = [Fastify(), Fastify()];
await open.register(metrics, { ...options, token: TOKEN });
await closed.register(metrics, { ...options, token: undefined });

afterAll(() => Promise.all([open.close(), closed.close()]));

const asks = (app: typeof open, headers: Readonly<Record<string, string>>, remoteAddress = '10.0.0.7') =>
  app.inject({ url: '/metrics', remoteAddress, headers: { host: 'localhost:3000', ...headers } });

describe('the figures are told', () => {
  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('to this machine, from %s', async (address) => {
    const answer = await asks(closed, {}, address);
    expect([answer.statusCode, answer.body]).toEqual([200, 'told 1\n']);
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  test('to whoever shows the token, from anywhere and through a proxy', async () => {
    const answer = await asks(open, { authorization: `Bearer ${TOKEN}`, 'x-forwarded-for': '203.0.113.9' });
    expect(answer.statusCode).toBe(200);
  });
});

describe('they are refused', () => {
  test.each([undefined, '', 'Bearer ', `Bearer ${TOKEN}x`, TOKEN, `Basic ${TOKEN}`, 'Bearer undefined'])(
    'to another machine that shows %s',
    async (authorization) => {
      const answer = await asks(open, authorization === undefined ? {} : { authorization });
      expect(answer.statusCode).toBe(403);
      expect(answer.body).not.toContain('told 1');
    },
  );

  test('to everybody else where no token is set', async () => {
    expect((await asks(closed, { authorization: 'Bearer undefined' })).statusCode).toBe(403);
  });

  test.each([
    { 'x-forwarded-for': '203.0.113.9' },
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-forwarded-proto': 'https' },
    { 'x-real-ip': '127.0.0.1' },
    { forwarded: 'for=127.0.0.1' },
    { via: '1.1 proxy' },
    { host: 'hotline.example' },
    { origin: 'https://elsewhere.example' },
  ])('to a proxy on this machine, or a page of another site, which says %j', async (headers) => {
    expect((await asks(open, headers, '127.0.0.1')).statusCode).toBe(403);
  });

  describe('over a connection', () => {
    let port = 0;
    beforeAll(async () => {
      await open.listen({ host: '127.0.0.1', port: 0 });
      const address = open.server.address();
      port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    });

    test('to a proxy that says nothing of itself and speaks HTTP/1.0', async () => {
      const ask = (version: string) =>
        sendRaw(port, `GET /metrics HTTP/${version}\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`);
      expect((await ask('1.0')).text).toMatch(/^HTTP\/1\.[01] 403 /);
      expect((await ask('1.1')).text).toMatch(/^HTTP\/1\.1 200 [\s\S]*told 1/);
    });
  });
});
