import type { HttpMethod } from '../options.ts';
import { type Delivered, deliver } from '../webhooks/deliver.ts';
import type { Failure, Reply } from '../webhooks/exchange.ts';
import type { Fault } from '../webhooks/faults.ts';
import type { Parameters } from '../webhooks/signature.ts';
import { judge } from '../webhooks/verdict.ts';
import type { Leg } from './leg.ts';
import type { Network } from './network.ts';
import { standardParameters } from './parameters.ts';

/** A request to the application about a leg. */
export interface LegRequest {
  readonly purpose: 'document' | 'callback';
  readonly url: string;
  readonly method: HttpMethod;
  /** Besides the standard ones. */
  readonly parameters: Parameters;
  readonly idempotencyToken?: string | undefined;
  /** Callbacks about recordings and the like carry only their own parameters. */
  readonly isBare?: boolean;
}

/** Sends a request with all its parameters, signed, subject to faults, and writes it into the leg's log. */
export async function sendWebhook(network: Network, leg: Leg, request: LegRequest): Promise<Delivered> {
  const standard = request.isBare ? {} : standardParameters(leg, network.accountSid);
  const whole = { ...request, parameters: { ...standard, ...request.parameters } };
  const fault = network.faults.take({ purpose: request.purpose, url: request.url, callSid: leg.sid });
  if (fault?.type === 'delay') await network.clock.sleep(fault.seconds * 1000);
  if (fault?.type === 'overtaken') await nextRequest(network, leg);
  if (fault?.type === 'hang-up') leg.line.cut({ type: 'hung-up', by: 'caller' });
  const delivered = await network.clock.during(post(network, leg, { request: whole, fault }));
  leg.requests.push(inspected(network, whole, delivered));
  if (request.purpose === 'callback') noteTrouble(leg, request.url, delivered);
  return delivered;
}

/** What goes wrong with a callback is logged and has no other consequence. */
function noteTrouble(leg: Leg, url: string, { outcome, attempts }: Delivered): void {
  const verdict = judge(outcome);
  if (verdict.type === 'unusable' && attempts > 0) leg.note({ ...verdict.note, level: 'warning' }, url);
}

/** An overtaken request waits this long for another that passes it. */
const LONGEST_OVERTAKING_MS = 5000;
const LOOK_EVERY_MS = 100;

async function nextRequest(network: Network, leg: Leg): Promise<void> {
  const sentBefore = leg.requests.length;
  for (let waited = 0; waited < LONGEST_OVERTAKING_MS && leg.requests.length === sentBefore; waited += LOOK_EVERY_MS) {
    await network.clock.sleep(LOOK_EVERY_MS);
  }
}

interface Posting {
  readonly request: LegRequest;
  readonly fault: Fault | undefined;
}

async function post(network: Network, leg: Leg, { request, fault }: Posting): Promise<Delivered> {
  const { timeHeader, switches, authToken } = network;
  const webhook = {
    method: request.method,
    parameters: request.parameters,
    jar: leg.jar,
    route: network.route,
    authToken: fault?.type === 'wrong-signature' ? `not ${authToken}` : authToken,
    headers: timeHeader === undefined ? {} : { [timeHeader]: String(network.clock.now()) },
  };
  if (fault?.type === 'drop') return { outcome: lost, attempts: 0, idempotencyToken: request.idempotencyToken ?? '' };
  const first = deliver(request.url, webhook, {
    idempotencyToken: request.idempotencyToken,
    retriesReset: switches.retriesReset,
    losesFirstReply: fault?.type === 'reply-lost',
  });
  if (fault?.type !== 'duplicate') return first;
  const [counted] = await Promise.all([first, deliver(request.url, webhook, { retriesReset: false })]);
  return { ...counted, attempts: counted.attempts + 1 };
}

const lost: Failure = { type: 'failure', reason: 'connect', message: 'lost on its way' };

function inspected(network: Network, request: LegRequest, { outcome, attempts, idempotencyToken }: Delivered) {
  const { purpose, url, method, parameters } = request;
  const reply: Reply | undefined = outcome.type === 'reply' ? outcome : undefined;
  return {
    at: network.clock.now(),
    purpose,
    url,
    method,
    parameters,
    idempotencyToken,
    attempts,
    status: reply?.status,
    contentType: reply?.headers['content-type'],
    reply: reply?.body.toString('utf8') ?? '',
  };
}
