import { Redis } from 'ioredis';
import { keepTexts } from './keep.ts';
import { textsInDatabase, textsInEmbedded, textsInRedis } from './stored-texts.ts';

/** Long enough for a busy machine, and short enough for one that a test has frozen. */
const PATIENCE_MS = 2000;

/** Gathers all that a Redis on loopback holds; nothing where it does not answer any more. */
export async function keepRedis(port: number): Promise<void> {
  const redis = new Redis(port, '127.0.0.1', {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  redis.on('error', () => undefined);
  try {
    const isThere = await redis.ping().catch(() => undefined);
    if (isThere) keepTexts(await textsInRedis(redis));
  } finally {
    redis.disconnect();
  }
}

/** Gathers every row of a PostgreSQL database. */
export async function keepDatabase(url: string): Promise<void> {
  keepTexts(await textsInDatabase(url));
}

/** Gathers every row of the embedded database in a directory. */
export async function keepEmbedded(directory: string): Promise<void> {
  keepTexts(await textsInEmbedded(directory));
}
