import type { Question } from '../backoffice/operation.ts';
import { IDEMPOTENCY_HEADER, type Wire } from '../backoffice/wire/wire.ts';
import type { Answer } from '../flow/events.ts';
import { judgeResponse } from './judge-response.ts';
import { type Transport, toTransportError } from './transport.ts';

/** One request and the time it has. */
export interface Ask {
  readonly question: Question;
  readonly wire: Wire;
  /** The same for every attempt. */
  readonly body: string;
  readonly isRepeatable: boolean;
  /** On the clock of whoever asks. */
  readonly endsAt: number;
  readonly deadline: AbortSignal;
}

/** The share of its time that an attempt may take where another could follow. */
const PATIENCE = 2 / 3;

/**
 * One attempt at a request.
 *
 * @throws {BackOfficeError} where there is no answer
 */
export async function send(
  { question, wire, body, deadline, isRepeatable }: Ask,
  transport: Transport,
): Promise<{ readonly status: number; readonly answer: Answer }> {
  const { service, effect, deadlineMs } = question.contract;
  const patienceMs = isRepeatable ? Math.ceil(deadlineMs * PATIENCE) : deadlineMs;
  const signal = AbortSignal.any([deadline, AbortSignal.timeout(patienceMs)]);
  const headers = effect ? { [IDEMPOTENCY_HEADER]: question.idempotencyKey } : {};
  try {
    const response = await transport.post({ path: wire.path, headers, body, signal });
    return { status: response.status, answer: judgeResponse(response, service, wire) };
  } catch (error) {
    throw toTransportError(error, service, signal.aborted);
  }
}
