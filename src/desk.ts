import { fileURLToPath } from 'node:url';
import { type Asking, createAsking } from './calls/asking.ts';
import type { FactBatch, KeepCallback, Logger, Releases, SendMessage } from './calls/ports.ts';
import { TALK_TOLD } from './calls/record/queue-history.ts';
import type { TurnRequest } from './calls/turn-request.ts';
import type { TakeTurn, TurnsOptions } from './calls/turns.ts';
import type { Config } from './config.ts';
import { readDeskFiles } from './files/read-desk-files.ts';
import { readFlowFiles } from './files/read-flow-files.ts';
import type { AgentsFile } from './flow/config/read-agents.ts';
import { NO_OUTGOING } from './flow/config/read-outgoing.ts';
import type { Release } from './flow/release.ts';
import { createAgentRelease } from './queues/agent-release.ts';
import { createAgentServices } from './queues/agent-services.ts';
import { createKeepCallback } from './queues/keep-callback.ts';
import { leavingRoomForCodes, limitMessages } from './queues/limited-messages.ts';
import { type Limits, LimitsUnavailable } from './queues/limits.ts';
import { readDesk } from './queues/read-desk.ts';
import type { WaitingCallers } from './queues/waiting-callers.ts';
import { mayForgetTries, type Stores } from './stores.ts';
import { createWaitingCallers } from './twilio/agent-queues.ts';
import { createRestClient, type RestAccount, type RestClient } from './twilio/client.ts';
import { createSendMessage } from './twilio/messages.ts';
import { setQueueSizes } from './twilio/queue-sizes.ts';

const LINE = fileURLToPath(new URL('./queues/agent-line', import.meta.url));
/** The record calls so whoever rings the agents' line and is none. */
const UNKNOWN_AGENT = 'unknown';

export interface DeskOptions {
  readonly config: Config;
  /** Absent where the carrier has no REST API for us: then no message goes out, and queues are served in turn. */
  readonly account: RestAccount | undefined;
  readonly stores: Pick<Stores, 'limits' | 'callbacks' | 'keepsCounts' | 'releases'>;
  /** The release whose queues and numbers the files are held against. */
  readonly release: Release;
  readonly releases: Releases;
  /** A cryptographic hash in hex digits. */
  readonly hash: (text: string) => string;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: Logger;
  /** Counts what agents' calls ask for. */
  readonly watchAsking: (asking: Asking) => Asking;
  readonly makeTurns: (options: TurnsOptions) => TakeTurn;
}

/** People at the other end: agents on their line, callers who are texted or called back. */
export interface Desk {
  readonly sendMessage: SendMessage;
  readonly keepCallback: KeepCallback;
  /** The number that agents ring, if there is one. */
  readonly line: string | undefined;
  /** Absent where the carrier cannot be asked. */
  readonly waiting: WaitingCallers | undefined;
  /** Makes the carrier's queues, each of its size; without them callers are served all the same. */
  makeQueues(): Promise<void>;
  /** Leads calls on the agents' line through their own flow, all others through the customers'. */
  withLine(customers: TakeTurn, around: TurnsOptions): TakeTurn;
}

/** Joins what has to do with people. Files with errors allow nothing: `hotline check` and the start tell them. */
export async function createDesk(options: DeskOptions): Promise<Desk> {
  const { config, account, stores, release, log } = options;
  const { limits, callbacks } = stores;
  const outgoing = () => options.releases.current().outgoing ?? NO_OUTGOING;
  const { agents } = readDesk(await readDeskFiles(config.CONFIG_DIR), release);
  const client = account && createRestClient(account);
  const sendMessage: SendMessage = client
    ? limitMessages({
        send: createSendMessage(client, log),
        limits,
        rules: () => leavingRoomForCodes(outgoing().messages),
        log,
      })
    : async () => false;
  const keepCallback = createKeepCallback({ ledger: callbacks, limits, rules: () => outgoing().callbacks, log });
  const takeLine = agents && (await createLine(agents, client, options));
  return {
    sendMessage,
    keepCallback,
    line: agents?.line,
    waiting: client && createWaitingCallers(client),
    async makeQueues() {
      if (!client) return;
      await setQueueSizes(client, release.queues).catch((err: unknown) =>
        log.error({ err }, 'the carrier has not got its queues: none is ever full'),
      );
    },
    withLine: (customers, around) => (takeLine ? takeLine(customers, around) : customers),
  };
}

async function createLine(
  { line, agents }: AgentsFile,
  client: RestClient | undefined,
  options: DeskOptions,
): Promise<Desk['withLine']> {
  const { stores, releases, release, hash, now, log } = options;
  const files = await readFlowFiles({ flowsDir: LINE, configDir: `${LINE}/config` });
  const own = createAgentRelease(files, release, { at: now(), hash });
  await stores.releases.keep(own.release);
  const services = createAgentServices({
    agents,
    limits: countingFor(options),
    callbacks: stores.callbacks,
    waiting: client ? createWaitingCallers(client) : unknownCallers,
    defaultLanguage: own.language,
    log,
  });
  const asking = options.watchAsking(
    createAsking({
      services,
      sendMessage: async () => false,
      keepCallback: async () => 'refused',
      log,
    }),
  );
  const lineReleases: Releases = {
    current: () => own.release,
    find: async (id) => (id === own.release.id ? own.release : releases.find(id)),
  };
  return (customers, around) => {
    const noteTalk = createTalkNotes(around);
    const takeAgentTurn = options.makeTurns({ ...around, asking, releases: lineReleases });
    return async (request) => {
      if (request.dialled !== line) return customers(request);
      const agent = request.caller === undefined ? undefined : agents[request.caller];
      const reply = await takeAgentTurn({ ...request, agent: agent?.name ?? UNKNOWN_AGENT });
      if (reply.type === 'document') await noteTalk(request);
      return reply;
    };
  };
}

/**
 * How long an agent talked with a caller is told to the agent's call only: it is put down with the caller's too, under
 * one key however often it is told.
 */
function createTalkNotes({ store, now, log }: Pick<TurnsOptions, 'store' | 'now' | 'log'>) {
  return async ({ sid, turn, events }: TurnRequest): Promise<void> => {
    const talk = events.find((event) => event.type === 'dialled');
    if (talk?.with === undefined || talk.outcome !== 'completed') return;
    const { outcome, talkSeconds } = talk;
    const batch: FactBatch = {
      key: `${TALK_TOLD}${sid}.${turn}`,
      at: now(),
      facts: [{ type: 'dialled', outcome, talkSeconds }],
    };
    await store
      .append(talk.with, batch)
      .catch((err: unknown) => log.warn({ callSid: sid, err }, 'a talk is missing from its caller’s record'));
  };
}

const unknownCallers: WaitingCallers = () => Promise.reject(new Error('the carrier cannot be asked who waits'));

/** A PIN whose wrong tries may be forgotten can be guessed: in production nobody signs in then. */
function countingFor({ config, stores, log }: DeskOptions): Limits {
  if (!mayForgetTries(config, stores)) return stores.limits;
  log.error(
    {},
    'no agent can sign in: Redis may lose counts. Set REDIS_MIN_REPLICAS, or appendonly yes and appendfsync always',
  );
  const refuse = () => Promise.reject(new LimitsUnavailable('counts may be lost'));
  return { take: refuse, giveBack: refuse };
}
