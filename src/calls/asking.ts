import { type Contract, UNAVAILABLE } from '../flow/contract.ts';
import type { Answer } from '../flow/events.ts';
import type { Request } from '../flow/node-type.ts';
import type { Draft } from './draft.ts';
import type { AskContext, KeepCallback, Logger, SendMessage, Service } from './ports.ts';
import { toText } from './to-text.ts';

export interface AskingOptions {
  /** What flows may ask; of two that promise the same service the later one. */
  readonly services: readonly Service[];
  readonly sendMessage: SendMessage;
  readonly keepCallback: KeepCallback;
  readonly log: Logger;
}

/** How a request is asked. */
export interface Manner {
  /** Whether it changes something outside: then it is claimed before it is performed. */
  readonly effect: boolean;
  /** Whether it may be asked again when nobody knows what became of it. */
  readonly repeatable: boolean;
  /** After so long there is no answer any more. */
  readonly deadlineMs: number;
}

/** A carrier may take the same message twice; a callback is kept under its key, once. */
const MESSAGE: Manner = { effect: true, repeatable: false, deadlineMs: 5000 };
const CALLBACK: Manner = { effect: true, repeatable: true, deadlineMs: 2000 };
const UNKNOWN: Manner = { effect: false, repeatable: false, deadlineMs: 1000 };

const LATE: Answer = { outcome: UNAVAILABLE, output: {}, isLate: true };

interface Attempt {
  readonly key: string;
  readonly signal: AbortSignal;
}

export interface Asking {
  mannerOf(request: Request): Manner;
  /** The manner of a pending request, by the name that is kept of it. */
  mannerNamed(name: string): Manner;
  /** Always resolves, by the deadline: with `unavailable` where there is no answer. */
  ask(request: Request, draft: Draft, idempotencyKey: string): Promise<Answer>;
}

/** Performs what the engine asks for: services of the back office, text messages, callbacks. */
export function createAsking(options: AskingOptions): Asking {
  const { log } = options;
  const services = new Map(options.services.map((service) => [service.contract.service, service]));

  const mannerNamed = (name: string): Manner => {
    if (name === 'message') return MESSAGE;
    if (name === 'callback') return CALLBACK;
    const contract = services.get(name)?.contract;
    return contract ? mannerOfContract(contract) : UNKNOWN;
  };

  const perform = async (request: Request, draft: Draft, { key, signal }: Attempt): Promise<Answer> => {
    const { call, release } = draft;
    switch (request.type) {
      case 'message': {
        const sent = await options.sendMessage({
          to: request.to,
          from: call.dialled,
          text: toText(request.prompts, draft),
          key,
        });
        return { outcome: sent ? 'sent' : 'failed', output: {} };
      }
      case 'callback': {
        const { number, queue } = request;
        return { outcome: await options.keepCallback({ number, queue, call, key, at: draft.world.at }), output: {} };
      }
      case 'service': {
        const context: AskContext = { call, release, at: draft.world.at, idempotencyKey: key, signal };
        const service = services.get(request.service);
        return service ? service.ask(request.input, context) : { outcome: UNAVAILABLE, output: {} };
      }
    }
  };

  return {
    mannerNamed,
    mannerOf: (request) => mannerNamed(nameOf(request)),
    async ask(request, draft, idempotencyKey) {
      const { deadlineMs } = mannerNamed(nameOf(request));
      const deadline = AbortSignal.timeout(deadlineMs);
      const late = new Promise<Answer>((resolve) => {
        deadline.addEventListener('abort', () => resolve(LATE), { once: true });
      });
      const answered = perform(request, draft, { key: idempotencyKey, signal: deadline }).catch((error: unknown) => {
        log.warn({ callSid: draft.call.sid, service: nameOf(request), error: String(error) }, 'service failed');
        return deadline.aborted ? LATE : { outcome: UNAVAILABLE, output: {} };
      });
      return Promise.race([answered, late]);
    },
  };
}

/** What is asked: the name of a service, `message` or `callback`. */
export const nameOf = (request: Request): string => (request.type === 'service' ? request.service : request.type);

/** What reads a sensitive value cannot be asked again: the value lived only in the turn in which it was keyed. */
function mannerOfContract({ effect, idempotent, deadlineMs, input }: Contract): Manner {
  const sensitive = Object.values(input).some(({ type }) => type === 'sensitive');
  return { effect, deadlineMs, repeatable: !sensitive && (!effect || idempotent) };
}
