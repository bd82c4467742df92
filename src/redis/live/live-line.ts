import type { Cluster, Redis } from 'ioredis';
import type { LiveLine } from '../../calls/live/live-events.ts';
import type { Logger } from '../../calls/ports.ts';
import { createPublishing } from './publishing.ts';
import { createSubscription } from './subscription.ts';

export interface LiveLineOptions {
  /** A name that no other process has had, nor this one before. */
  readonly name: string;
  readonly log: Logger;
  /** What the channel and all keys begin with. */
  readonly prefix?: string;
}

/**
 * The line between processes over Redis, or Redis Cluster. While nobody listens a process asks at most twice a second
 * whether anybody does, and only where something happens; no turn costs a command of its own.
 */
export function createRedisLiveLine(redis: Redis | Cluster, options: LiveLineOptions): LiveLine {
  const { name, log, prefix = 'hotline' } = options;
  const place = { channel: `${prefix}:live`, presence: `${prefix}:{live}:listening` };
  const publishing = createPublishing(redis, { ...place, name });
  const subscription = createSubscription(redis, { ...place, log });
  return {
    tell: publishing.tell,
    watch: subscription.watch,
    async close() {
      publishing.stop();
      subscription.close();
    },
  };
}
