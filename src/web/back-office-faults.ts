import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import type { Contract } from '../flow/contract.ts';

/** One way for a back office to be slow or broken. */
export type Fault =
  | { readonly type: 'delay'; readonly delayMs: number }
  | { readonly type: 'status'; readonly status: number }
  | { readonly type: 'late' | 'html' | 'garbage' | 'unknown-outcome' | 'megabyte' | 'reset' };

/** Asks for a fault of one request. */
const FAULT_HEADER = 'x-demo-fault';

const LONGEST_DELAY_MS = 60_000;
/** How long after its deadline an answer comes that is late. */
const LATE_BY_MS = 500;

/** Reads `html`, `delay=3000` (milliseconds, up to a minute) or `status=503` (400 to 599). */
export function readFault(text: string): Fault | undefined {
  const [, name = '', number] = /^([a-z-]+)(?:=(\d{1,5}))?$/.exec(text) ?? [];
  const value = Number(number);
  switch (name) {
    case 'delay':
      return value <= LONGEST_DELAY_MS ? { type: name, delayMs: value } : undefined;
    case 'status':
      return value >= 400 && value <= 599 ? { type: name, status: value } : undefined;
    case 'late':
    case 'html':
    case 'garbage':
    case 'unknown-outcome':
    case 'megabyte':
    case 'reset':
      return number === undefined ? { type: name } : undefined;
    default:
      return undefined;
  }
}

export interface FaultOptions {
  /** What is wrong with every request that asks for no fault of its own. */
  readonly always: Fault | undefined;
}

/** What happens before an operation is performed, if anything is to go wrong with it. */
export type Faults = (contract: Contract) => preHandlerAsyncHookHandler;

/** Makes a back office slow or broken on request, to see what callers then hear. */
export const createFaults =
  ({ always }: FaultOptions): Faults =>
  (contract) =>
  async (request, reply) => {
    const wanted = request.headers[FAULT_HEADER];
    const fault = typeof wanted === 'string' ? readFault(wanted) : always;
    if (wanted !== undefined && !fault) {
      return reply.code(400).send({ error: 'bad-request', field: FAULT_HEADER, message: 'There is no such fault.' });
    }
    return fault && commit(fault, contract, { request, reply });
  };

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Gives nothing where the operation is performed all the same. */
async function commit(fault: Fault, { deadlineMs }: Contract, { request, reply }: Exchange): Promise<unknown> {
  switch (fault.type) {
    case 'delay':
      return pause(fault.delayMs);
    case 'late':
      return pause(deadlineMs + LATE_BY_MS);
    case 'status':
      return reply.status(fault.status).send({ error: 'demo', message: 'As it was asked for.' });
    case 'html':
      return reply.type('text/html').send('<html><body>We are moving house.</body></html>');
    case 'garbage':
      return reply.type('application/json').send('{"outcome":"found","output":{');
    case 'unknown-outcome':
      return reply.send({ outcome: 'gone-fishing', output: {} });
    case 'megabyte':
      return reply.send({ outcome: 'found', output: {}, rest: 'x'.repeat(1024 * 1024) });
    case 'reset':
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
  }
}

const pause = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));
