import { expect, test } from 'vitest';
import { CodesUnavailable } from '../../src/identity/codes/code-ledger.ts';
import { issueCode, NO_CODES } from '../../src/identity/codes/code-state.ts';
import { createCodeLedger } from '../../src/redis/counts/code-ledger.ts';
import { startOwnRedis, startRedisCluster } from '../support/redis-server.ts';

const AT = Date.parse('2026-11-23T02:00:00Z');
const code = {
  id: 'one',
  call: `CA${'0'.repeat(32)}`,
  channel: 'sms',
  proof: { type: 'own', digest: 'ab' },
  sentAt: AT,
} as const;

test('a change that no replica confirms fails closed, and is kept all the same', async () => {
  const redis = await startOwnRedis();
  const alone = redis.connect();
  const strict = createCodeLedger(alone, { minReplicas: 1 });
  await expect(strict.change('s', (state) => issueCode(state, code))).rejects.toBeInstanceOf(CodesUnavailable);
  const again = createCodeLedger(alone, { minReplicas: 0 }).change('s', (state) => issueCode(state, code));
  expect(await again).toMatchObject({ type: 'too-soon' });
  await redis.stop();
});

test('a change that a replica confirms is on the replica when it is answered, and not without it', async () => {
  const master = await startOwnRedis();
  const replica = await startOwnRedis(['--replicaof', '127.0.0.1', String(master.port)]);
  const follower = replica.connect();
  await expect.poll(() => follower.info('replication'), { timeout: 10_000 }).toContain('master_link_status:up');
  const ledger = createCodeLedger(master.connect(), { minReplicas: 1 });

  await ledger.change('s', (state) => issueCode(state, code));
  expect(await follower.get('hotline:{s}:codes')).toContain('"id":"one"');

  replica.signal('SIGSTOP');
  await expect(ledger.change('other', (state) => issueCode(state, code))).rejects.toBeInstanceOf(CodesUnavailable);
  replica.signal('SIGCONT');
  await replica.stop();
  await master.stop();
});

test('in a cluster the node that has the subject is asked for its replicas', async () => {
  const cluster = await startRedisCluster();
  const ledger = createCodeLedger(cluster.connect(), { minReplicas: 1 });
  for (const subject of ['a', 'b', 'c', 'd']) {
    await expect(ledger.change(subject, (state) => issueCode(state, code))).rejects.toThrow('cannot be kept');
  }
  await cluster.stop();
});

test.each([
  { fault: 'frozen', signal: 'SIGSTOP' },
  { fault: 'killed', signal: 'SIGKILL' },
] as const)('a Redis that is $fault verifies nobody, and says so in less than a second', async ({ signal }) => {
  const redis = await startOwnRedis();
  const client = redis.connect({ maxRetriesPerRequest: 0, commandTimeout: 250 });
  const ledger = createCodeLedger(client, { minReplicas: 0 });
  await ledger.change('s', (state) => issueCode(state, code));
  redis.signal(signal);
  const began = performance.now();
  await expect(ledger.change('s', (state) => ({ state, result: 'seen' }))).rejects.toBeInstanceOf(CodesUnavailable);
  expect(performance.now() - began).toBeLessThan(1000);
  redis.signal('SIGCONT');
  await redis.stop();
});

test('what cannot be read as codes verifies nobody', async () => {
  const redis = await startOwnRedis();
  const client = redis.connect();
  await client.set('hotline:{s}:codes', '{"sent":"never"}');
  const ledger = createCodeLedger(client, { minReplicas: 0 });
  await expect(ledger.change('s', () => ({ state: NO_CODES, result: 'x' }))).rejects.toBeInstanceOf(CodesUnavailable);
  await redis.stop();
});

test('what is kept goes by itself, later than any lock ends', async () => {
  const redis = await startOwnRedis();
  const client = redis.connect();
  await createCodeLedger(client, { minReplicas: 0 }).change('s', (state) => issueCode(state, code));
  const leftMs = await client.pttl('hotline:{s}:codes');
  expect(leftMs).toBeGreaterThan(25 * 3_600_000);
  expect(leftMs).toBeLessThanOrEqual(48 * 3_600_000);
  await redis.stop();
});
