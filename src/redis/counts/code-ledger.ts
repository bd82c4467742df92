import type { Cluster, Redis } from 'ioredis';
import { z } from 'zod';
import { type CodeLedger, CodesUnavailable } from '../../identity/codes/code-ledger.ts';
import { type CodeState, NO_CODES } from '../../identity/codes/code-state.ts';
import { CHANNELS } from '../../identity/contracts.ts';
import { createGuard } from '../create-guard.ts';
import { createConfirm } from './confirm.ts';

export interface RedisCodeLedgerOptions {
  /** Replicas that must have each change before it counts; 0 for none. */
  readonly minReplicas: number;
  /** What all keys begin with. */
  readonly prefix?: string;
}

/** Whatever keeps a change from being kept, nobody is verified by it. */
const guarded = createGuard((cause) => new CodesUnavailable('what becomes of a code cannot be kept', { cause }));

/** Longer than any lock and any count of a day. */
const KEPT_MS = 2 * 86_400_000;
/** Times that another process may be faster; each of them has changed something, and a number allows few changes. */
const MAX_ATTEMPTS = 40;

/** Changes what is kept if it still is what was read. KEYS all; ARGV text as read or nothing, text as it shall be, ms. */
const CHANGE = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

/**
 * `CodeLedger` in Redis, alone or as a cluster: a key a subject, changed by comparing and setting. With `minReplicas`
 * each change is waited for (`WAIT`), so that a fail-over makes no used code new and forgets no wrong one.
 */
export function createCodeLedger(
  redis: Redis | Cluster,
  { minReplicas, prefix = 'hotline' }: RedisCodeLedgerOptions,
): CodeLedger {
  const confirm = createConfirm(redis, minReplicas);
  const keyOf = (subject: string) => `${prefix}:{${subject}}:codes`;
  const replace = async (subject: string, held: string | null, state: CodeState): Promise<boolean> => {
    if ((await redis.eval(CHANGE, 1, keyOf(subject), held ?? '', JSON.stringify(state), KEPT_MS)) !== 1) return false;
    await confirm(subject);
    return true;
  };

  return {
    change: (subject, decide) =>
      guarded(async () => {
        for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
          const held = await redis.get(keyOf(subject));
          const before = readState(held);
          const { state, result } = decide(before);
          if (state === before || (await replace(subject, held, state))) return result;
        }
        throw new Error('other processes were always faster');
      }),
    forget: (subject) => guarded(async () => (await redis.del(keyOf(subject))) === 1),
  };
}

const Instant = z.number();
const StoredCodes: z.ZodType<CodeState> = z.object({
  sent: z.array(Instant),
  failed: z.array(Instant),
  lockedUntil: Instant.optional(),
  code: z
    .object({
      id: z.string(),
      call: z.string(),
      channel: z.enum(CHANNELS),
      account: z.string().optional(),
      proof: z.discriminatedUnion('type', [
        z.object({ type: z.literal('own'), digest: z.string() }),
        z.object({ type: z.literal('carrier'), id: z.string().optional() }),
      ]),
      sentAt: Instant,
      tries: z.number(),
      isUsed: z.boolean(),
    })
    .optional(),
});

const readState = (held: string | null): CodeState => (held === null ? NO_CODES : StoredCodes.parse(JSON.parse(held)));
