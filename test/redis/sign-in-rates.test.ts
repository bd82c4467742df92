import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSignInRates } from '../../src/redis/sign-in-rates.ts';
import { limitSignIns, SIGN_IN_RATE } from '../../src/web/sign-in/sign-in-limits.ts';
import { type OwnRedis, startOwnRedis } from '../support/redis-server.ts';

let redis: OwnRedis;
const apps: FastifyInstance[] = [];

beforeEach(async () => {
  redis = await startOwnRedis();
});
afterEach(async () => {
  redis.signal('SIGCONT');
  await Promise.all(apps.splice(0).map((app) => app.close()));
  await redis.stop();
});

/** A process that lets somebody ask, with a connection to Redis as the hotline has it. */
async function start(): Promise<FastifyInstance> {
  const client = redis.connect({ commandTimeout: 250, maxRetriesPerRequest: 1, enableOfflineQueue: false });
  await new Promise((resolve) => client.once('ready', resolve));
  const app = Fastify();
  await limitSignIns(app, { redis: createSignInRates(client) });
  app.post('/sign-in', { config: { rateLimit: SIGN_IN_RATE } }, async () => 'asked');
  app.get('/page', async () => 'a page');
  apps.push(app);
  return app;
}

const ask = async (app: FastifyInstance, remoteAddress = '203.0.113.7'): Promise<number> =>
  (await app.inject({ method: 'POST', url: '/sign-in', remoteAddress })).statusCode;

test('how often an address asks is counted over all processes, and for each address alone', async () => {
  const [one, other] = [await start(), await start()];
  const statuses: number[] = [];
  for (let count = 0; count < SIGN_IN_RATE.max; count += 1) statuses.push(await ask(count % 2 === 0 ? one : other));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect([await ask(one), await ask(other)]).toEqual([429, 429]);
  expect(await ask(other, '198.51.100.9')).toBe(200);
  expect((await one.inject({ url: '/page', remoteAddress: '203.0.113.7' })).statusCode).toBe(200);
  const keys = await redis.connect().keys('*');
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) expect(key).toMatch(/^hotline:\{sign-in\}:rates:/);
});

test('while Redis is frozen nobody is kept out by it', async () => {
  const app = await start();
  for (let count = 0; count <= SIGN_IN_RATE.max; count += 1) await ask(app);
  expect(await ask(app)).toBe(429);
  redis.signal('SIGSTOP');
  expect(await ask(app)).toBe(200);
  redis.signal('SIGCONT');
  await expect.poll(() => ask(app), { timeout: 10_000 }).toBe(429);
});
