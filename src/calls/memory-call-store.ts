import type { Answer } from '../flow/events.ts';
import type { CallSid } from '../values/call-sid.ts';
import type { CallStore, FactBatch, StoredCall } from './ports.ts';

export interface MemoryCallStoreOptions {
  /** Takes the facts of one commit. */
  readonly append: (sid: CallSid, batch: FactBatch) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** How long a call is kept after its last commit; as in Redis, longer than the longest call. */
  readonly ttlSeconds?: number;
}

interface Held {
  readonly text: string;
  readonly reply: string | undefined;
  readonly revision: number;
  readonly expiresAt: number;
}

const BURIED = 'buried';
const TTL_SECONDS = 6 * 3600;
/** Old calls are looked for at every so many commits. */
const SWEEP_EVERY = 1000;

/** A `CallStore` for one process without Redis: the same contract, nothing kept when the process ends. */
export function createMemoryCallStore({ append, now, ttlSeconds = TTL_SECONDS }: MemoryCallStoreOptions): CallStore {
  const calls = new Map<CallSid, Held>();
  const answers = new Map<string, Answer>();
  let commits = 0;

  const held = (sid: CallSid): Held | undefined => {
    const found = calls.get(sid);
    return found && found.expiresAt > now() ? found : undefined;
  };
  const sweep = () => {
    commits += 1;
    if (commits % SWEEP_EVERY !== 0) return;
    for (const [sid, { expiresAt }] of calls) if (expiresAt <= now()) calls.delete(sid);
  };

  return {
    async find(sid) {
      const found = held(sid);
      return found?.text === BURIED ? 'buried' : found && (JSON.parse(found.text) as StoredCall);
    },
    async findReply(sid) {
      return held(sid)?.reply;
    },
    async commit({ sid, expected, next, reply, batch }) {
      const found = held(sid);
      if ((found?.revision ?? 0) !== expected) return false;
      const revision = expected + 1;
      const text = JSON.stringify({ ...next, revision });
      calls.set(sid, { text, revision, reply: reply ?? found?.reply, expiresAt: now() + ttlSeconds * 1000 });
      if (batch) append(sid, batch);
      sweep();
      return true;
    },
    async append(sid, batch) {
      append(sid, batch);
    },
    async putAnswer(sid, index, answer) {
      answers.set(`${sid}/${index}`, answer);
    },
    async findAnswer(sid, index) {
      return answers.get(`${sid}/${index}`);
    },
    async bury(sid) {
      const found = held(sid);
      if (found) return found.text === BURIED;
      calls.set(sid, { text: BURIED, revision: 1, reply: undefined, expiresAt: now() + ttlSeconds * 1000 });
      return true;
    },
  };
}
