import type { Database } from './database.ts';
import { DatabaseError } from './errors.ts';

/** For people who wait for an answer: opening may take seconds, and then they are told so. */
const PATIENCE_MS = 2000;

/**
 * The database for questions of people: `ready` rejects at once where it is not there.
 *
 * @throws {DatabaseError} from `ready`: `no_database` where this process has none, `not_ready` where it does not open, or
 *   not soon
 */
export function withinReach(
  database: Pick<Database, 'ready'> | undefined,
  patienceMs = PATIENCE_MS,
): Pick<Database, 'ready'> {
  let wasReady = false;
  return {
    ready: async () => {
      if (!database) throw new DatabaseError('no_database', 'this process has no database');
      try {
        // Once it is open it is there at once.
        const tables = wasReady ? await database.ready() : await soon(database.ready(), patienceMs);
        wasReady = true;
        return tables;
      } catch (cause) {
        throw new DatabaseError('not_ready', 'the database is not ready', { cause });
      }
    },
  };
}

async function soon<Result>(opening: Promise<Result>, patienceMs: number): Promise<Result> {
  const { promise: impatience, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`it is not open after ${patienceMs} ms`)), patienceMs);
  return Promise.race([opening, impatience]).finally(() => clearTimeout(timer));
}

/** Connection exceptions, too little of something, an operator who stops it, a fault of its system. */
const STATES_OF_FAILURE = /^(?:08|53|57|58)/;
const CODES_OF_NODE = /^(?:ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/;
/** What pg says without a code where a connection breaks, or none is to be had in time. */
const WORDS_OF_PG = /^(?:Connection terminated|timeout exceeded when trying to connect)/;

/** Whether an error says that the database cannot be asked now, and not that the question was wrong. */
export function isOutOfReach(error: unknown): boolean {
  if (error instanceof DatabaseError) return true;
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return STATES_OF_FAILURE.test(code) || CODES_OF_NODE.test(code) || WORDS_OF_PG.test(error.message);
}
