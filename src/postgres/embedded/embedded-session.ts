import { Worker } from 'node:worker_threads';
import { DatabaseError, StatementError } from '../errors.ts';
import type { EmbeddedOptions, FromEmbedded, StatementResult, ToEmbedded } from './worker-messages.ts';

/** The one session with the embedded database, which lives in a worker thread. */
export interface EmbeddedSession {
  /** Rejects with a `StatementError` where the database refuses, with a `DatabaseError` where it is gone. */
  run(sql: string, parameters: readonly unknown[]): Promise<StatementResult>;
  close(): Promise<void>;
  /** Resolves when the worker is gone, for whatever reason. */
  readonly ended: Promise<void>;
}

/** What runs in the worker; a real one is expected to open within seconds. */
const WORKER = new URL('./embedded-worker.ts', import.meta.url);

/**
 * Opens the embedded database in a worker thread.
 *
 * @throws {DatabaseError} `directory_in_use` where another process has it open, `database_stopped` where it cannot be opened.
 */
export async function openEmbeddedSession(options: EmbeddedOptions): Promise<EmbeddedSession> {
  const worker = new Worker(WORKER, { workerData: options });
  const opening = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const open = new Map<number, PromiseWithResolvers<StatementResult>>();
  let statements = 0;
  let stopped: DatabaseError | undefined;
  const send = (message: ToEmbedded): void => worker.postMessage(message);

  function stop(cause?: unknown): void {
    stopped ??= new DatabaseError('database_stopped', 'the embedded database has stopped', { cause });
    opening.reject(stopped);
    for (const statement of open.values()) statement.reject(stopped);
    open.clear();
  }

  worker.on('message', (message: FromEmbedded) => {
    if (message.type === 'opened') return opening.resolve();
    if (message.type === 'not-opened') return opening.reject(toOpeningError(message));
    settle(message, open.get(message.id));
    open.delete(message.id);
  });
  worker.on('error', stop);
  worker.on('exit', () => {
    stop();
    ended.resolve();
  });

  await opening.promise;
  return {
    run: (sql, parameters) => {
      if (stopped) return Promise.reject(stopped);
      const statement = Promise.withResolvers<StatementResult>();
      statements += 1;
      open.set(statements, statement);
      send({ type: 'statement', id: statements, sql, parameters });
      return statement.promise;
    },
    close: () => {
      send({ type: 'close' });
      return ended.promise;
    },
    ended: ended.promise,
  };
}

type Settled = Extract<FromEmbedded, { readonly id: number }>;

function settle(message: Settled, statement: PromiseWithResolvers<StatementResult> | undefined): void {
  if (message.type === 'done') statement?.resolve(message.result);
  else statement?.reject(new StatementError(message.message, message.code));
}

function toOpeningError({ inUse, message }: Extract<FromEmbedded, { readonly type: 'not-opened' }>): DatabaseError {
  return new DatabaseError(inUse ? 'directory_in_use' : 'database_stopped', message);
}
