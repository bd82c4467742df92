import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { DatabaseError } from '../errors.ts';
import { type EmbeddedSession, openEmbeddedSession } from './embedded-session.ts';

export interface EmbeddedPoolOptions {
  readonly directory: string;
  /** How long whoever wants the one session waits for it; then the wait is refused, so that nothing waits for itself. */
  readonly waitMs?: number;
}

const DEFAULT_WAIT_MS = 30_000;

/**
 * The embedded database as a pool of one session, as kysely expects it.
 *
 * Whoever has the session has it alone until it is released, so a transaction is never mixed with another's statements.
 * The database opens when the session is first wanted, and again after it has stopped.
 *
 * @throws {DatabaseError} from `connect`: `session_busy` after `waitMs`, or what opening throws.
 */
export function createEmbeddedPool({ directory, waitMs = DEFAULT_WAIT_MS }: EmbeddedPoolOptions): PostgresPool {
  let session: Promise<EmbeddedSession> | undefined;
  const turns = createTurns(waitMs);

  function open(): Promise<EmbeddedSession> {
    if (session) return session;
    const opening = openEmbeddedSession({ directory });
    session = opening;
    const forget = (): void => {
      if (session === opening) session = undefined;
    };
    opening.then(({ ended }) => ended.then(forget), forget);
    return opening;
  }

  return {
    options: {},
    connect: async () => {
      const release = await turns.next();
      try {
        return toClient(await open(), release);
      } catch (error) {
        release();
        throw error;
      }
    },
    end: async () => {
      const release = await turns.next();
      const opened = await session?.catch(() => undefined);
      await opened?.close();
      release();
    },
  };
}

/** Kysely has the rows as whatever type the statement was built with: that they are is as true here as with pg. */
const toClient = ({ run }: EmbeddedSession, release: () => void): PostgresPoolClient => ({
  query: run as PostgresPoolClient['query'],
  release,
});

interface Turns {
  /** Resolves when everybody before has released, to what releases. */
  next(): Promise<() => void>;
}

function createTurns(waitMs: number): Turns {
  let last: Promise<void> = Promise.resolve();
  return {
    next: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const before = last;
      last = before.then(() => promise);
      if (await endsWithin(before, waitMs)) return resolve;
      resolve();
      throw new DatabaseError('session_busy', `the embedded database was busy for ${waitMs} ms`);
    },
  };
}

async function endsWithin(wait: Promise<void>, ms: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, ms, false);
  const ended = await Promise.race([wait.then(() => true), promise]);
  clearTimeout(timer);
  return ended;
}
