import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../src/config.ts';
import { openStores } from '../src/stores.ts';
import { type OwnRedis, startOwnRedis } from './support/redis-server.ts';

let redis: OwnRedis;
let admin: Redis;
beforeAll(async () => {
  redis = await startOwnRedis(['--maxmemory-policy', 'noeviction']);
  admin = redis.connect();
});
afterAll(() => redis.stop());

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A folder of the hotline's own, gone after the test. */
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'stores-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const open = (environment: Readonly<Record<string, string>>) =>
  openStores(readConfig({ REDIS_URL: redis.url, ...environment }), Date.now, silent);

/** Connections that Redis has, besides the one that asks. */
const connections = async (): Promise<number> =>
  String(await admin.client('LIST'))
    .trim()
    .split('\n').length - 1;

test('closing leaves no connection', async () => {
  const stores = await open({ DATA_DIR: folder(), REDIS_MIN_REPLICAS: '1' });
  await expect.poll(connections).toBeGreaterThanOrEqual(3);
  await stores.close();
  await expect.poll(connections).toBe(0);
});

test('a Redis that is refused has no connection left', async () => {
  await admin.config('SET', 'maxmemory-policy', 'allkeys-lru');
  onTestFinished(async () => void (await admin.config('SET', 'maxmemory-policy', 'noeviction')));
  await expect(open({ DATA_DIR: folder() })).rejects.toThrow('REDIS_URL');
  await expect.poll(connections).toBe(0);
});

test('where something fails once all connections are open, none is left', async () => {
  const file = join(folder(), 'taken');
  writeFileSync(file, '');
  await expect(open({ DATA_DIR: file, REDIS_MIN_REPLICAS: '1' })).rejects.toThrow();
  await expect.poll(connections).toBe(0);
});
