import { Cluster, type Redis } from 'ioredis';
import type { LiveEvents, LiveListener } from '../../calls/live/live-events.ts';
import type { Logger } from '../../calls/ports.ts';
import { readBatch } from './live-batch.ts';

export interface SubscriptionOptions {
  readonly channel: string;
  /** The key that is kept while anybody listens. */
  readonly presence: string;
  readonly log: Logger;
}

export interface Subscription extends LiveEvents {
  close(): void;
}

/** Between two signs of life of a connection; the presence is renewed with each. */
const HEARTBEAT_MS = 3000;
const PRESENCE_SECONDS = 10;
/** A connection on which nothing is answered for so long is given up. */
const ANSWER_MS = 2000;
const RETRY_MS = 250;

/** What is published, heard over a connection of its own that there is only while anybody watches. */
export function createSubscription(redis: Redis | Cluster, options: SubscriptionOptions): Subscription {
  const listeners = new Set<LiveListener>();
  let listening: AbortController | undefined;

  const tell: LiveListener = (told) => {
    for (const listener of [...listeners]) listener(told);
  };
  function leave(): void {
    listening?.abort();
    listening = undefined;
  }

  return {
    watch(listener) {
      const own: LiveListener = (told) => listener(told);
      listeners.add(own);
      if (!listening) {
        listening = new AbortController();
        void listen(redis, { ...options, tell, signal: listening.signal });
      }
      return () => {
        if (listeners.delete(own) && listeners.size === 0) leave();
      };
    },
    close() {
      listeners.clear();
      leave();
    },
  };
}

interface Listening extends SubscriptionOptions {
  readonly tell: LiveListener;
  readonly signal: AbortSignal;
}

/** Listens until it is aborted, over one connection after the other; what is told between two of them is missed. */
async function listen(redis: Redis | Cluster, options: Listening): Promise<void> {
  const { tell, signal, log } = options;
  let connections = 0;
  let fails = false;
  const onHearing = () => {
    if (connections > 0) tell({ type: 'gap' });
    if (fails) log.info({}, 'live events are heard again');
    connections += 1;
    fails = false;
  };
  while (!signal.aborted) {
    await hear(redis, options, onHearing).catch((err: unknown) => {
      if (!fails && !signal.aborted) log.warn({ err }, 'live events are not heard');
      fails = true;
    });
    await pause(RETRY_MS, signal);
  }
}

/** Hears what is published until the connection breaks or it is aborted. Rejects where the connection breaks. */
async function hear(redis: Redis | Cluster, options: Listening, onHearing: () => void): Promise<void> {
  const { channel, presence, tell, signal } = options;
  const client = connectionTo(redis);
  const onMessage = createReader(tell);
  try {
    client.on('error', () => undefined);
    client.on('message', (_channel: string, text: string) => onMessage(text));
    await client.connect();
    await client.subscribe(channel);
    onHearing();
    while (!signal.aborted) {
      // Where a part of a cluster does not keep it, publishers are not told either, and go on publishing.
      await redis.set(presence, '1', 'EX', PRESENCE_SECONDS).catch(() => undefined);
      await pause(HEARTBEAT_MS, signal, client);
      if (!signal.aborted) await client.ping();
    }
  } finally {
    client.disconnect();
  }
}

/** Any node of a cluster hears what is published on any other. It connects once: what breaks shows to whoever listens. */
function connectionTo(redis: Redis | Cluster): Redis {
  const nodes = redis instanceof Cluster ? redis.nodes() : [redis];
  const node = nodes[Math.floor(Math.random() * nodes.length)];
  if (!node) throw new Error('no node of the cluster is known');
  return node.duplicate({
    lazyConnect: true,
    retryStrategy: () => null,
    autoResubscribe: false,
    commandTimeout: ANSWER_MS,
    enableOfflineQueue: true,
    maxRetriesPerRequest: 0,
  });
}

/** Reads batches; where one is missing from those of its process, or cannot be read, a gap is told. */
function createReader(tell: LiveListener): (text: string) => void {
  const numbers = new Map<string, number>();
  return (text) => {
    const batch = readBatch(text);
    const before = batch && numbers.get(batch.from);
    if (!batch || (before !== undefined && batch.number !== before + 1)) tell({ type: 'gap' });
    if (!batch) return;
    numbers.set(batch.from, batch.number);
    for (const event of batch.events) tell(event);
  };
}

/** Resolves early where it is aborted; rejects where the connection ends meanwhile. */
function pause(delayMs: number, signal: AbortSignal, client?: Redis): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onEnd = () => reject(new Error('the connection ended'));
  const timer = setTimeout(resolve, delayMs).unref();
  const stop = () => resolve();
  client?.once('end', onEnd);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  return promise.finally(() => {
    clearTimeout(timer);
    client?.off('end', onEnd);
    signal.removeEventListener('abort', stop);
  });
}
