import { join } from 'node:path';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { type ServedApi, serveApi } from './api.ts';
import { chooseBackOffice } from './back-office.ts';
import type { BackOffice } from './backoffice/operation.ts';
import { rememberTopics } from './callers/remember-topics.ts';
import { createAsking } from './calls/asking.ts';
import type { CallLog } from './calls/journal.ts';
import { tellFacts } from './calls/live/live-events.ts';
import { createNotices } from './calls/notices.ts';
import type { CallStore, Releases, Service, Transcriber } from './calls/ports.ts';
import { createReduced } from './calls/reduced.ts';
import { createTranscribing } from './calls/transcripts/transcribing.ts';
import { type TurnListener, watchTurns } from './calls/watch-turns.ts';
import { createClock } from './clock.ts';
import { BrokenFlow, compileFiles, hash } from './compile-files.ts';
import type { Config } from './config.ts';
import { createDesk } from './desk.ts';
import type { Release } from './flow/release.ts';
import { createIdentity } from './identity.ts';
import { createLog, type LogTarget } from './log.ts';
import type { Post } from './mail/post.ts';
import { createNonces } from './nonces.ts';
import { observe, serveMetrics } from './observe.ts';
import { databaseOf, startRecord } from './record.ts';
import { createReleases, type RunningReleases } from './releases/releases.ts';
import { createReload, type Reloaded } from './releases/reload.ts';
import { watchLiveHours } from './releases/watch-live-hours.ts';
import { createServices } from './services.ts';
import { openStores, type Stores } from './stores.ts';
import { CONNECTION_OVERRIDES } from './twilio/addresses.ts';
import type { RestAccount } from './twilio/client.ts';
import { createTwiml, type TwimlOptions } from './twilio/twiml.ts';
import { audio } from './web/audio.ts';
import { health } from './web/health.ts';
import { twilioWebhooks } from './webhooks/twilio-webhooks.ts';

/** A hotline that answers. */
export interface Hotline extends ServedApi {
  readonly app: FastifyInstance;
  readonly release: Release;
  readonly releases: Releases;
  /** The record of calls; absent where another process keeps it. */
  readonly record: CallLog | undefined;
  /** The number that agents ring, if there is one. */
  readonly line: string | undefined;
  /** Reads the files of staff again, for the calls that begin from now on. Broken files change nothing. */
  reload(): Promise<Reloaded>;
  close(): Promise<void>;
}

export interface HotlineParts {
  /** Tokens that webhooks are signed with: one, or two while it is being changed. */
  readonly authTokens: readonly string[];
  readonly accountSid: string | undefined;
  /** Where the carrier's REST API is, if not at Twilio; asked only once it is needed. */
  readonly restUrl?: () => string;
  /** Epoch milliseconds; the machine's clock, or the one that `HOTLINE_NOW` sets, where there is none. */
  readonly now?: () => number;
  /** More services than OKPay's own, for demonstrations and tests. */
  readonly services?: readonly Service[];
  /** Performs what is asked about customers, instead of the one that the settings choose. */
  readonly backOffice?: BackOffice;
  /** Puts messages into words that the carrier does not. */
  readonly transcriber?: Transcriber;
  /** Takes mails where the carrier is on this machine and no way to send them is set. */
  readonly post?: Post;
  /** Stands between the hotline and the store of its calls. */
  readonly watchStore?: (store: CallStore) => CallStore;
  /** Told of each turn of each call in this process, once it is kept. */
  readonly onTurn?: TurnListener;
  /** Told where the hotline must not go on, and why. */
  readonly onRefused?: (error: Error) => void;
  /** Takes the log, a line a write; standard output where there is none. */
  readonly logTo?: LogTarget;
}

/** A release is kept for a week. It is renewed far more often: a store may lose it without a sign. */
const RENEW_RELEASE_MS = 600_000;

/**
 * Joins the parts of the hotline; it does not listen yet.
 *
 * @throws {BrokenFlow} if the files of staff have errors
 */
export async function createHotline(config: Config, parts: HotlineParts): Promise<Hotline> {
  const now = parts.now ?? createClock(config.HOTLINE_NOW);
  // Fastify's own type of a logger: pino's would make every plugin's type depend on it.
  const log: FastifyBaseLogger = createLog(config.LOG_LEVEL, parts.logTo);
  const { release, findings } = await compileFiles(config, now());
  if (!release) throw new BrokenFlow(findings);

  const { metrics, lanes, watched } = await observe(config, log);
  const stores = await openStores(config, now, log);
  const releases = await createReleases(release, stores.releases);
  const reload = createReload({ compile: () => compileFiles(config, now()), releases });
  const hours = await watchLiveHours(stores.liveHours, { log });
  const database = databaseOf(config, log);
  const backOffice = await chooseBackOffice(config, { ...parts, database, releases, log });
  const account = accountOf(config, parts);
  const common = { config, account, stores, releases, now, log, ...watched };
  const desk = await createDesk({ ...common, release, hash });
  const identity = createIdentity({ ...parts, ...common, backOffice });
  const services = [...createServices({ hours, backOffice, identity, stores }), ...(parts.services ?? [])];
  const { sendMessage, keepCallback } = desk;
  const asking = watched.watchAsking(createAsking({ services, sendMessage, keepCallback, log }));
  const render = createTwiml(twimlOptions(config));
  const store = metrics.watchStore(withListeners(stores, { ...parts, releases, log }));
  const around = { store, releases, hours, asking, render, newNonce: createNonces(), now, log };
  const transcribing = createTranscribing({ ...parts, takeNotice: createNotices(around), store, log });

  const app = createServer(config, log);
  await app.register(health, {
    isReady: stores.isReady,
    release: () => releases.current().id,
    backOffice: backOffice.health,
  });
  await app.register(audio, { directory: join(config.FLOWS_DIR, 'audio') });
  await app.register(twilioWebhooks, {
    ...signingOf(config, parts),
    takeTurn: desk.withLine(lanes.turns(around), around),
    answerWait: lanes.waiting(around),
    takeNotice: transcribing.takeNotice,
    reduced: createReduced({ ...around, queue: 'general' }),
    watch: metrics.webhooks,
  });
  const staff = await serveApi(app, { config, database, stores, releases, hours, log, now });
  // Not awaited: calls can be answered before.
  app.addHook('onListen', async () => void desk.makeQueues());
  const stopRenewing = keepRenewed(releases, stores, log);
  const { journal: source, journalMaxTurns: maxTurns } = stores;
  const record = await startRecord(config, { ...parts, database, source, maxTurns, log, now });
  await serveMetrics(app, metrics, { config, stores, releases, hours, backOffice, desk, database, record, now });
  app.addHook('onClose', async () => {
    stopRenewing();
    hours.stop();
    await closeInTurn([identity.settled, transcribing.stop, record.stop, backOffice.close, stores.close, lanes.stop]);
  });
  return { app, ...staff, release, releases, record: record.log, line: desk.line, reload, close: () => app.close() };
}

/** Where webhooks are sent to, and by whom they are signed. */
const signingOf = ({ publicUrl, fallbackUrl }: Config, { authTokens, accountSid }: HotlineParts) => ({
  publicUrl,
  fallbackUrl,
  authTokens,
  accountSid,
});

/** Closes one part after the other; what one fails in keeps no other open, and is told when all were closed. */
async function closeInTurn(closings: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closings) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** The public address in two, where it is and the path before ours where it has one, and what Twilio is to do. */
const twimlOptions = ({ publicUrl, VOICEMAIL_TRANSCRIPTS }: Config): TwimlOptions => ({
  origin: new URL('/', publicUrl).href.replace(/\/$/, ''),
  basePath: new URL(publicUrl).pathname.replace(/\/$/, ''),
  overrides: CONNECTION_OVERRIDES,
  transcribes: VOICEMAIL_TRANSCRIPTS === 'on',
});

interface Listeners extends Pick<HotlineParts, 'watchStore' | 'onTurn'> {
  readonly releases: RunningReleases;
  readonly log: FastifyBaseLogger;
}

const same = (store: CallStore): CallStore => store;

/** The store of calls, with whoever is told of what it keeps. */
function withListeners(stores: Stores, { releases, watchStore = same, onTurn, log }: Listeners): CallStore {
  const { live, knownCallers: callers } = stores;
  const told = tellFacts(watchStore(stores.calls), live);
  const store = callers ? rememberTopics(told, { callers, log }) : told;
  return onTurn ? watchTurns(store, { releases, onTurn }) : store;
}

/** Who asks the carrier for something, where that is known. The emulator is asked on this machine only. */
function accountOf({ carrier }: Config, { accountSid, authTokens, restUrl }: HotlineParts): RestAccount | undefined {
  const [authToken] = authTokens;
  if (accountSid === undefined || authToken === undefined) return undefined;
  if (restUrl) return { accountSid, authToken, restUrl };
  return carrier === 'twilio' ? { accountSid, authToken } : undefined;
}

/** An HTTP server with limits that suit webhooks: a slow or endless request must not hold a socket. */
const createServer = ({ TRUSTED_PROXIES }: Pick<Config, 'TRUSTED_PROXIES'>, log: FastifyBaseLogger): FastifyInstance =>
  Fastify({
    loggerInstance: log,
    trustProxy: TRUSTED_PROXIES ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    // A line names its call; a logger of its own for every request would cost more than the line.
    childLoggerFactory: (logger) => logger,
    bodyLimit: 64 * 1024,
    requestTimeout: 5000,
    connectionTimeout: 10_000,
    keepAliveTimeout: 65_000,
    http: { headersTimeout: 3000, connectionsCheckingInterval: 1000 },
    routerOptions: { maxParamLength: 64 },
  });

/**
 * Keeps the running release where every process finds it: it must not expire, and a store that comes back empty has lost
 * it. Gives the way to stop.
 */
function keepRenewed(releases: RunningReleases, stores: Stores, log: FastifyBaseLogger): () => void {
  const renew = () => {
    releases.renew().catch((err: unknown) => log.error({ err }, 'the running release could not be kept on'));
  };
  stores.onReturn(renew);
  const renewal = setInterval(renew, RENEW_RELEASE_MS).unref();
  return () => clearInterval(renewal);
}
