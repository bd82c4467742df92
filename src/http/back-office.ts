import { ExponentialBackoff, halfJitterGenerator, handleWhen, retry } from 'cockatiel';
import type { BackOffice } from '../backoffice/operation.ts';
import { type Wire, wireOf } from '../backoffice/wire/wire.ts';
import { toRequest } from '../backoffice/wire/wire-request.ts';
import type { Logger } from '../calls/ports.ts';
import { callOfKey } from '../calls/request-key.ts';
import type { Contract } from '../flow/contract.ts';
import type { Answer } from '../flow/events.ts';
import { type CircuitHealth, type CircuitOptions, createCircuit } from './circuit.ts';
import { BackOfficeError } from './errors.ts';
import { type Ask, send } from './send.ts';
import { createTransport, type TransportOptions } from './transport.ts';

export interface HttpBackOfficeOptions extends TransportOptions {
  readonly log: Logger;
  /** Milliseconds of a clock that never jumps. */
  readonly now: () => number;
  /** How long a back office that is down is not asked. */
  readonly pauseMs?: CircuitOptions['pauseMs'];
}

/** OKPay's back office behind HTTP. Asking it rejects with a `BackOfficeError` where there is no answer. */
export interface HttpBackOffice extends BackOffice {
  readonly health: () => CircuitHealth;
  close(): Promise<void>;
}

const PAUSE_MS = { first: 2000, longest: 30_000 };

/** Before the one repetition: half of it to all of it, by chance. */
const LONGEST_BACKOFF_MS = 100;

/**
 * The client of the published contract: one POST an operation, over kept connections, each answer held to its contract.
 *
 * What is safe to ask twice is asked once more after a failure that may pass, under the same idempotency key and within
 * the deadline. While the back office is down nobody waits for it.
 */
export function createHttpBackOffice(options: HttpBackOfficeOptions): HttpBackOffice {
  const { log, now } = options;
  const transport = createTransport(options);
  const circuit = createCircuit({ log, pauseMs: options.pauseMs ?? PAUSE_MS });
  const retries = retry(
    handleWhen((error) => error instanceof BackOfficeError && error.retryable),
    {
      maxAttempts: 1,
      backoff: new ExponentialBackoff({ initialDelay: LONGEST_BACKOFF_MS, generator: halfJitterGenerator }),
    },
  );
  const wires = new Map<Contract, Wire>();
  const wireFor = (contract: Contract): Wire => {
    const wire = wires.get(contract) ?? wireOf(contract);
    wires.set(contract, wire);
    return wire;
  };

  async function attempt(ask: Ask): Promise<Answer> {
    const { service } = ask.question.contract;
    const began = now();
    const callSid = callOfKey(ask.question.idempotencyKey);
    const tell = (status: number | undefined) => ({
      ...{ callSid, operation: service, status },
      tookMs: Math.round(now() - began),
    });
    try {
      const { status, answer } = await send(ask, transport);
      log.info(tell(status), 'the back office has answered');
      return answer;
    } catch (error) {
      if (!(error instanceof BackOfficeError)) throw error;
      const { code, fields, status } = error;
      if (code === 'token-refused') log.error(tell(status), 'the back office refuses BACKOFFICE_TOKEN');
      else log.warn({ ...tell(status), code, fields }, 'no answer of the back office');
      throw mayBeRepeated(ask) ? error : withoutRepetition(error);
    }
  }

  const mayBeRepeated = ({ isRepeatable, deadline, endsAt }: Ask): boolean =>
    isRepeatable && !deadline.aborted && now() + LONGEST_BACKOFF_MS < endsAt;

  return {
    async ask(question) {
      const { service, effect, idempotent, deadlineMs } = question.contract;
      const ask: Ask = {
        question,
        wire: wireFor(question.contract),
        body: JSON.stringify(toRequest(question)),
        isRepeatable: !effect || idempotent,
        endsAt: now() + deadlineMs,
        deadline: AbortSignal.any([question.signal, AbortSignal.timeout(deadlineMs)]),
      };
      return retries.execute(() => circuit.run(service, () => attempt(ask)), ask.deadline);
    },
    health: circuit.health,
    close: () => transport.close(),
  };
}

const withoutRepetition = ({ code, operation, status, fields, cause }: BackOfficeError): BackOfficeError =>
  new BackOfficeError({ code, operation, fields, cause, ...(status === undefined ? {} : { status }) });
