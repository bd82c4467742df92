import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Cluster, Redis } from 'ioredis';
import type { KnownCallers, NameCaller } from './callers/known-callers.ts';
import { createMemoryKnownCallers } from './callers/memory-known-callers.ts';
import { createNameCaller } from './callers/name-caller.ts';
import type { JournalSource } from './calls/journal.ts';
import { createMemoryLiveLine, type LiveLine } from './calls/live/live-events.ts';
import { createMemoryCallStore } from './calls/memory-call-store.ts';
import { createMemoryJournal } from './calls/memory-journal.ts';
import type { CallStore, Logger } from './calls/ports.ts';
import type { Config } from './config.ts';
import { createCallbackFile } from './files/callback-file.ts';
import { createFileLiveHours } from './files/live-hours.ts';
import { readOrMakeSecret } from './files/secret-file.ts';
import { DAY_MS } from './hours/local-date.ts';
import { type CodeLedger, createMemoryCodeLedger } from './identity/codes/code-ledger.ts';
import type { CallbackLedger } from './queues/callbacks.ts';
import { createMemoryLimits, type Limits, withoutNumbers } from './queues/limits.ts';
import { createCallStore } from './redis/call-store.ts';
import { createCallbacks } from './redis/callbacks.ts';
import { createCodeLedger } from './redis/counts/code-ledger.ts';
import { createLimits } from './redis/counts/limits.ts';
import { createJournalSource } from './redis/journal.ts';
import { createKnownCallers } from './redis/known-callers.ts';
import { createRedisLiveLine } from './redis/live/live-line.ts';
import { createRedisLiveHours } from './redis/live-hours.ts';
import { createReleaseStore } from './redis/release-store.ts';
import { createSignInRates, type SignInRates } from './redis/sign-in-rates.ts';
import {
  connect,
  connectQuietly,
  disconnect,
  isEachWriteKept,
  OFF_CALL_PATH,
  refuseEviction,
  whenConnected,
} from './redis-connection.ts';
import type { LiveHoursStore } from './releases/live-hours-store.ts';
import { createMemoryReleaseStore, type ReleaseStore } from './releases/releases.ts';

/** Where this process keeps what must outlast a webhook. */
export interface Stores {
  readonly calls: CallStore;
  readonly releases: ReleaseStore;
  readonly liveHours: LiveHoursStore;
  readonly journal: JournalSource;
  /** Turns that the journal holds at most; then the oldest go. */
  readonly journalMaxTurns: number;
  /** Where processes tell each other what happens in their calls. */
  readonly live: LiveLine;
  readonly limits: Limits;
  /** Absent where this process counts for itself. */
  readonly signInRates: SignInRates | undefined;
  readonly callbacks: CallbackLedger;
  /** Absent where callers are not remembered. */
  readonly knownCallers: KnownCallers | undefined;
  readonly codes: CodeLedger;
  /** Keys the hashes of codes and of their numbers: the same in every process that shares the ledger. */
  readonly secret: string;
  /** Whether a count that was answered outlives the process that keeps it. */
  readonly keepsCounts: boolean;
  /** Whether the store answers now. */
  isReady(): Promise<boolean>;
  /** Told each time that the store is there again: what it held may be gone. */
  onReturn(listener: () => void): void;
  close(): Promise<void>;
}

/** Whether tries at a PIN or a code could be forgotten where callers are real: whoever may try for ever finds it. */
export const mayForgetTries = (
  { NODE_ENV }: Pick<Config, 'NODE_ENV'>,
  { keepsCounts }: Pick<Stores, 'keepsCounts'>,
): boolean => NODE_ENV === 'production' && !keepsCounts;

/** Redis where `REDIS_URL` names one, else this process's memory. */
export async function openStores(config: Config, now: () => number, log: Logger): Promise<Stores> {
  return config.REDIS_URL === undefined
    ? openMemory(config, now)
    : openRedis({ ...config, REDIS_URL: config.REDIS_URL }, now, log);
}

/** Closures and overrides for a command of staff, which needs nothing else. */
export async function openLiveHours(
  config: Config,
  now: () => number,
): Promise<{ readonly store: LiveHoursStore; close(): Promise<void> }> {
  if (config.REDIS_URL === undefined) return { store: inDataDir(config, now), close: async () => undefined };
  const redis = await connectQuietly(config.REDIS_URL);
  return { store: createRedisLiveHours(redis, { now }), close: () => disconnect(redis) };
}

/** Callbacks for a command of staff, which needs nothing else. */
export async function openCallbacks(
  config: Config,
): Promise<{ readonly ledger: CallbackLedger; close(): Promise<void> }> {
  if (config.REDIS_URL === undefined)
    return { ledger: createCallbackFile(config.DATA_DIR), close: async () => undefined };
  const redis = await connectQuietly(config.REDIS_URL);
  return { ledger: createCallbacks(redis), close: () => disconnect(redis) };
}

/** What is kept of codes for a command of staff; nothing where it is in the memory of the hotline's own process. */
export async function openCodes(
  config: Config,
): Promise<{ readonly ledger: CodeLedger; readonly secret: string; close(): Promise<void> } | undefined> {
  if (config.REDIS_URL === undefined) return undefined;
  const secret = await secretOf(config);
  const redis = await connectQuietly(config.REDIS_URL);
  const ledger = createCodeLedger(redis, { minReplicas: config.REDIS_MIN_REPLICAS });
  return { ledger, secret, close: () => disconnect(redis) };
}

/**
 * What is kept by the numbers of callers, for a command of staff. Nobody is known where that lives in the memory of the
 * hotline's own process.
 */
export async function openCallers(config: Config): Promise<{
  readonly callbacks: CallbackLedger;
  readonly known: KnownCallers | undefined;
  close(): Promise<void>;
}> {
  const { REDIS_URL, DATA_DIR } = config;
  if (REDIS_URL === undefined) {
    return { callbacks: createCallbackFile(DATA_DIR), known: undefined, close: async () => undefined };
  }
  const nameCaller = await nameCallerOf(config);
  const redis = await connectQuietly(REDIS_URL);
  return {
    callbacks: createCallbacks(redis),
    known: createKnownCallers(redis, { nameCaller, retentionMs: retentionOf(config) }),
    close: () => disconnect(redis),
  };
}

const retentionOf = ({ CALLERS_REMEMBERED_DAYS }: Config): number => CALLERS_REMEMBERED_DAYS * DAY_MS;

/**
 * What hashes of numbers and codes are keyed with. Without the setting, which production demands, all processes of one
 * `DATA_DIR` share a random one.
 */
export const secretOf = async ({
  SESSION_SECRET,
  DATA_DIR,
}: Pick<Config, 'SESSION_SECRET' | 'DATA_DIR'>): Promise<string> =>
  SESSION_SECRET ?? (await readOrMakeSecret(join(DATA_DIR, 'callers.key'), newSecret));

const nameCallerOf = async (config: Config) => createNameCaller(await secretOf(config));

/** What stands for callers' numbers in the record of calls: the same in all processes and commands of this environment. */
export const recordNamesOf = async (config: Pick<Config, 'SESSION_SECRET' | 'DATA_DIR'>): Promise<NameCaller> =>
  createNameCaller(await secretOf(config), 'record');

const newSecret = (): string => randomBytes(32).toString('hex');

/** What staff decide must reach the hotline's process from their own: memory would not do. */
const inDataDir = ({ DATA_DIR }: Config, now: () => number): LiveHoursStore =>
  createFileLiveHours(join(DATA_DIR, 'live-hours'), { now });

/** Nothing of it outlasts the process, and so neither does the key. */
const inMemory = (config: Config, now: () => number): KnownCallers | undefined =>
  config.CALLERS_REMEMBERED_DAYS === 0
    ? undefined
    : createMemoryKnownCallers({ nameCaller: createNameCaller(newSecret()), retentionMs: retentionOf(config), now });

/** Some fifty megabytes. */
const MEMORY_JOURNAL_MAX_TURNS = 100_000;

function openMemory(config: Config, now: () => number): Stores {
  const journal = createMemoryJournal({ maxTurns: MEMORY_JOURNAL_MAX_TURNS });
  const calls = createMemoryCallStore({
    now,
    append: (call, { key, at, facts }) => journal.append({ call, turn: key, at, facts }),
  });
  return {
    calls,
    releases: createMemoryReleaseStore(),
    liveHours: inDataDir(config, now),
    journal: journal.source(),
    journalMaxTurns: MEMORY_JOURNAL_MAX_TURNS,
    live: createMemoryLiveLine(),
    limits: createMemoryLimits(now),
    signInRates: undefined,
    callbacks: createCallbackFile(config.DATA_DIR),
    knownCallers: inMemory(config, now),
    codes: createMemoryCodeLedger(),
    secret: config.SESSION_SECRET ?? newSecret(),
    keepsCounts: false,
    isReady: async () => true,
    onReturn: () => undefined,
    close: async () => undefined,
  };
}

type Connection = Redis | Cluster;

/** Opens a connection whose errors the log tells under this name. */
type Open = (name: string, options?: Parameters<typeof connect>[1]) => Connection;

async function openRedis(config: RedisConfig, now: () => number, log: Logger): Promise<Stores> {
  const opened: Connection[] = [];
  const open: Open = (name, options) => {
    const connection = connect(config.REDIS_URL, options);
    connection.on('error', (error) => log.warn({ err: error }, name));
    opened.push(connection);
    return connection;
  };
  const close = async () => void (await Promise.all(opened.map(disconnect)));
  try {
    return await storesInRedis(config, { open, close, now, log });
  } catch (error) {
    // Not with a goodbye: one that never answered would be waited for without end.
    for (const connection of opened) connection.disconnect();
    throw error;
  }
}

type RedisConfig = Config & { readonly REDIS_URL: string };

interface RedisParts {
  readonly open: Open;
  /** Closes what was opened. */
  close(): Promise<void>;
  readonly now: () => number;
  readonly log: Logger;
}

async function storesInRedis(config: RedisConfig, { open, close, now, log }: RedisParts): Promise<Stores> {
  const { REDIS_MIN_REPLICAS: minReplicas, JOURNAL_MAX_TURNS: journalMaxTurns } = config;
  const redis = open('redis');
  await whenConnected(redis);
  await refuseEviction(redis);
  // The journal is read in large batches, which must neither wait for the caller's patience nor stand in a call's way.
  const forJournal = open('redis, journal', OFF_CALL_PATH);
  // Whoever waits for replicas holds up everything behind them: counts then have a connection of their own.
  const forCounts = minReplicas === 0 ? redis : open('redis, counts');
  await whenConnected(forCounts);
  const secret = await secretOf(config);
  const nameCaller = createNameCaller(secret);
  const keepsCounts = minReplicas > 0 || (await isEachWriteKept(redis));
  const live = createRedisLiveLine(forJournal, { name: randomUUID(), log });
  return {
    calls: createCallStore(redis, { journalMaxTurns }),
    releases: createReleaseStore(redis),
    liveHours: createRedisLiveHours(redis, { now }),
    journalMaxTurns,
    live,
    journal: createJournalSource(forJournal, { consumer: `${hostname()}:${config.PORT}`, now }),
    limits: withoutNumbers(createLimits(forCounts, { now, minReplicas }), createNameCaller(secret, 'limits')),
    signInRates: createSignInRates(redis),
    callbacks: createCallbacks(redis),
    knownCallers:
      config.CALLERS_REMEMBERED_DAYS === 0
        ? undefined
        : createKnownCallers(redis, { nameCaller, retentionMs: retentionOf(config) }),
    codes: createCodeLedger(forCounts, { minReplicas }),
    secret,
    keepsCounts,
    isReady: async () => (await redis.ping().catch(() => '')) === 'PONG',
    onReturn: (listener) => void redis.on('ready', listener),
    close: async () => {
      await live.close();
      await close();
    },
  };
}
