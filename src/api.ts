import { randomBytes, randomUUID } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import packageJson from '../package.json' with { type: 'json' };
import type { Audit } from './access/person.ts';
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
import { isOutOfReach, withinReach } from './postgres/within-reach.ts';
import type { RunningReleases } from './releases/releases.ts';
import { recordNamesOf, type Stores } from './stores.ts';
import { api } from './web/api/api.ts';
import { callerRoutes } from './web/api/caller-routes.ts';
import type { WhoIs } from './web/api/guard.ts';
import { liveRoutes } from './web/api/live-routes.ts';
import { withOperator } from './web/api/operator.ts';

export interface ApiParts {
  readonly config: Config;
  /** Absent where another process has the record. */
  readonly database: Database | undefined;
  readonly stores: Pick<Stores, 'live' | 'knownCallers' | 'callbacks'>;
  readonly releases: Pick<RunningReleases, 'current'>;
  readonly hours: LiveHours;
  readonly log: FastifyBaseLogger;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A command is asked once, perhaps while a database of this machine is still being opened. */
const COMMAND_PATIENCE_MS = 12_000;

/** Serves `/api`: each of its parts with what it needs, and who may ask. */
export async function serveApi(app: FastifyInstance, parts: ApiParts): Promise<void> {
  const { config, database, log } = parts;
  const record = withinReach(database);
  const audit: Audit = async (deed) => log.info({ deed }, 'audit');
  const whoIs = knowOperator(app, parts, async () => {
    if (!database) throw new DatabaseError('no_database', 'this process has no database');
    return { refused: 'not-signed-in' };
  });
  const board = createBoard(app, parts, record);
  const { ready } = withinReach(database, COMMAND_PATIENCE_MS);
  const callLog = createCallLog({ ready, nameCaller: await recordNamesOf(config) });
  const { knownCallers: known, callbacks } = parts.stores;

  await app.register(api, {
    prefix: '/api',
    version: packageJson.version,
    whoIs,
    audit,
    whyUnavailable,
    routes: async (routes) => {
      await routes.register(liveRoutes, { board, whoIs });
      const erase = (caller: Parameters<typeof eraseCaller>[0]) =>
        eraseCaller(caller, { known, callbacks, eraseCalls: callLog.eraseCaller });
      await routes.register(callerRoutes, { erase, audit });
    },
  });
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
  if (config.NODE_ENV === 'production' || !database) return whoIs;
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
