import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startHotline, type TestHotline } from '../support/hotline.ts';
import { startPostgres, type TestPostgres } from '../support/postgres-server.ts';

let postgres: TestPostgres;
let hotline: TestHotline | undefined;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterEach(() => hotline?.close());
afterAll(() => postgres.stop());

async function start(environment: Readonly<Record<string, string>>): Promise<TestHotline> {
  hotline = await startHotline({
    environment: { DATABASE_URL: await postgres.createDatabase(), JOURNAL_WRITER: 'on', ...environment },
  });
  return hotline;
}

/** Tries a password, as a proxy passes it on; gives the address that is on record. */
async function tryFrom({ url, hotline: { access } }: TestHotline, forwardedFor: string): Promise<string | undefined> {
  const response = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor },
    body: JSON.stringify({ email: 'anna@okpay.example', password: 'wrong' }),
  });
  expect(response.status).toBe(401);
  const { entries } = await access.trail.page({ limit: 1 });
  return entries[0]?.from;
}

test('nobody is believed who they ask for, unless a proxy that is trusted says so', async () => {
  expect(await tryFrom(await start({}), '198.51.100.9')).toBe('127.0.0.1');
  await hotline?.close();
  const trusting = await start({ TRUSTED_PROXIES: '10.0.0.0/8,127.0.0.1' });
  expect(await tryFrom(trusting, '198.51.100.9')).toBe('198.51.100.*');
  // What came before the first proxy of ours may be made up.
  expect(await tryFrom(trusting, '192.0.2.1, 198.51.100.9, 10.1.2.3')).toBe('198.51.100.*');
});

test('a proxy that is trusted opens nothing that is for this machine alone', async () => {
  const { url } = await start({ TRUSTED_PROXIES: '127.0.0.1' });
  const metrics = (headers: Readonly<Record<string, string>>) => fetch(`${url}/metrics`, { headers });
  expect((await metrics({})).status).toBe(200);
  expect((await metrics({ 'x-forwarded-for': '127.0.0.1' })).status).toBe(403);
});
