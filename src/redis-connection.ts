import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { ConfigError } from './config.ts';
import { timeOutTogether } from './redis/time-out-together.ts';
import { writeOncePerTick } from './redis/write-once-per-tick.ts';

/** A Redis that is frozen or gone must cost a caller a moment, not Twilio's patience: everything fails fast. */
const ON_CALL_PATH: Omit<RedisOptions, 'replyMapping'> = {
  commandTimeout: 250,
  connectTimeout: 1000,
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  retryStrategy: (attempt) => Math.min(50 * attempt, 1000),
};

/** What is neither waited for by a caller nor may stand in their way. */
export const OFF_CALL_PATH: Omit<RedisOptions, 'replyMapping'> = {
  ...ON_CALL_PATH,
  commandTimeout: 10_000,
  enableOfflineQueue: true,
};

/** `redis+cluster://host:port` names any node of a cluster. */
export function connect(url: string, options = ON_CALL_PATH): Redis | Cluster {
  if (!url.includes('+cluster')) {
    const redis = new Redis(url, options);
    timeOutTogether(redis);
    writeOncePerTick(redis);
    return redis;
  }
  const { hostname, port, username, password, protocol } = new URL(url);
  const tls = protocol.startsWith('rediss') ? { tls: {} } : {};
  return new Cluster([{ host: hostname, port: Number(port) || 6379 }], {
    redisOptions: {
      ...options,
      username: decodeURIComponent(username),
      password: decodeURIComponent(password),
      ...tls,
    },
    enableOfflineQueue: options.enableOfflineQueue ?? true,
  });
}

/** For a command, which has no log: what Redis fails in shows in what is asked of it. */
export async function connectQuietly(url: string): Promise<Redis | Cluster> {
  const redis = connect(url);
  redis.on('error', () => undefined);
  await whenConnected(redis);
  return redis;
}

/** Says goodbye where Redis still listens. */
export async function disconnect(redis: Redis | Cluster): Promise<void> {
  await redis.quit().catch(() => redis.disconnect());
}

const CONNECT_MS = 3000;

/**
 * @throws {ConfigError} if Redis does not answer: better not to start than to start without state
 */
export async function whenConnected(redis: Redis | Cluster): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      redis.disconnect();
      reject(new ConfigError(['REDIS_URL does not answer']));
    }, CONNECT_MS);
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

const mastersOf = (redis: Redis | Cluster): readonly Redis[] =>
  redis instanceof Cluster ? redis.nodes('master') : [redis];

/** Whether each write is on the disk before it is answered. */
export async function isEachWriteKept(redis: Redis | Cluster): Promise<boolean> {
  for (const node of mastersOf(redis)) {
    const isKept =
      (await settingOf(node, 'appendonly')) === 'yes' && (await settingOf(node, 'appendfsync')) === 'always';
    if (!isKept) return false;
  }
  return true;
}

/** A hosted Redis may not let its settings be read; then nothing can be said of them. */
async function settingOf(node: Redis, name: string): Promise<unknown> {
  const answer = await node.config('GET', name).catch(() => undefined);
  return Array.isArray(answer) ? answer[1] : undefined;
}

/**
 * Every other policy silently throws live calls away when memory is short.
 *
 * @throws {ConfigError} naming the policy that was found
 */
export async function refuseEviction(redis: Redis | Cluster): Promise<void> {
  for (const node of mastersOf(redis)) {
    const policy = await settingOf(node, 'maxmemory-policy');
    if (policy !== undefined && policy !== 'noeviction') {
      redis.disconnect();
      throw new ConfigError([
        `REDIS_URL evicts keys when memory is short (maxmemory-policy ${String(policy)}): set it to noeviction`,
      ]);
    }
  }
}
