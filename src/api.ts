import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import packageJson from '../package.json' with { type: 'json' };
import type { Access } from './access/access.ts';
import { openAccess } from './access.ts';
import { eraseCaller } from './callers/erase-caller.ts';
import { createLiveBoard } from './calls/live/live-board.ts';
import { toRunningCall } from './calls/live/running-call.ts';
import { type LiveHours, StoreUnavailable } from './calls/ports.ts';
import type { Config } from './config.ts';
import { leaveOperatorFile } from './files/operator-file.ts';
import type { Database } from './postgres/database.ts';
import { DatabaseError } from './postgres/errors.ts';
import { createCallLog } from './postgres/record/call-log.ts';
import { findRunning } from './postgres/record/running-calls.ts';
import { createReports } from './postgres/reports/reports.ts';
import { createCallSearch } from './postgres/search/call-search.ts';
import { isOutOfReach, withinReach } from './postgres/within-reach.ts';
import type { RunningReleases } from './releases/releases.ts';
import { recordNamesOf, type Stores } from './stores.ts';
import type { E164 } from './values/phone-number.ts';
import { accessRoutes } from './web/api/access/access-routes.ts';
import { createWhoIs } from './web/api/access/who-is.ts';
import { api } from './web/api/api.ts';
import { callerRoutes } from './web/api/caller-routes.ts';
import { callsRoutes } from './web/api/calls/calls-routes.ts';
import type { WhoIs } from './web/api/guard.ts';
import { liveRoutes } from './web/api/live-routes.ts';
import { metricsRoutes } from './web/api/metrics/metrics-routes.ts';
import { withOperator } from './web/api/operator.ts';
import { publicRoutes } from './web/api/public-routes.ts';
import { createErasing } from './web/erasing.ts';
import { createBrowserSessions } from './web/sign-in/browser-sessions.ts';
import { limitSignIns } from './web/sign-in/sign-in-limits.ts';
import { signInPage } from './web/sign-in/sign-in-page.ts';

export interface ApiParts {
  readonly config: Config;
  /** Absent where another process has the record. */
  readonly database: Database | undefined;
  readonly stores: Pick<Stores, 'live' | 'knownCallers' | 'callbacks' | 'signInRates'>;
  readonly releases: Pick<RunningReleases, 'current'>;
  readonly hours: LiveHours;
  readonly log: FastifyBaseLogger;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

export interface ServedApi {
  /** Who of staff may come in. */
  readonly access: Access;
  /** Waits until the database is open, however long that takes. Resolves to false where this process has none. */
  hasDatabase(): Promise<boolean>;
}

/** A command is asked once, perhaps while a database of this machine is still being opened. */
const COMMAND_PATIENCE_MS = 12_000;

/** Serves `/api` and the page for signing in: each part with what it needs, and who may ask. */
export async function serveApi(app: FastifyInstance, parts: ApiParts): Promise<ServedApi> {
  const { config, now } = parts;
  const record = withinReach(parts.database);
  const access = await openAccess(config, { database: record, now });
  const browsers = createBrowserSessions({ sessions: access.sessions, publicUrl: config.publicUrl });
  const whoIs = knowOperator(app, parts, createWhoIs(browsers));
  const staff = { access, browsers, publicUrl: config.publicUrl };
  const board = createBoard(app, parts, record);
  const { audit } = access;
  const eraseFor = createErasing({ erase: await createErase(parts), audit });

  await limitSignIns(app, { redis: parts.stores.signInRates });
  await app.register(api, {
    prefix: '/api',
    version: packageJson.version,
    ...{ whoIs, audit, whyUnavailable },
    routes: async (routes) => {
      await routes.register(publicRoutes, { release: parts.releases.current, hours: parts.hours, now });
      await accessRoutes(routes, staff);
      await routes.register(liveRoutes, { board, whoIs });
      await routes.register(callerRoutes, { eraseFor });
      await callsRoutes(routes, {
        search: createCallSearch({ ready: record.ready, now }),
        nameCaller: await recordNamesOf(config),
        audit,
      });
      await routes.register(metricsRoutes, { reports: createReports({ ready: record.ready, now }) });
    },
  });
  await app.register(signInPage, { ...staff, eraseFor, whyUnavailable });
  return { access, hasDatabase: async () => (await parts.database?.ready()) !== undefined };
}

async function createErase({ config, database, stores }: ApiParts) {
  const { ready } = withinReach(database, COMMAND_PATIENCE_MS);
  const { eraseCaller: eraseCalls } = createCallLog({ ready, nameCaller: await recordNamesOf(config) });
  const kept = { known: stores.knownCallers, callbacks: stores.callbacks, eraseCalls };
  return (caller: E164) => eraseCaller(caller, kept);
}

function createBoard(app: FastifyInstance, { stores, log, now }: ApiParts, record: Pick<Database, 'ready'>) {
  const board = createLiveBoard({
    events: stores.live,
    findRunning: async () => (await findRunning(record, now())).map(toRunningCall),
    newName: randomUUID,
    after(delayMs, run) {
      const timer = setTimeout(run, delayMs).unref();
      return () => clearTimeout(timer);
    },
    log,
  });
  app.addHook('onClose', async () => board.close());
  return board;
}

function whyUnavailable(error: unknown): string | undefined {
  if (error instanceof DatabaseError && error.code === 'no_database') {
    return 'This process has no record of calls: JOURNAL_WRITER is off, and DATABASE_URL is not set.';
  }
  if (error instanceof StoreUnavailable) return 'The store of calls cannot be reached now.';
  return isOutOfReach(error) ? 'The record of calls cannot be reached now.' : undefined;
}

const TOKEN_BYTES = 32;

/**
 * Lets commands on this machine in where they could not open what this process has open, by a token in a file that is
 * there while it answers. In production they open the database themselves.
 */
function knowOperator(app: FastifyInstance, { config, database }: ApiParts, whoIs: WhoIs): WhoIs {
  if (!database) return () => Promise.reject(new DatabaseError('no_database', 'this process has no database'));
  if (config.NODE_ENV === 'production') return whoIs;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  let takeAway = (): void => undefined;
  // Without waiting for anything: whoever is told that the hotline answers finds the file.
  app.addHook('onListen', (done) => {
    const address = addressHere(app);
    if (address !== undefined) takeAway = leaveOperatorFile(config.DATA_DIR, { address, token });
    done();
  });
  app.addHook('onClose', async () => takeAway());
  return withOperator(token, whoIs);
}

/** Where this machine reaches the server by the loopback; nothing where it cannot. */
function addressHere(app: FastifyInstance): string | undefined {
  const [here] = app.addresses().flatMap((bound) => {
    if (typeof bound === 'string') return [];
    const { address, port } = bound;
    if (address === '127.0.0.1' || address === '0.0.0.0') return [`http://127.0.0.1:${port}`];
    return address === '::1' || address === '::' ? [`http://[::1]:${port}`] : [];
  });
  return here;
}
