import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster, Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMemoryLiveLine } from '../../src/calls/live/live-events.ts';
import { createRedisLiveLine } from '../../src/redis/live/live-line.ts';
import { OFF_CALL_PATH } from '../../src/redis-connection.ts';
import { type OwnRedis, startOwnRedis, startRedis, startRedisCluster } from '../support/redis-server.ts';
import { listenTo, SECOND_MS, type TestLine, tellCall, testLiveLine, until, untilHeard } from './live-line.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

testLiveLine('the line in memory', async () => ({
  line() {
    const line = createMemoryLiveLine();
    return { here: line, there: line };
  },
  stop: async () => undefined,
}));

testLiveLine('the line over Redis', async () => {
  const redis = await startRedis();
  const clients = [redis.connect(OFF_CALL_PATH), redis.connect(OFF_CALL_PATH)] as const;
  return { line: () => lineOver(...clients), stop: redis.stop };
});

testLiveLine('the line over a Redis cluster of three', async () => {
  const cluster = await startRedisCluster();
  const clients = [cluster.connect(), cluster.connect()] as const;
  return { line: () => lineOver(...clients), stop: cluster.stop };
});

function lineOver(one: Redis | Cluster, other: Redis | Cluster, prefix: string = randomUUID()): TestLine {
  return {
    here: createRedisLiveLine(one, { name: `${prefix}-here`, prefix, log }),
    there: createRedisLiveLine(other, { name: `${prefix}-there`, prefix, log }),
  };
}

describe('the line over Redis, beyond the contract', () => {
  let server: OwnRedis;
  let admin: Redis;
  beforeAll(async () => {
    server = await startOwnRedis();
    admin = server.connect({ retryStrategy: () => 100 });
  });
  afterAll(() => server.stop());

  const open = (prefix?: string) =>
    lineOver(server.connect({ ...OFF_CALL_PATH }), server.connect({ ...OFF_CALL_PATH }), prefix);
  const countOf = async (command: string): Promise<number> =>
    Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(await admin.info('commandstats'))?.[1] ?? 0);
  const subscribers = async (): Promise<number> =>
    String(await admin.call('CLIENT', 'LIST', 'TYPE', 'pubsub'))
      .split('\n')
      .filter((line) => line !== '').length;

  test('while nobody listens nothing is published, no connection is made, and Redis is hardly asked', async () => {
    const { here } = open();
    const [publishes, looks] = [await countOf('publish'), await countOf('exists')];
    for (let round = 0; round < 60; round += 1) {
      for (let number = 1; number <= 50; number += 1) tellCall(here, number);
      await delay(20);
    }

    expect(await countOf('publish')).toBe(publishes);
    expect((await countOf('exists')) - looks).toBeLessThanOrEqual(5);
    expect(await subscribers()).toBe(0);
    await here.close();
  });

  test('a thousand turns go out in a few batches', async () => {
    const { here, there } = open();
    const ear = listenTo(there);
    await untilHeard(here, ear);
    const publishes = await countOf('publish');
    for (let number = 1; number <= 170; number += 1) tellCall(here, number);
    await until(() => ear.of(170).length === 6);

    expect((await countOf('publish')) - publishes).toBeLessThanOrEqual(2);
    ear.stop();
  });

  test('the connection is there while somebody listens, and goes with the last one', async () => {
    const { here, there } = open();
    const ears = [listenTo(there), listenTo(there)];
    for (const ear of ears) await untilHeard(here, ear);
    expect(await subscribers()).toBe(1);
    ears[0]?.stop();
    expect(await subscribers()).toBe(1);
    ears[1]?.stop();
    while ((await subscribers()) > 0) await delay(5);
  });

  test('a connection that is cut is made anew, and whoever listens is told that something is missing', async () => {
    const { here, there } = open();
    const ear = listenTo(there);
    await untilHeard(here, ear);
    await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await until(() => ear.gaps() === 1);
    tellCall(here, 7);

    expect(await until(() => ear.of(7).length === 6)).toBeLessThan(SECOND_MS);
    expect(ear.gaps()).toBe(1);
    ear.stop();
  });

  test('a Redis that freezes is given up, and heard again when it is back', async () => {
    const { here, there } = open();
    const ear = listenTo(there);
    await untilHeard(here, ear);
    server.signal('SIGSTOP');
    await delay(6000);
    server.signal('SIGCONT');
    await until(() => ear.gaps() === 1);
    tellCall(here, 8);
    await until(() => ear.of(8).length === 6);
    ear.stop();
  });

  test('a batch that was lost on its way, or cannot be read, is a gap', async () => {
    const prefix = randomUUID();
    const { here, there } = open(prefix);
    const ear = listenTo(there);
    await untilHeard(here, ear);
    const publish = (number: number) =>
      admin.publish(`${prefix}:live`, JSON.stringify({ from: 'another', number, events: [] }));
    await publish(4);
    await publish(5);
    expect(ear.gaps()).toBe(0);
    await publish(7);
    await until(() => ear.gaps() === 1);
    await admin.publish(`${prefix}:live`, '{"from":');
    await until(() => ear.gaps() === 2);
    tellCall(here, 9);
    await until(() => ear.of(9).length === 6);
    ear.stop();
  });

  test('a Redis that was gone and is back, empty, is heard again', async () => {
    const own = await startOwnRedis();
    const client = () => own.connect({ ...OFF_CALL_PATH, retryStrategy: () => 100 });
    const { here, there } = lineOver(client(), client());
    const ear = listenTo(there);
    await untilHeard(here, ear);
    own.signal('SIGKILL');
    await delay(500);
    const back = await startOwnRedis(['--port', String(own.port)]);
    await until(() => ear.gaps() === 1);
    tellCall(here, 11);
    await until(() => ear.of(11).length === 6);
    ear.stop();
    await own.stop();
    await back.stop();
  });
});
