import type { Cluster, Redis } from 'ioredis';
import { type CallbackLedger, type KeptCallback, kept, nextDue } from '../queues/callbacks.ts';
import { StoredCallback } from '../queues/kept-callback.ts';

/** Times that another process may take what was just chosen, before this one gives up for now. */
const MAX_ATTEMPTS = 10;
/** An id that was kept once is known for so long, also after it was closed. */
const KNOWN_SECONDS = 7 * 24 * 3600;

/**
 * Keeps a callback once. KEYS all, the id's own; ARGV id, text, seconds that the id is known, number, queue.
 */
const KEEP = `
if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[3]) then return 0 end
for _, text in ipairs(redis.call('HVALS', KEYS[1])) do
  local held = cjson.decode(text)
  if held.number == ARGV[4] and held.queue == ARGV[5] then return 0 end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 1`;

/** Changes a callback if it still is what was read. KEYS all; ARGV id, text as read, text as it shall be. */
const CHANGE = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1`;

/** A `CallbackLedger` in Redis, alone or as a cluster: one hash, of which no step takes more than a part of a millisecond. */
export function createCallbacks(redis: Redis | Cluster, prefix = 'hotline'): CallbackLedger {
  const all = `${prefix}:{callbacks}:open`;

  const read = async (): Promise<readonly KeptCallback[]> => {
    const texts = await redis.hvals(all);
    return texts
      .map((text) => StoredCallback.parse(JSON.parse(text)))
      .toSorted((one, other) => one.requestedAt - other.requestedAt);
  };
  const change = async (from: KeptCallback, to: KeptCallback): Promise<boolean> =>
    (await redis.eval(CHANGE, 1, all, from.id, JSON.stringify(from), JSON.stringify(to))) === 1;

  return {
    async keep(callback) {
      const { id, number, queue } = callback;
      // Read by the schema, so that its keys stand in the order in which `change` writes and compares them.
      const text = JSON.stringify(StoredCallback.parse(kept(callback)));
      await redis.eval(KEEP, 2, all, `${prefix}:{callbacks}:known:${id}`, id, text, KNOWN_SECONDS, number, queue);
    },
    open: read,
    async take(queues, { at, seconds }) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
        const next = nextDue(await read(), queues, at);
        if (!next) return undefined;
        const taken = { ...next, attempts: next.attempts + 1, dueAt: at + seconds * 1000 };
        if (await change(next, taken)) return taken;
      }
      return undefined;
    },
    async putOff(id, dueAt) {
      const held = await redis.hget(all, id);
      if (held === null) return false;
      const callback = StoredCallback.parse(JSON.parse(held));
      return change(callback, { ...callback, dueAt });
    },
    close: async (id) => (await redis.hdel(all, id)) === 1,
  };
}
