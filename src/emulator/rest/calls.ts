import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DocumentSource } from '../calls/document-source.ts';
import { durationSeconds, endCall } from '../calls/end-call.ts';
import { createLeg, isOver, type Leg } from '../calls/leg.ts';
import type { Network } from '../calls/network.ts';
import { rfc2822 } from '../calls/parameters.ts';
import { reach } from '../calls/reach.ts';
import { runCall } from '../verbs/run-call.ts';
import { formOf, methodOf, pathPart, queryOf, required } from './form.ts';
import { pageOf } from './paging.ts';
import { notFound, RestError } from './rest-error.ts';

/** The longest document that a request may carry: https://www.twilio.com/docs/api/errors/32018 */
const LONGEST_TWIML = 4000;

/**
 * `/Calls`: place calls, look at them, lead them elsewhere, end them. Source:
 * https://www.twilio.com/docs/voice/api/call-resource
 */
export function serveCalls(app: FastifyInstance, network: Network): void {
  app.post('/Calls', async (request, reply) =>
    reply.code(201).send(callBody(network, placeCall(network, formOf(request)))),
  );
  app.get('/Calls', async (request) => {
    const found = [...network.legs.values()].filter((leg) => isWanted(leg, queryOf(request))).reverse();
    return pageOf(
      request,
      'calls',
      found.map((leg) => callBody(network, leg)),
    );
  });
  app.get('/Calls/:sid', async (request) => callBody(network, legOf(network, request)));
  app.post('/Calls/:sid', async (request) => {
    const leg = legOf(network, request);
    changeCall(network, leg, formOf(request));
    return callBody(network, leg);
  });
  app.delete('/Calls/:sid', async (request, reply) => {
    const leg = legOf(network, request);
    if (!isOver(leg)) throw new RestError(409, 21220, 'A call in progress cannot be deleted');
    network.legs.delete(leg.sid);
    return reply.code(204).send();
  });
}

function legOf(network: Network, request: FastifyRequest): Leg {
  const leg = network.legs.get(pathPart(request, 'sid'));
  if (!leg) throw notFound(request.originalUrl);
  return leg;
}

function isWanted(leg: Leg, query: URLSearchParams): boolean {
  const facts = { To: leg.to, From: leg.from, Status: leg.status, ParentCallSid: leg.parentSid ?? '' };
  return Object.entries(facts).every(([name, fact]) => (query.get(name) ?? fact) === fact);
}

function placeCall(network: Network, form: URLSearchParams): Leg {
  const to = required(form, 'To', 21201);
  const from = required(form, 'From', 21213);
  if (!network.numbers.some(({ phoneNumber }) => phoneNumber === from)) {
    throw new RestError(400, 21210, 'The source phone number provided is not yet verified for your account');
  }
  const source = sourceOf(form);
  if (!source) throw new RestError(400, 21205, 'Url parameter is required');
  const events = form.getAll('StatusCallbackEvent').flatMap((words) => words.split(/[\s,]+/));
  const leg = createLeg(network.clock, {
    sid: network.newSid('CA'),
    from,
    to,
    direction: 'outbound-api',
    keepsTypeAhead: network.switches.keepsTypeAhead,
    urls: {
      fallbackUrl: form.get('FallbackUrl') ?? undefined,
      fallbackMethod: methodOf(form, 'FallbackMethod'),
      statusCallback: form.get('StatusCallback') ?? undefined,
      statusCallbackMethod: methodOf(form, 'StatusCallbackMethod'),
      statusCallbackEvents: events.length > 0 ? events : ['completed'],
    },
  });
  network.legs.set(leg.sid, leg);
  network.inCourse(leg, course(network, leg, { source, timeoutSeconds: Number(form.get('Timeout') ?? 60) }));
  return leg;
}

interface Course {
  readonly source: DocumentSource;
  readonly timeoutSeconds: number;
}

/** Twilio rings five seconds longer than it was told. */
const BUFFER_SECONDS = 5;

async function course(network: Network, leg: Leg, { source, timeoutSeconds }: Course): Promise<void> {
  const giveUp = () => {
    if (leg.answeredAt !== undefined) return;
    endCall(network, leg, { status: 'no-answer', by: 'network' });
    leg.line.cut({ type: 'hung-up', by: 'network' });
  };
  const callOff = network.clock.after((timeoutSeconds + BUFFER_SECONDS) * 1000, giveUp);
  const reached = await reach(network, leg);
  callOff();
  if (reached === 'answered') await runCall(network, leg, source);
  else endCall(network, leg, { status: 'canceled', by: 'hotline' });
}

function sourceOf(form: URLSearchParams): DocumentSource | undefined {
  const url = form.get('Url');
  if (url) {
    if (!URL.canParse(url)) throw new RestError(400, 21205, `Url is not a valid URL: ${url}`);
    return { type: 'url', url, method: methodOf(form, 'Method'), parameters: {} };
  }
  const text = form.get('Twiml');
  if (text && text.length > LONGEST_TWIML) throw new RestError(400, 32018, 'Twiml is longer than 4000 characters');
  return text ? { type: 'twiml', text } : undefined;
}

function changeCall(network: Network, leg: Leg, form: URLSearchParams): void {
  if (isOver(leg)) throw new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.');
  const source = sourceOf(form);
  if (source) redirect(leg, source, form);
  leg.urls.fallbackUrl = form.get('FallbackUrl') ?? leg.urls.fallbackUrl;
  const status = form.get('Status');
  if (status === 'canceled' && leg.status === 'in-progress') {
    throw new RestError(400, 21220, 'Call is in-progress. Cannot be canceled.');
  }
  if (status === 'completed' || status === 'canceled') hangUp(network, leg);
}

/** Only a call that was answered can be led elsewhere, and only then may its status callback be changed. */
function redirect(leg: Leg, to: DocumentSource, form: URLSearchParams): void {
  if (leg.status !== 'in-progress') throw new RestError(400, 21220, 'Call is not in-progress. Cannot redirect.');
  leg.urls.statusCallback = form.get('StatusCallback') ?? leg.urls.statusCallback;
  leg.line.cut({ type: 'redirected', to });
}

function hangUp(network: Network, leg: Leg): void {
  if (leg.answeredAt === undefined) endCall(network, leg, { status: 'canceled', by: 'hotline' });
  leg.line.cut({ type: 'hung-up', by: 'hotline' });
}

function callBody(network: Network, leg: Leg): Readonly<Record<string, unknown>> {
  const uri = `/2010-04-01/Accounts/${network.accountSid}/Calls/${leg.sid}`;
  const number = network.numbers.find(({ phoneNumber }) => phoneNumber === leg.to || phoneNumber === leg.from);
  return {
    sid: leg.sid,
    account_sid: network.accountSid,
    parent_call_sid: leg.parentSid ?? null,
    to: leg.to,
    to_formatted: leg.to,
    from: leg.from,
    from_formatted: leg.from,
    phone_number_sid: number?.sid ?? null,
    status: leg.status,
    direction: leg.direction,
    start_time: leg.answeredAt === undefined ? null : rfc2822(leg.answeredAt),
    end_time: leg.endedAt === undefined ? null : rfc2822(leg.endedAt),
    duration: leg.endedAt === undefined ? null : durationSeconds(leg, network.clock.now()),
    date_created: rfc2822(leg.placedAt),
    date_updated: rfc2822(network.clock.now()),
    answered_by: null,
    api_version: '2010-04-01',
    caller_name: null,
    forwarded_from: null,
    group_sid: null,
    price: null,
    price_unit: 'USD',
    queue_time: '0',
    trunk_sid: null,
    uri: `${uri}.json`,
    subresource_uris: { recordings: `${uri}/Recordings.json` },
  };
}
