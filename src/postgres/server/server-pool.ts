import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { createAnswerDeadline, type Question } from '../../calls/answer-deadline.ts';
import { columnTypes } from '../column-types.ts';
import { DatabaseError } from '../errors.ts';
import { preparedName } from '../prepared.ts';

export interface ServerPoolOptions {
  readonly url: string;
  /** A connection that lies idle broke. The next statement opens another one; this is for the log. */
  readonly onConnectionLost?: ((error: Error) => void) | undefined;
}

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 3000;
/** A statement that takes longer is given up by the server. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** A server that does not even say so within this is taken for gone. */
const ANSWER_TIMEOUT_MS = 20_000;

/** Connections of this process to a server. */
export function createServerPool({ url, onConnectionLost }: ServerPoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'okpay-hotline',
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    types: columnTypes,
  });
  // A connection that is lost between two statements of a transaction says so to nobody else, and an error that nobody
  // hears would end the process.
  pool.on('connect', (client) => void client.on('error', (error) => onConnectionLost?.(error)));
  pool.on('error', () => undefined);
  return pool;
}

/** The pool as kysely expects it: statements that are marked so are prepared, and none is waited for in vain. */
export function asKyselyPool(
  pool: pg.Pool,
  { answerMs = ANSWER_TIMEOUT_MS }: { readonly answerMs?: number },
): PostgresPool {
  const lookAfter = createAnswerDeadline(answerMs, noAnswer);
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    // Kysely knows connections by their objects: there is one for each.
    connect: async () => {
      const client = await pool.connect();
      const known = clients.get(client) ?? asKyselyClient(client, lookAfter);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

const noAnswer = () => new DatabaseError('no_answer', 'the database does not answer');

function asKyselyClient(client: pg.PoolClient, lookAfter: (question: Question) => void): PostgresPoolClient {
  let isGivenUp = false;

  /**
   * By callback, and without a timer of its own: what pg's own promises and timers leave behind is held by what is old
   * already, so that every collection of young objects has to copy it. That made pauses of 5 ms of what takes half of one.
   */
  const ask = (text: string, values: unknown[]): Promise<pg.QueryResult> =>
    new Promise((resolve, reject) => {
      // Such as the end of a transaction, which would wait behind what is not answered.
      if (isGivenUp) return reject(noAnswer());
      const giveUp = (error: Error): void => {
        isGivenUp = true;
        reject(error);
      };
      const question = { isSettled: false, reject: giveUp };
      lookAfter(question);
      const name = preparedName(text);
      void client.query(
        { text, values, ...(name === undefined ? {} : { name }) },
        (error: Error | undefined, result: pg.QueryResult) => {
          question.isSettled = true;
          // It is looked at once more: until then it holds nothing of the answer.
          question.reject = isNoQuestion;
          if (error) reject(error);
          else resolve(result);
        },
      );
    });

  function query<Row>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Row>>;
  function query<Row>(cursor: PostgresCursor<Row>): PostgresCursor<Row>;
  /** Kysely has the rows as whatever type the statement was built with, and asks for no cursors. */
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    return ask(String(text), [...values]);
  }

  // A connection that is still waited for is not handed to anybody else.
  return { query, release: (destroy) => client.release(destroy || isGivenUp) };
}

const isNoQuestion = (): void => undefined;
