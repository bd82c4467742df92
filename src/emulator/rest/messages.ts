import type { FastifyInstance } from 'fastify';
import type { Network } from '../calls/network.ts';
import { rfc2822 } from '../calls/parameters.ts';
import { createCookieJar } from '../webhooks/cookie-jar.ts';
import { deliver } from '../webhooks/deliver.ts';
import { formOf, pathPart, queryOf, required } from './form.ts';
import type { Message, Messages } from './message.ts';
import { pageOf } from './paging.ts';
import { notFound, RestError } from './rest-error.ts';

const LONGEST_BODY = 1600;
/** From being taken to being sent, and again to being delivered. */
const STEP_MS = 1000;

/** `/Messages`: takes what is sent and keeps it. Source: https://www.twilio.com/docs/messaging/api/message-resource */
export function serveMessages(app: FastifyInstance, network: Network, messages: Messages): void {
  app.post('/Messages', async (request, reply) => {
    const form = formOf(request);
    const message = readMessage(network, form);
    messages.keep(message);
    network.inBackground(send(network, message, form.get('StatusCallback')));
    return reply.code(201).send(messageBody(network, message));
  });
  app.get('/Messages', async (request) => {
    const query = queryOf(request);
    const isWanted = ({ to, from }: Message) => (query.get('To') ?? to) === to && (query.get('From') ?? from) === from;
    return pageOf(
      request,
      'messages',
      messages
        .all()
        .filter(isWanted)
        .toReversed()
        .map((message) => messageBody(network, message)),
    );
  });
  app.get('/Messages/:sid', async (request) => {
    const message = messages.all().find(({ sid }) => sid === pathPart(request, 'sid'));
    if (!message) throw notFound(request.originalUrl);
    return messageBody(network, message);
  });
}

function readMessage(network: Network, form: URLSearchParams): Message {
  const to = required(form, 'To', 21604);
  const body = required(form, 'Body', 21602);
  const from = form.get('From') ?? undefined;
  const messagingServiceSid = form.get('MessagingServiceSid') ?? undefined;
  if (!/^\+\d{7,15}$/.test(to)) throw new RestError(400, 21211, `Invalid 'To' Phone Number: ${to}`);
  if (from === undefined && messagingServiceSid === undefined)
    throw new RestError(400, 21603, "A 'From' phone number is required");
  if (body.length > LONGEST_BODY)
    throw new RestError(400, 21617, 'The concatenated message body exceeds the 1600 character limit');
  const sentAt = network.clock.now();
  return { sid: network.newSid('SM'), from, messagingServiceSid, to, body, sentAt, status: 'queued' };
}

async function send(network: Network, message: Message, statusCallback: string | null): Promise<void> {
  for (const status of ['sent', 'delivered'] as const) {
    await network.clock.sleep(STEP_MS);
    message.status = status;
    if (statusCallback) await tellStatus(network, message, statusCallback);
  }
}

async function tellStatus(network: Network, message: Message, url: string): Promise<void> {
  const parameters = {
    AccountSid: network.accountSid,
    ApiVersion: '2010-04-01',
    From: message.from ?? '',
    MessageSid: message.sid,
    MessageStatus: message.status,
    SmsSid: message.sid,
    SmsStatus: message.status,
    To: message.to,
  };
  const webhook = {
    method: 'POST' as const,
    parameters,
    jar: createCookieJar(),
    route: network.route,
    authToken: network.authToken,
    headers: {},
  };
  await network.clock.during(deliver(url, webhook, { retriesReset: network.switches.retriesReset }));
}

/** Characters of GSM 03.38 that need no UCS-2, roughly: those of ASCII. */
const segments = (body: string): number => Math.ceil(body.length / (/^[\x20-\x7e\r\n]*$/.test(body) ? 160 : 70));

function messageBody({ accountSid }: Network, message: Message): Readonly<Record<string, unknown>> {
  return {
    sid: message.sid,
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: message.body,
    num_segments: String(segments(message.body)),
    num_media: '0',
    direction: 'outbound-api',
    from: message.from ?? null,
    to: message.to,
    messaging_service_sid: message.messagingServiceSid ?? null,
    status: message.status,
    error_code: null,
    error_message: null,
    price: null,
    price_unit: 'USD',
    date_created: rfc2822(message.sentAt),
    date_updated: rfc2822(message.sentAt),
    date_sent: rfc2822(message.sentAt),
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`,
    subresource_uris: {},
  };
}
