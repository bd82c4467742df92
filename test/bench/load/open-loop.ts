import { nextTurn } from './closed-loop.ts';
import type { HttpConnection } from './http-connection.ts';
import { createRandom } from './random.ts';
import type { LoadTarget } from './target.ts';

/** A load that does not wait for the server: turns arrive by chance at a fixed mean rate. */
export interface OpenLoad {
  readonly turnsPerSecond: number;
  /** How long the load goes on before anything is measured. */
  readonly settleMs: number;
  readonly measureMs: number;
  /** Chooses the arrivals; the same seed gives the same arrivals to every variant. */
  readonly seed: number;
}

/** Longest sleep between two looks at the clock: short against every latency that is told, long enough to leave Redis its core. */
const napMs = 0.1;
const napCell = new Int32Array(new SharedArrayBuffer(4));

/**
 * Sends turns at Poisson arrivals and gives the latencies, in milliseconds, of those that were due in the measured
 * window, each counted from the instant at which it was due, so that a stalled server cannot hide its backlog.
 */
export function measureOpenLoop(target: LoadTarget, load: OpenLoad): Promise<Float64Array> {
  const random = createRandom(load.seed);
  const meanGapMs = 1000 / load.turnsPerSecond;
  const latenciesMs: number[] = [];
  const idle: HttpConnection[] = [...target.connections];
  const overdue: number[] = [];
  const start = performance.now();
  const measureFrom = start + load.settleMs;
  const end = measureFrom + load.measureMs;
  let dueAt = start;
  let inFlight = 0;

  const loop = new Promise<Float64Array>((resolve, reject) => {
    const send = (connection: HttpConnection, due: number): void => {
      const exchange = nextTurn(target);
      inFlight += 1;
      connection.send(exchange.request, (answer) => {
        inFlight -= 1;
        if (due >= measureFrom) {
          latenciesMs.push(performance.now() - due);
        }
        try {
          exchange.onAnswer(answer);
          idle.push(connection);
          sendOverdue();
        } catch (error) {
          reject(error);
        }
      });
    };
    const sendOverdue = (): void => {
      while (overdue.length > 0) {
        const connection = idle.shift();
        if (connection === undefined) {
          return;
        }
        send(connection, overdue.shift() ?? dueAt);
      }
    };
    const tick = (): void => {
      const now = performance.now();
      while (dueAt <= now && dueAt < end) {
        overdue.push(dueAt);
        dueAt += -Math.log(1 - random()) * meanGapMs;
      }
      sendOverdue();
      if (dueAt >= end && inFlight === 0 && overdue.length === 0) {
        resolve(Float64Array.from(latenciesMs));
        return;
      }
      Atomics.wait(napCell, 0, 0, Math.max(0, Math.min(napMs, dueAt - performance.now())));
      setImmediate(tick);
    };
    tick();
  });
  return Promise.race([loop, target.broken]);
}
