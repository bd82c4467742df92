import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
} from 'cockatiel';
import type { Logger } from '../calls/ports.ts';
import { BackOfficeError, type BackOfficeErrorCode } from './errors.ts';

/** `closed` while the back office is asked, `open` while it is not, `half-open` while one attempt tries it. */
export type CircuitHealth = 'closed' | 'open' | 'half-open';

export interface Circuit {
  readonly health: () => CircuitHealth;
  /**
   * Makes an attempt, unless the back office is taken to be down.
   *
   * @throws {BackOfficeError} `circuit-open` where it is; else whatever the attempt throws
   */
  run<Result>(operation: string, attempt: () => Promise<Result>): Promise<Result>;
}

export interface CircuitOptions {
  readonly log: Logger;
  /** Milliseconds until the first attempt after it has opened; each failed one makes it longer, up to the longest. */
  readonly pauseMs: { readonly first: number; readonly longest: number };
}

/** So many failed attempts on end, and it opens. */
const FAILURES = 5;

/** What says that the back office is down; an answer that breaks the contract says that it is up. */
const OUTAGES: ReadonlySet<BackOfficeErrorCode> = new Set([
  'unreachable',
  'too-late',
  'token-refused',
  'failing',
  'not-json',
  'too-large',
]);

const HEALTH: Readonly<Record<CircuitState, CircuitHealth>> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.Open]: 'open',
  [CircuitState.HalfOpen]: 'half-open',
  [CircuitState.Isolated]: 'open',
};

/** Spares callers the wait, and the back office the requests, while nothing would come of them. */
export function createCircuit({ log, pauseMs }: CircuitOptions): Circuit {
  const policy = circuitBreaker(
    handleWhen((error) => error instanceof BackOfficeError && OUTAGES.has(error.code)),
    {
      breaker: new ConsecutiveBreaker(FAILURES),
      // With jitter, so that not all processes try at one moment.
      halfOpenAfter: new ExponentialBackoff({ initialDelay: pauseMs.first, maxDelay: pauseMs.longest }),
    },
  );
  let isDown = false;
  policy.onBreak(() => {
    if (!isDown) log.error({}, 'the back office is down: it is not asked for a while');
    isDown = true;
  });
  policy.onReset(() => {
    log.info({}, 'the back office answers again');
    isDown = false;
  });

  return {
    health: () => HEALTH[policy.state],
    async run(operation, attempt) {
      // The policy would let others wait for the one that tries.
      if (policy.state === CircuitState.HalfOpen) throw new BackOfficeError({ code: 'circuit-open', operation });
      try {
        return await policy.execute(attempt);
      } catch (error) {
        throw error instanceof BrokenCircuitError ? new BackOfficeError({ code: 'circuit-open', operation }) : error;
      }
    },
  };
}
