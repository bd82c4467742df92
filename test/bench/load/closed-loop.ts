import { beginCall, noteAnswer } from './call-pool.ts';
import type { Answer, HttpConnection } from './http-connection.ts';
import type { LoadTarget } from './target.ts';

/** One request and what is done with its answer; `onAnswer` throws when the answer is wrong. */
interface Exchange {
  readonly request: string;
  readonly onAnswer: (answer: Answer) => void;
}

/** When a loop stops sending: at an instant of the monotonic clock, or after so many requests, whichever is first. */
export interface LoopBounds {
  readonly durationMs?: number;
  readonly requests?: number;
}

/** Takes turns of calls on every connection, each as soon as the last was answered. Gives the number of turns taken. */
export function takeTurns(target: LoadTarget, bounds: LoopBounds): Promise<number> {
  return runLoop(target, bounds, () => nextTurn(target));
}

/** Sends forged first webhooks in the same way; every one must be refused with 403. Gives their number. */
export function sendForged(target: LoadTarget, bounds: LoopBounds): Promise<number> {
  return runLoop(target, bounds, () => ({
    request: target.dialect.toForgedRequest(beginCall()),
    onAnswer(answer) {
      if (answer.status !== 403) {
        throw new Error(`A forged request was answered with ${answer.status}.`);
      }
    },
  }));
}

/** The next webhook of the call whose turn it is. */
export function nextTurn({ pool, dialect }: LoadTarget): Exchange {
  const call = pool.next();
  return {
    request: dialect.toRequest(call),
    onAnswer(answer) {
      if (noteAnswer(call, answer, dialect.readNextPath)) {
        pool.putBack(call);
      } else {
        pool.retire();
      }
    },
  };
}

function runLoop(target: LoadTarget, bounds: LoopBounds, toExchange: () => Exchange): Promise<number> {
  const deadline = performance.now() + (bounds.durationMs ?? Number.POSITIVE_INFINITY);
  const limit = bounds.requests ?? Number.POSITIVE_INFINITY;
  let sent = 0;
  let busy = target.connections.length;
  const loop = new Promise<number>((resolve, reject) => {
    const step = (connection: HttpConnection): void => {
      if (sent >= limit || performance.now() >= deadline) {
        busy -= 1;
        if (busy === 0) {
          resolve(sent);
        }
        return;
      }
      sent += 1;
      const exchange = toExchange();
      connection.send(exchange.request, (answer) => {
        try {
          exchange.onAnswer(answer);
          step(connection);
        } catch (error) {
          reject(error);
        }
      });
    };
    target.connections.forEach(step);
  });
  return Promise.race([loop, target.broken]);
}
