import type { AskContext, Logger, Service } from '../calls/ports.ts';
import type { Agent, AgentsFile } from '../flow/config/read-agents.ts';
import type { Answer } from '../flow/events.ts';
import {
  desk,
  isSpokenOnLine,
  type LineLanguage,
  nextCaller,
  settleCallback,
  signIn,
  takeCallback,
} from './agent-contracts.ts';
import type { CallbackLedger } from './callbacks.ts';
import type { Limits } from './limits.ts';
import { isPin, type PinHash } from './pin.ts';
import type { WaitingCallers } from './waiting-callers.ts';

export interface AgentServicesOptions {
  readonly agents: AgentsFile['agents'];
  readonly limits: Limits;
  readonly callbacks: CallbackLedger;
  readonly waiting: WaitingCallers;
  /** What the line speaks to agents who speak none of its languages. */
  readonly defaultLanguage: LineLanguage;
  readonly log: Logger;
}

const PIN_TRIES = { limit: 5, windowSeconds: 3600 };
/** Nobody's PIN: a stranger's try takes as long as an agent's. */
const NOBODYS_PIN: PinHash = { salt: 'A'.repeat(22), hash: 'A'.repeat(43) };
/** An agent who rings back talks no longer; then it counts as not done. */
const CALLBACK_LEASE_SECONDS = 2 * 3600;
/** After nobody was reached. */
const AGAIN_AFTER_MS = 15 * 60_000;

const answer = (outcome: string, output: Answer['output'] = {}): Answer => ({ outcome, output });

/** What the agents' line asks: who may sign in, who is next, what is to be called back. */
export function createAgentServices(options: AgentServicesOptions): readonly Service[] {
  const { agents, callbacks } = options;
  const agentOf = ({ call }: AskContext): Agent | undefined =>
    call.caller !== undefined && Object.hasOwn(agents, call.caller) ? agents[call.caller] : undefined;
  const queuesOf = (context: AskContext): readonly string[] => agentOf(context)?.queues ?? [];

  return [
    {
      contract: signIn,
      ask: ({ pin }, context) => signInWith(String(pin), { options, context, agent: agentOf(context) }),
    },
    { contract: nextCaller, ask: async (_input, context) => nextFor(queuesOf(context), options, context) },
    {
      contract: desk,
      async ask(_input, context) {
        const queues = queuesOf(context);
        const due = (await callbacks.open()).filter(
          ({ queue, dueAt }) => queues.includes(queue) && dueAt <= context.at,
        );
        return answer('counted', { callbacks: due.length });
      },
    },
    {
      contract: takeCallback,
      async ask(_input, context) {
        const lease = { at: context.at, seconds: CALLBACK_LEASE_SECONDS };
        const taken = await callbacks.take(queuesOf(context), lease);
        if (!taken) return answer('none');
        const { id, number, dialled } = taken;
        return answer('found', { id, number, shows: dialled, tail: number.slice(-4) });
      },
    },
    {
      contract: settleCallback,
      async ask({ id, reached }, { at }) {
        if (reached === true) await callbacks.close(String(id));
        else await callbacks.putOff(String(id), at + AGAIN_AFTER_MS);
        return answer('settled');
      },
    },
  ];
}

interface SigningIn {
  readonly options: AgentServicesOptions;
  readonly context: AskContext;
  readonly agent: Agent | undefined;
}

/**
 * A number that is no agent's, or none at all, has its tries counted as an agent's, and is refused in the same words
 * after the same time: nobody learns from it who is an agent. A try that was right does not count.
 */
async function signInWith(pin: string, { options, context, agent }: SigningIn): Promise<Answer> {
  const { limits, log, defaultLanguage } = options;
  const key = `pin:${context.call.caller ?? 'withheld'}`;
  const { allowed, remaining } = await limits.take(key, PIN_TRIES);
  if (!allowed) {
    log.warn({ callSid: context.call.sid }, 'an agent is locked out: too many wrong PINs');
    return answer('locked');
  }
  const isRight = await isPin(pin, agent?.pin ?? NOBODYS_PIN);
  if (!(agent && isRight)) {
    log.warn({ callSid: context.call.sid, remaining }, 'a wrong PIN on the agents’ line');
    return answer('refused');
  }
  // Whoever keyed the right PIN is let in, even where that cannot be put down: the try then counts as a wrong one.
  await limits
    .giveBack(key)
    .catch((err: unknown) => log.warn({ callSid: context.call.sid, err }, 'a try at a PIN could not be given back'));
  const language = agent.languages.find(isSpokenOnLine) ?? defaultLanguage;
  return answer('signed-in', { language });
}

/** The queue to serve next: whose first caller waits longest, else, where that cannot be known, one after the other. */
async function nextFor(
  queues: readonly string[],
  { waiting, log }: AgentServicesOptions,
  { call }: AskContext,
): Promise<Answer> {
  try {
    const filled = await waiting(queues);
    const [longest] = filled.toSorted(
      (one, other) =>
        other.longestSeconds - one.longestSeconds || queues.indexOf(one.queue) - queues.indexOf(other.queue),
    );
    return longest ? found(longest.queue) : answer('nobody');
  } catch (err) {
    log.warn({ callSid: call.sid, err }, 'who waits cannot be known: queues are served in turn');
    const served = queues.indexOf(String(call.variables.nextQueue));
    const inTurn = queues[(served + 1) % Math.max(1, queues.length)];
    return inTurn === undefined ? answer('nobody') : found(inTurn);
  }
}

const found = (queue: string): Answer => answer('caller', { queue, name: queue.replaceAll('-', ' ') });
