import type { Cluster, Redis } from 'ioredis';
import { type ToldFacts, toLiveEvents } from '../../calls/live/live-event.ts';
import { writeBatch } from './live-batch.ts';

export interface PublishingOptions {
  readonly channel: string;
  /** The key that is there while anybody listens. */
  readonly presence: string;
  /** Of this process. */
  readonly name: string;
}

export interface Publishing {
  tell(told: ToldFacts): void;
  /** Lets go what still waits, where anybody listens. */
  stop(): void;
}

/** Events wait for so long for others, to go out with them. */
const BATCH_MS = 200;
/** An answer that nobody listens holds for so long: with the batch's time, well within the second that an event may take. */
const NOBODY_MS = 500;
const SOMEBODY_MS = 3000;
/** Turns that wait while Redis does not answer; beyond it they are lost, and listeners told so. */
const MAX_WAITING = 10_000;

/** Whether anybody listened, and when Redis said so, as `performance.now()`. */
interface Presence {
  readonly isThere: boolean;
  readonly at: number;
}

/** Collects what this process tells, and publishes it in batches while anybody listens. */
export function createPublishing(redis: Redis | Cluster, { channel, presence, name }: PublishingOptions): Publishing {
  let waiting: ToldFacts[] = [];
  let timer: NodeJS.Timeout | undefined;
  let known: Presence = { isThere: false, at: Number.NEGATIVE_INFINITY };
  let number = 0;
  let isStopped = false;

  /** Where Redis does not say, somebody may listen. */
  async function look(): Promise<void> {
    const isThere = await redis.exists(presence).then(
      (count) => count === 1,
      () => true,
    );
    known = { isThere, at: performance.now() };
  }

  /** What was told before Redis said that nobody listens is for nobody; what was told since waits for its next answer. */
  async function flush(): Promise<void> {
    const isOld = performance.now() - known.at >= (known.isThere ? SOMEBODY_MS : NOBODY_MS);
    if (isOld) await look();
    if (!known.isThere && !isOld) return;
    const told = waiting;
    waiting = [];
    if (known.isThere) await publish(told);
  }

  async function publish(told: readonly ToldFacts[]): Promise<void> {
    const events = told.flatMap(toLiveEvents);
    if (events.length === 0) return;
    // A number that never comes through tells listeners that they have missed something.
    number += 1;
    await redis.publish(channel, writeBatch({ from: name, number, events })).catch(() => undefined);
  }

  function flushLater(): void {
    timer = setTimeout(() => {
      void flush().finally(() => {
        timer = undefined;
        if (waiting.length > 0 && !isStopped) flushLater();
      });
    }, BATCH_MS).unref();
  }

  return {
    tell(told) {
      if (isStopped) return;
      if (waiting.length === MAX_WAITING) {
        waiting = [];
        number += 1;
      }
      waiting.push(told);
      if (!timer) flushLater();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      if (known.isThere) void publish(waiting);
      waiting = [];
    },
  };
}
